#include "app/integrations/argocd/argoresources.h"

#include "app/integrations/argocd/livetree.h"
#include "models/convergence/applicationjson.h"

#include <QSet>

namespace relight {

namespace {

const QString apiVersion = QStringLiteral("argoproj.io/v1alpha1");

QString pointer(const char *path)
{
    return QString::fromLatin1(path);
}

QJsonObject operation(const char *op, const QString &path, const QJsonValue &value = QJsonValue::Undefined)
{
    QJsonObject change{{QStringLiteral("op"), QString::fromLatin1(op)}, {QStringLiteral("path"), path}};
    if (!value.isUndefined())
        change.insert(QStringLiteral("value"), value);
    return change;
}

} // namespace

ArgoResources::ArgoResources(std::shared_ptr<Cluster> cluster, QString argoNamespace)
    : m_cluster(std::move(cluster))
    , m_argoNamespace(std::move(argoNamespace))
{
}

ObjectRef ArgoResources::ref(const QString &name, const QString &objectNamespace) const
{
    return {
        apiVersion, QStringLiteral("Application"), objectNamespace.isEmpty() ? m_argoNamespace : objectNamespace, name};
}

// Applications in other namespaces are seen where the rights suffice; else those of Argo CD's own namespace.
Result<QList<Application>> ArgoResources::list(const Call &call)
{
    const QString kind = QStringLiteral("Application");
    auto objects = m_cluster->list({apiVersion, kind, {}, {}}, {}, call);
    if (!objects && objects.error().code == ErrorCode::Forbidden)
        objects = m_cluster->list({apiVersion, kind, m_argoNamespace, {}}, {}, call);
    if (!objects)
        return std::unexpected(objects.error());
    QList<Application> applications;
    applications.reserve(objects->size());
    for (const QJsonObject &object : std::as_const(*objects))
        applications.append(applicationFrom(object));
    return applications;
}

Result<> ArgoResources::follow(const ChangeHandler &handler, const Call &call)
{
    const auto heard = [&](WatchType type, const QJsonObject &object) {
        return handler({applicationFrom(object), type == WatchType::Deleted}) ? WatchVerdict::Continue
                                                                              : WatchVerdict::Done;
    };
    const QString kind = QStringLiteral("Application");
    auto ended = m_cluster->watch({apiVersion, kind, {}, {}}, {}, heard, call);
    if (!ended && ended.error().code == ErrorCode::Forbidden)
        ended = m_cluster->watch({apiVersion, kind, m_argoNamespace, {}}, {}, heard, call);
    return ended;
}

bool ArgoResources::answers(const Call &call)
{
    const auto found = m_cluster->get({QStringLiteral("v1"), QStringLiteral("Namespace"), {}, m_argoNamespace}, call);
    return found || (found.error().status >= 400 && found.error().status < 500); // a refusal is an answer
}

Result<QList<ApplicationSetStatus>> ArgoResources::applicationSets(const Call &call)
{
    const QString kind = QStringLiteral("ApplicationSet");
    auto objects = m_cluster->list({apiVersion, kind, {}, {}}, {}, call);
    if (!objects && objects.error().code == ErrorCode::Forbidden)
        objects = m_cluster->list({apiVersion, kind, m_argoNamespace, {}}, {}, call);
    if (!objects && objects.error().code == ErrorCode::NotFound)
        return QList<ApplicationSetStatus>(); // installed without them
    if (!objects)
        return std::unexpected(objects.error());
    QList<ApplicationSetStatus> sets;
    for (const QJsonObject &object : std::as_const(*objects))
        sets.append(applicationSetFrom(object));
    return sets;
}

// Patches what was just read, and only that: the controller writes the same object all the time, so a patch that comes
// late is made anew.
Result<> ArgoResources::patchAsRead(const ObjectRef &object, const PatchFor &patchFor, const Call &call)
{
    for (int left = 5;; --left) {
        const auto present = m_cluster->get(object, call);
        if (!present)
            return std::unexpected(present.error());
        auto patch = patchFor(*present);
        if (!patch)
            return std::unexpected(patch.error());
        patch->prepend(operation("test", pointer("/metadata/resourceVersion"),
            present->value(u"metadata").toObject().value(u"resourceVersion")));
        const auto patched = m_cluster->jsonPatch(object, *patch, call);
        if (patched)
            return {};
        // A failed test is 422 for some servers, 409 for others.
        const bool late = patched.error().code == ErrorCode::Conflict || patched.error().code == ErrorCode::Invalid;
        if (!late || left == 0)
            return std::unexpected(patched.error());
    }
}

Result<> ArgoResources::sync(const SyncRequest &request, const Call &call)
{
    const auto patchFor = [&](const QJsonObject &present) -> Result<QJsonArray> {
        if (present.contains(u"operation"))
            return failure(ErrorCode::Conflict,
                QStringLiteral("%1 is syncing already: wait for it, or end it first").arg(request.application));
        QJsonObject sync{{QStringLiteral("prune"), request.prune},
            {QStringLiteral("syncStrategy"), QJsonObject{{QStringLiteral("hook"), QJsonObject()}}}};
        if (!request.revision.isEmpty())
            sync.insert(QStringLiteral("revision"), request.revision);
        const QJsonObject policy = present.value(u"spec").toObject().value(u"syncPolicy").toObject();
        if (const QJsonArray options = policy.value(u"syncOptions").toArray(); !options.isEmpty())
            sync.insert(QStringLiteral("syncOptions"), options);
        const QJsonObject by{{QStringLiteral("username"), QStringLiteral("relight")}};
        QJsonArray patch{operation("add", pointer("/operation"),
            QJsonObject{{QStringLiteral("initiatedBy"), by}, {QStringLiteral("sync"), sync}})};
        if (present.value(u"status").toObject().contains(u"operationState"))
            patch.append(operation("remove", pointer("/status/operationState")));
        return patch;
    };
    return patchAsRead(ref(request.application, request.appNamespace), patchFor, call);
}

Result<> ArgoResources::refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call)
{
    const QJsonObject annotations{
        {QStringLiteral("argocd.argoproj.io/refresh"), hard ? QStringLiteral("hard") : QStringLiteral("normal")}};
    const QJsonObject patch{{QStringLiteral("metadata"), QJsonObject{{QStringLiteral("annotations"), annotations}}}};
    const auto patched = m_cluster->mergePatch(ref(application, appNamespace), patch, call);
    return patched ? Result<>() : std::unexpected(patched.error());
}

Result<> ArgoResources::terminate(const QString &application, const QString &appNamespace, const Call &call)
{
    const auto patchFor = [&](const QJsonObject &present) -> Result<QJsonArray> {
        if (!present.contains(u"operation") || !present.value(u"status").toObject().contains(u"operationState"))
            return failure(
                ErrorCode::Invalid, QStringLiteral("%1 is not syncing: there is nothing to end").arg(application));
        return QJsonArray{operation("add", pointer("/status/operationState/phase"), QStringLiteral("Terminating"))};
    };
    return patchAsRead(ref(application, appNamespace), patchFor, call);
}

Result<QList<ResourceNode>> ArgoResources::resourceTree(
    const QString &application, const QString &appNamespace, const Call &call)
{
    const auto object = m_cluster->get(ref(application, appNamespace), call);
    if (!object)
        return std::unexpected(object.error());
    const Application app = applicationFrom(*object);
    QList<QJsonObject> live;
    QSet<QString> namespaces;
    for (const ResourceStatus &resource : app.resources) {
        const ResourceKey &key = resource.key;
        if (!key.resourceNamespace.isEmpty())
            namespaces.insert(key.resourceNamespace);
        const QString version = key.group.isEmpty() ? key.version : key.group + u'/' + key.version;
        const auto found = m_cluster->get({version, key.kind, key.resourceNamespace, key.name}, call);
        if (found)
            live.append(*found);
        else if (found.error().code != ErrorCode::NotFound && found.error().code != ErrorCode::Forbidden)
            return std::unexpected(found.error());
    }
    for (const QString &name : std::as_const(namespaces)) {
        for (const auto &[version, kind] :
            {std::pair{"apps/v1", "ReplicaSet"}, {"batch/v1", "Job"}, {"v1", "Pod"}, {"v1", "PersistentVolumeClaim"}}) {
            const auto found
                = m_cluster->list({QString::fromLatin1(version), QString::fromLatin1(kind), name, {}}, {}, call);
            if (found)
                live.append(*found);
            else if (found.error().code != ErrorCode::NotFound && found.error().code != ErrorCode::Forbidden)
                return std::unexpected(found.error());
        }
    }
    return liveTree(app, live);
}

Result<QList<ArgoCd::Difference>> ArgoResources::differences(const QString &application, const QString &, const Call &)
{
    return failure(ErrorCode::Unavailable,
        QStringLiteral("What %1 should be is known to the Argo CD server only, and its API cannot be reached: try "
                       "again when it is back")
            .arg(application));
}

Result<QString> ArgoResources::syncWindow(const QString &, const QString &, const Call &)
{
    return QString(); // windows do not bind on this path; a running operation says itself when one blocks it
}

} // namespace relight
