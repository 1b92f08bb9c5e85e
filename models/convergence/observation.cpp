#include "models/convergence/observation.h"

#include "models/base/jsonwriter.h"

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

JsonWriter &write(JsonWriter &to, const ResourceKey &key)
{
    return to.text("group", key.group)
        .text("version", key.version)
        .text("kind", key.kind)
        .text("namespace", key.resourceNamespace)
        .text("name", key.name);
}

void write(JsonWriter &to, const ResourceStatus &resource)
{
    write(to, resource.key)
        .text("status", resource.sync == SyncStatus::Unknown ? QString() : word(resource.sync))
        .object("health",
            [&](JsonWriter &health) {
                health.text("status", resource.health ? word(*resource.health) : QString())
                    .text("message", resource.healthMessage);
            })
        .number("syncWave", resource.syncWave)
        .flag("hook", resource.hook);
}

void write(JsonWriter &to, const ResourceResult &result)
{
    write(to, result.key)
        .text("status", result.status)
        .text("message", result.message)
        .text("hookType", result.isHook ? u"Sync" : QStringView())
        .text("hookPhase", result.failed ? u"Failed" : QStringView());
}

void write(JsonWriter &to, const ApplicationCondition &condition)
{
    to.text("type", condition.type).text("message", condition.message);
}

// Of a list.
template <class T> void writeItem(JsonWriter &to, const T &item)
{
    to.whole([&](JsonWriter &members) { write(members, item); });
}

void writeMetadata(JsonWriter &to, const Application &app)
{
    QMap<QString, QString> annotations = app.annotations; // the wave and the hold are read from these
    if (const QString wave = argoPrefix + QStringLiteral("sync-wave"); annotations.value(wave).toInt() != app.syncWave)
        annotations.insert(wave, QString::number(app.syncWave));
    if (app.skipReconcile)
        annotations.insert(argoPrefix + QStringLiteral("skip-reconcile"), QStringLiteral("true"));
    const QStringList owners = app.ownerApplicationSet.isEmpty() ? QStringList() : QStringList{app.ownerApplicationSet};
    to.text("name", app.name)
        .text("namespace", app.appNamespace)
        .text("uid", app.uid)
        .text("resourceVersion", app.resourceVersion)
        .text("deletionTimestamp", app.deleting ? u"set" : QStringView())
        .texts("annotations", annotations)
        .texts("labels", app.labels)
        .list("ownerReferences", owners, [](JsonWriter &list, const QString &name) {
            list.whole([&](JsonWriter &owner) { owner.text("kind", u"ApplicationSet").text("name", name); });
        });
}

void writeSpec(JsonWriter &to, const Application &app)
{
    to.text("project", app.project)
        .object("source",
            [&](JsonWriter &source) {
                source.text("repoURL", app.repoUrl).text("path", app.path).text("targetRevision", app.targetRevision);
            })
        .object("destination",
            [&](JsonWriter &destination) {
                destination.text("server", app.destinationServer)
                    .text("name", app.destinationName)
                    .text("namespace", app.destinationNamespace);
            })
        .list("ignoreDifferences", QList<int>(app.ignoredDifferences),
            [](JsonWriter &list, int) { list.whole([](JsonWriter &) { }); })
        .object("syncPolicy", [&](JsonWriter &policy) {
            policy.object("automated", [&](JsonWriter &automated) {
                if (app.automated || app.prune || app.selfHeal) // "enabled" is there then, whatever it says
                    automated.flag("enabled", app.automated, !app.automated)
                        .flag("prune", app.prune)
                        .flag("selfHeal", app.selfHeal);
            });
        });
}

void writeStatus(JsonWriter &to, const Application &app)
{
    to.object("sync",
          [&](JsonWriter &sync) {
              if (app.hasStatus || app.sync != SyncStatus::Unknown)
                  sync.text("status", word(app.sync));
              sync.text("revision", app.syncRevision);
          })
        .object("health",
            [&](JsonWriter &health) {
                if (app.health != HealthStatus::Unknown)
                    health.text("status", word(app.health));
                health.text("message", app.healthMessage);
            })
        .object("operationState",
            [&](JsonWriter &operation) {
                operation.text("phase", word(app.operation))
                    .text("message", app.operationMessage)
                    .time("startedAt", app.operationStarted)
                    .time("finishedAt", app.operationFinished)
                    .number("retryCount", app.retryCount)
                    .object("syncResult", [&](JsonWriter &result) {
                        result.text("revision", app.operationRevision)
                            .list("resources", app.results, writeItem<ResourceResult>);
                    });
            })
        .list("resources", app.resources, writeItem<ResourceStatus>)
        .list("conditions", app.conditions, writeItem<ApplicationCondition>)
        .time("reconciledAt", app.reconciledAt);
}

void write(JsonWriter &to, const Application &app)
{
    to.object("metadata", [&](JsonWriter &part) { writeMetadata(part, app); });
    to.object("spec", [&](JsonWriter &part) { writeSpec(part, app); });
    to.object("status", [&](JsonWriter &part) { writeStatus(part, app); });
    if (app.operationQueued)
        to.empty("operation");
}

} // namespace

Application observable(const Application &application)
{
    Application seen = application;
    seen.resourceVersion.clear();
    seen.annotations.removeIf([](const auto &annotation) { return !annotation.key().startsWith(argoPrefix); });
    seen.results.removeIf([](const ResourceResult &result) {
        return !result.failed && (result.status.isEmpty() || result.status == u"Synced" || result.status == u"Pruned");
    });
    return seen;
}

QByteArray observationToJson(const Observation &observation)
{
    QByteArray line;
    line.reserve(2'048);
    JsonWriter(line).whole([&](JsonWriter &members) {
        members.time("at", observation.at).time("since", observation.since).text("source", observation.source);
        if (observation.application)
            members.object("application", [&](JsonWriter &app) { write(app, *observation.application); });
        members.list("removed", observation.removed, [](JsonWriter &list, const QString &key) { list.item(key); });
    });
    return line;
}

} // namespace relight
