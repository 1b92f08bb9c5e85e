#include "models/convergence/observation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relight {

namespace {

const QString argoPrefix = QStringLiteral("argocd.argoproj.io/");

QString word(SyncStatus status)
{
    switch (status) {
    case SyncStatus::Synced:
        return QStringLiteral("Synced");
    case SyncStatus::OutOfSync:
        return QStringLiteral("OutOfSync");
    case SyncStatus::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

QString word(HealthStatus status)
{
    switch (status) {
    case HealthStatus::Healthy:
        return QStringLiteral("Healthy");
    case HealthStatus::Suspended:
        return QStringLiteral("Suspended");
    case HealthStatus::Progressing:
        return QStringLiteral("Progressing");
    case HealthStatus::Missing:
        return QStringLiteral("Missing");
    case HealthStatus::Degraded:
        return QStringLiteral("Degraded");
    case HealthStatus::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

QString word(OperationPhase phase)
{
    switch (phase) {
    case OperationPhase::None:
        break;
    case OperationPhase::Running:
        return QStringLiteral("Running");
    case OperationPhase::Terminating:
        return QStringLiteral("Terminating");
    case OperationPhase::Succeeded:
        return QStringLiteral("Succeeded");
    case OperationPhase::Failed:
        return QStringLiteral("Failed");
    case OperationPhase::Error:
        return QStringLiteral("Error");
    }
    return {};
}

// An object whose empty members are left out.
class Written
{
public:
    Written &text(QLatin1String name, const QString &value)
    {
        if (!value.isEmpty())
            m_object.insert(name, value);
        return *this;
    }
    Written &time(QLatin1String name, const std::optional<Timestamp> &value)
    {
        return value ? text(name, timestampText(*value)) : *this;
    }
    Written &number(QLatin1String name, int value)
    {
        if (value != 0)
            m_object.insert(name, value);
        return *this;
    }
    Written &flag(QLatin1String name, bool value)
    {
        if (value)
            m_object.insert(name, true);
        return *this;
    }
    Written &object(QLatin1String name, const QJsonObject &value)
    {
        if (!value.isEmpty())
            m_object.insert(name, value);
        return *this;
    }
    template <class List, class F> Written &list(QLatin1String name, const List &items, F written)
    {
        QJsonArray all;
        for (const auto &item : items)
            all.append(written(item));
        if (!all.isEmpty())
            m_object.insert(name, all);
        return *this;
    }
    Written &texts(QLatin1String name, const QMap<QString, QString> &map)
    {
        QJsonObject all;
        for (auto text = map.cbegin(); text != map.cend(); ++text)
            all.insert(text.key(), text.value());
        return object(name, all);
    }
    QJsonObject done() const { return m_object; }

private:
    QJsonObject m_object;
};

using L = QLatin1String;

Written keyed(const ResourceKey &key)
{
    Written all;
    all.text(L("group"), key.group).text(L("version"), key.version).text(L("kind"), key.kind);
    all.text(L("namespace"), key.resourceNamespace).text(L("name"), key.name);
    return all;
}

QJsonObject resource(const ResourceStatus &status)
{
    Written health;
    health.text(L("status"), status.health ? word(*status.health) : QString()).text(L("message"), status.healthMessage);
    return keyed(status.key)
        .text(L("status"), status.sync == SyncStatus::Unknown ? QString() : word(status.sync))
        .object(L("health"), health.done())
        .number(L("syncWave"), status.syncWave)
        .flag(L("hook"), status.hook)
        .done();
}

QJsonObject result(const ResourceResult &result)
{
    return keyed(result.key)
        .text(L("status"), result.status)
        .text(L("message"), result.message)
        .text(L("hookType"), result.isHook ? QStringLiteral("Sync") : QString())
        .text(L("hookPhase"), result.failed ? QStringLiteral("Failed") : QString())
        .done();
}

QJsonObject metadata(const Application &app)
{
    QMap<QString, QString> annotations = app.annotations; // the wave and the hold are read from these
    if (const QString wave = argoPrefix + L("sync-wave"); annotations.value(wave).toInt() != app.syncWave)
        annotations.insert(wave, QString::number(app.syncWave));
    if (app.skipReconcile)
        annotations.insert(argoPrefix + L("skip-reconcile"), QStringLiteral("true"));
    const QStringList owners = app.ownerApplicationSet.isEmpty() ? QStringList() : QStringList{app.ownerApplicationSet};
    return Written()
        .text(L("name"), app.name)
        .text(L("namespace"), app.appNamespace)
        .text(L("uid"), app.uid)
        .text(L("resourceVersion"), app.resourceVersion)
        .text(L("deletionTimestamp"), app.deleting ? QStringLiteral("set") : QString())
        .texts(L("annotations"), annotations)
        .texts(L("labels"), app.labels)
        .list(L("ownerReferences"), owners,
            [](const QString &name) {
                return Written().text(L("kind"), QStringLiteral("ApplicationSet")).text(L("name"), name).done();
            })
        .done();
}

QJsonObject spec(const Application &app)
{
    Written source, destination, policy;
    source.text(L("repoURL"), app.repoUrl).text(L("path"), app.path).text(L("targetRevision"), app.targetRevision);
    destination.text(L("server"), app.destinationServer).text(L("name"), app.destinationName);
    destination.text(L("namespace"), app.destinationNamespace);
    if (app.automated || app.prune || app.selfHeal) {
        QJsonObject automated = Written().flag(L("prune"), app.prune).flag(L("selfHeal"), app.selfHeal).done();
        automated.insert(L("enabled"), app.automated);
        policy.object(L("automated"), automated);
    }
    return Written()
        .text(L("project"), app.project)
        .object(L("source"), source.done())
        .object(L("destination"), destination.done())
        .list(L("ignoreDifferences"), QList<int>(app.ignoredDifferences), [](int) { return QJsonObject(); })
        .object(L("syncPolicy"), policy.done())
        .done();
}

QJsonObject status(const Application &app)
{
    Written sync, health, synced, operation;
    sync.text(L("status"), app.hasStatus || app.sync != SyncStatus::Unknown ? word(app.sync) : QString());
    sync.text(L("revision"), app.syncRevision);
    health.text(L("status"), app.health == HealthStatus::Unknown ? QString() : word(app.health));
    health.text(L("message"), app.healthMessage);
    synced.text(L("revision"), app.operationRevision).list(L("resources"), app.results, result);
    operation.text(L("phase"), word(app.operation)).text(L("message"), app.operationMessage);
    operation.time(L("startedAt"), app.operationStarted).time(L("finishedAt"), app.operationFinished);
    operation.number(L("retryCount"), app.retryCount).object(L("syncResult"), synced.done());
    return Written()
        .object(L("sync"), sync.done())
        .object(L("health"), health.done())
        .object(L("operationState"), operation.done())
        .list(L("resources"), app.resources, resource)
        .list(L("conditions"), app.conditions,
            [](const ApplicationCondition &condition) {
                return Written().text(L("type"), condition.type).text(L("message"), condition.message).done();
            })
        .time(L("reconciledAt"), app.reconciledAt)
        .done();
}

QJsonObject applicationObject(const Application &app)
{
    QJsonObject all = Written()
                          .object(L("metadata"), metadata(app))
                          .object(L("spec"), spec(app))
                          .object(L("status"), status(app))
                          .done();
    if (app.operationQueued)
        all.insert(L("operation"), QJsonObject());
    return all;
}

} // namespace

Application observable(const Application &application)
{
    Application seen = application;
    seen.resourceVersion.clear();
    seen.annotations.removeIf([](const auto &annotation) { return !annotation.key().startsWith(argoPrefix); });
    seen.results.removeIf([](const ResourceResult &result) {
        return !result.failed
            && (result.status.isEmpty() || result.status == L("Synced") || result.status == L("Pruned"));
    });
    return seen;
}

QByteArray observationToJson(const Observation &observation)
{
    Written line;
    line.text(L("at"), timestampText(observation.at)).time(L("since"), observation.since);
    line.text(L("source"), observation.source);
    if (observation.application)
        line.object(L("application"), applicationObject(*observation.application));
    line.list(L("removed"), observation.removed, [](const QString &key) { return QJsonValue(key); });
    return QJsonDocument(line.done()).toJson(QJsonDocument::Compact);
}

} // namespace relight
