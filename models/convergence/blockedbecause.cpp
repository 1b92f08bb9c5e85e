#include "models/convergence/blockedbecause.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace relight {

namespace {

QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

QString label(const ResourceKey &key)
{
    return key.kind + u' ' + key.name;
}

bool sameObject(const ResourceKey &a, const ResourceKey &b)
{
    return a.group == b.group && a.kind == b.kind && a.name == b.name && a.resourceNamespace == b.resourceNamespace;
}

// What is wrong with one node, by its object where the caller has it, else by what the tree says; nothing: it is fine.
std::optional<PodProblem> problemOf(const ResourceNode &node, const BlockedEvidence &evidence)
{
    for (const QJsonObject &object : evidence.objects) {
        const QJsonObject metadata = part(object, "metadata");
        if (object.value(u"kind").toString() != node.key.kind || metadata.value(u"name").toString() != node.key.name
            || metadata.value(u"namespace").toString() != node.key.resourceNamespace)
            continue;
        return node.key.kind == u"Pod" ? podProblem(object, evidence.events) : workloadProblem(object, evidence.events);
    }
    for (const QJsonObject &event : evidence.events) {
        const QJsonObject about = part(event, "involvedObject");
        const QString reason = event.value(u"reason").toString();
        if (about.value(u"kind").toString() == node.key.kind && about.value(u"name").toString() == node.key.name
            && about.value(u"namespace").toString() == node.key.resourceNamespace
            && (reason == u"FailedCreate" || reason == u"ProvisioningFailed")
            && node.health.value_or(HealthStatus::Progressing) != HealthStatus::Healthy)
            return PodProblem{reason == u"FailedCreate" ? PodProblem::Kind::Quota : PodProblem::Kind::Volume, true,
                QStringLiteral("is stuck (%1)").arg(event.value(u"message").toString().simplified().left(300))};
    }
    const HealthStatus health = node.health.value_or(HealthStatus::Healthy);
    if (health == HealthStatus::Healthy)
        return std::nullopt;
    const QString why = node.info.value(QStringLiteral("Status Reason")), message = node.healthMessage.simplified();
    const QString text = why.isEmpty() ? message : message.isEmpty() ? why : why + QStringLiteral(": ") + message;
    const bool blocking = health == HealthStatus::Degraded || health == HealthStatus::Missing;
    const QString state = health == HealthStatus::Degraded ? QStringLiteral("is degraded")
        : health == HealthStatus::Missing                  ? QStringLiteral("is missing")
        : health == HealthStatus::Suspended                ? QStringLiteral("is suspended")
        : health == HealthStatus::Unknown                  ? QStringLiteral("has an unknown health")
                                                           : QStringLiteral("is progressing");
    return PodProblem{blocking ? PodProblem::Kind::Failed : PodProblem::Kind::NotReady, blocking,
        text.isEmpty() ? state : state + QStringLiteral(" (%1)").arg(text)};
}

struct Chain
{
    QList<const ResourceNode *> nodes; // from the managed resource down to the culprit
};

// Up from a node to the managed resource, along first parents; a loop ends it.
Chain chainTo(const ResourceNode &leaf, const QHash<QString, const ResourceNode *> &byUid)
{
    Chain chain;
    QSet<const ResourceNode *> seen;
    for (const ResourceNode *node = &leaf; node && !seen.contains(node);) {
        seen.insert(node);
        chain.nodes.prepend(node);
        node = node->parentUids.isEmpty() ? nullptr : byUid.value(node->parentUids.first());
    }
    return chain;
}

void addFromTree(QList<Blocked> &found, const Application &application, const BlockedEvidence &evidence)
{
    QHash<QString, const ResourceNode *> byUid;
    for (const ResourceNode &node : evidence.tree) {
        if (!node.uid.isEmpty())
            byUid.insert(node.uid, &node);
    }
    struct Candidate
    {
        Blocked blocked;
        qsizetype depth;
    };
    QList<Candidate> candidates;
    for (const ResourceNode &node : evidence.tree) {
        const auto problem = problemOf(node, evidence);
        if (!problem)
            continue;
        const Chain chain = chainTo(node, byUid);
        QString sentence = application.name + QStringLiteral(": ");
        // ReplicaSets between a Deployment and its Pod say nothing to a person.
        for (const ResourceNode *step : chain.nodes) {
            if (step != &node && step->key.kind != u"ReplicaSet")
                sentence += label(step->key) + QStringLiteral(": ");
        }
        sentence += label(node.key) + u' ' + problem->text;
        candidates.append({{chain.nodes.first()->key, node.key, problem->blocking, sentence, problem->mayPass()},
            chain.nodes.size()});
    }
    // The deepest blocking problem speaks for its managed resource.
    std::ranges::stable_sort(candidates, [](const Candidate &a, const Candidate &b) {
        return a.blocked.blocking != b.blocked.blocking ? a.blocked.blocking : a.depth > b.depth;
    });
    for (const Candidate &candidate : candidates) {
        const bool told = std::ranges::any_of(
            found, [&](const Blocked &other) { return sameObject(other.resource, candidate.blocked.resource); });
        if (!told)
            found.append(candidate.blocked);
    }
}

QString stateText(HealthStatus health)
{
    switch (health) {
    case HealthStatus::Missing:
        return QStringLiteral("is not there yet");
    case HealthStatus::Progressing:
        return QStringLiteral("is progressing");
    case HealthStatus::Degraded:
        return QStringLiteral("is degraded");
    case HealthStatus::Suspended:
        return QStringLiteral("is suspended");
    default:
        return QStringLiteral("is not healthy");
    }
}

void addFromStatus(QList<Blocked> &found, const Application &application)
{
    const auto told = [&](const ResourceKey &key) {
        return std::ranges::any_of(found, [&](const Blocked &other) { return sameObject(other.resource, key); });
    };
    for (const ResourceResult &result : application.results) {
        if (result.status == u"SyncFailed" && !told(result.key))
            found.append({result.key, result.key, true,
                QStringLiteral("%1: %2 could not be applied (%3)")
                    .arg(application.name, label(result.key), result.message.simplified().left(300))});
    }
    for (const ResourceStatus &resource : application.resources) {
        const HealthStatus health = resource.health.value_or(HealthStatus::Healthy);
        if (health == HealthStatus::Healthy || told(resource.key))
            continue;
        const QString message = resource.healthMessage.simplified().left(300);
        found.append({resource.key, resource.key, health == HealthStatus::Degraded || health == HealthStatus::Missing,
            QStringLiteral("%1: %2 %3")
                .arg(application.name, label(resource.key), message.isEmpty() ? stateText(health) : message)});
    }
}

} // namespace

QList<Blocked> blockedBecause(const Application &application, const BlockedEvidence &evidence)
{
    QList<Blocked> found;
    addFromTree(found, application, evidence);
    addFromStatus(found, application);
    std::ranges::stable_sort(found, [](const Blocked &a, const Blocked &b) { return a.blocking && !b.blocking; });
    return found;
}

} // namespace relight
