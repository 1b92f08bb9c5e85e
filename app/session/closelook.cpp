#include "app/session/closelook.h"

#include "app/engine/scrubbedtexts.h"
#include "app/engine/steps/blockedevidence.h"
#include "app/integrations/git/gitlines.h"
#include "models/convergence/shownobject.h"

#include <QJsonDocument>

#include <algorithm>

namespace relight {

Result<InspectedTree> CloseLook::tree(const QString &key, const std::optional<Application> &known, const Call &call)
{
    const auto argocd = m_sight.argocd(call);
    if (!argocd)
        return std::unexpected(argocd.error());
    const ApplicationName name(key);
    auto nodes = (*argocd)->resourceTree(name.name, name.space, call);
    if (!nodes)
        return std::unexpected(nodes.error());
    InspectedTree tree;
    tree.application = key;
    const ArgoCd::Way way = (*argocd)->lastWay();
    tree.source = way.source;
    tree.trouble = scrubbed(way.degraded, m_ports.secrets);
    tree.nodes = *std::move(nodes);
    if (known) {
        const auto cluster = m_sight.cluster(call);
        if (!cluster)
            return std::unexpected(cluster.error());
        tree.blocked = blockedBecause(*known, evidenceAround(*known, tree.nodes, **cluster, call));
        for (Blocked &blocked : tree.blocked)
            blocked.sentence = scrubbed(blocked.sentence, m_ports.secrets);
    }
    tree.readAt = m_ports.clock.wall();
    return tree;
}

Result<QList<InspectedDifference>> CloseLook::differences(const QString &key, const Call &call)
{
    const auto argocd = m_sight.argocd(call);
    if (!argocd)
        return std::unexpected(argocd.error());
    const ApplicationName name(key);
    const auto found = (*argocd)->differences(name.name, name.space, call);
    if (!found)
        return std::unexpected(found.error());
    QList<InspectedDifference> differences;
    for (const ArgoCd::Difference &one : *found) {
        const auto shown
            = shownPair(QJsonDocument::fromJson(one.live).object(), QJsonDocument::fromJson(one.target).object());
        const QByteArray live = m_ports.secrets.scrub(shown.live), target = m_ports.secrets.scrub(shown.target);
        differences.append({one.key, live, target, diffLines(live, target).value_or(QList<DiffLine>())});
    }
    return differences;
}

// An Event's time is where its writer put it: newer ones in a series, older ones in lastTimestamp.
static Timestamp timeOf(const QJsonObject &event)
{
    const QString places[]{event[QLatin1String("series")][QLatin1String("lastObservedTime")].toString(),
        event[QLatin1String("lastTimestamp")].toString(), event[QLatin1String("eventTime")].toString(),
        event[QLatin1String("metadata")][QLatin1String("creationTimestamp")].toString()};
    for (const QString &text : places) {
        if (const auto time = parseTimestamp(text))
            return *time;
    }
    return {};
}

static InspectedEvent eventFrom(const QJsonObject &object)
{
    InspectedEvent event;
    event.lastSeen = timeOf(object);
    event.warning = object[QLatin1String("type")].toString() == QLatin1String("Warning");
    event.count = std::max(
        {1, object[QLatin1String("count")].toInt(), object[QLatin1String("series")][QLatin1String("count")].toInt()});
    event.reason = object[QLatin1String("reason")].toString();
    event.message = object[QLatin1String("message")].toString();
    const QJsonValue about = object[QLatin1String("involvedObject")];
    event.object = about[QLatin1String("kind")].toString() + u'/' + about[QLatin1String("name")].toString();
    return event;
}

static Result<QList<InspectedEvent>> eventsOf(const ResourceKey &key, Cluster &cluster, const Call &call)
{
    // Those of objects without a namespace are written into `default`.
    const QString space = key.resourceNamespace.isEmpty() ? QStringLiteral("default") : key.resourceNamespace;
    const auto objects = cluster.list({QStringLiteral("v1"), QStringLiteral("Event"), space, {}},
        {.labelSelector = {},
            .fieldSelector = QStringLiteral("involvedObject.kind=%1,involvedObject.name=%2").arg(key.kind, key.name)},
        call);
    if (!objects)
        return std::unexpected(objects.error());
    QList<InspectedEvent> events;
    for (const QJsonObject &object : *objects)
        events << eventFrom(object);
    std::ranges::stable_sort(events, std::greater(), &InspectedEvent::lastSeen);
    return events;
}

static QStringList containersOf(const QJsonObject &object)
{
    QStringList names;
    if (object[QLatin1String("kind")] != QLatin1String("Pod"))
        return names;
    for (const char *list : {"initContainers", "containers"}) {
        for (const QJsonValue container : object[QLatin1String("spec")][QLatin1String(list)].toArray())
            names << container[QLatin1String("name")].toString();
    }
    return names;
}

// In the cluster that Argo CD itself runs in, which is the recovered one.
static bool isElsewhere(const Application &application)
{
    const QString &server = application.destinationServer, &name = application.destinationName;
    return (!server.isEmpty() && server != QLatin1String("https://kubernetes.default.svc"))
        || (server.isEmpty() && !name.isEmpty() && name != QLatin1String("in-cluster"));
}

Result<InspectedResource> CloseLook::resource(
    const ResourceKey &key, const std::optional<Application> &owner, const Call &call)
{
    if (owner && isElsewhere(*owner))
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 goes to another cluster (%2) than the recovered one: look there")
                .arg(
                    owner->name, owner->destinationName.isEmpty() ? owner->destinationServer : owner->destinationName));
    const auto cluster = m_sight.cluster(call);
    if (!cluster)
        return std::unexpected(cluster.error());
    const QString apiVersion = key.group.isEmpty() ? key.version : key.group + u'/' + key.version;
    auto object = (*cluster)->get({apiVersion, key.kind, key.resourceNamespace, key.name}, call);
    if (!object)
        return std::unexpected(object.error());
    object->insert(QLatin1String("kind"), key.kind);
    object->insert(QLatin1String("apiVersion"), apiVersion);
    InspectedResource resource;
    resource.key = key;
    resource.manifest = m_ports.secrets.scrub(shownYaml(*object));
    resource.containers = containersOf(*object);
    auto events = eventsOf(key, **cluster, call);
    if (events)
        resource.events = *std::move(events);
    else
        resource.trouble = QStringLiteral("its events could not be read: %1").arg(events.error().message);
    for (InspectedEvent &event : resource.events)
        event.message = scrubbed(event.message, m_ports.secrets);
    return resource;
}

} // namespace relight
