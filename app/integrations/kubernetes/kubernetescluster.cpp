#include "app/integrations/kubernetes/kubernetescluster.h"

#include "app/integrations/kubernetes/leases.h"
#include "app/integrations/kubernetes/podlogstream.h"
#include "app/integrations/kubernetes/portforward.h"

#include <QJsonDocument>

namespace relight {

KubernetesCluster::KubernetesCluster(IoThread &network, Clock &clock, const KubeAccess &access, QString caSha256,
    std::shared_ptr<Credentials> credentials)
    : m_api(std::make_shared<ApiClient>(network, clock, access, std::move(credentials)))
    , m_kinds(*m_api)
    , m_caSha256(std::move(caSha256))
{
}

void KubernetesCluster::setTimings(const WatchTimings &watch, const ApplyTimings &apply)
{
    m_watchTimings = watch;
    m_applyTimings = apply;
}

Result<> KubernetesCluster::awaitReady(const Call &call)
{
    const auto ready = m_api->send({.path = QStringLiteral("/readyz"),
                                       .accept = "*/*",
                                       .what = QStringLiteral("ask whether the cluster is ready")},
        call);
    if (ready || ready.error().code == ErrorCode::Forbidden || ready.error().code == ErrorCode::NotFound)
        return {}; // some providers hide it; the namespace below decides
    return std::unexpected(ready.error());
}

Result<ClusterIdentity> KubernetesCluster::identity(const Call &call)
{
    if (auto ready = awaitReady(call); !ready)
        return std::unexpected(ready.error());
    const auto system = m_api->send(
        {.path = QStringLiteral("/api/v1/namespaces/kube-system"), .what = QStringLiteral("get Namespace kube-system")},
        call);
    if (!system && system.error().status == 404)
        return failure(ErrorCode::Unavailable,
            QStringLiteral("The API answers, but the namespace kube-system is not there yet"), {}, 404);
    if (!system)
        return std::unexpected(system.error());
    const auto version = m_api->json(
        {.path = QStringLiteral("/version"), .what = QStringLiteral("ask for the cluster's version")}, call);
    if (!version)
        return std::unexpected(version.error());
    const QJsonObject metadata
        = QJsonDocument::fromJson(system->body).object().value(QLatin1String("metadata")).toObject();
    const auto created = parseTimestamp(metadata.value(QLatin1String("creationTimestamp")).toString());
    const QString uid = metadata.value(QLatin1String("uid")).toString();
    if (uid.isEmpty() || !created)
        return failure(ErrorCode::Protocol,
            QStringLiteral("%1 does not answer like a Kubernetes API: kube-system has no uid")
                .arg(m_api->server().host()));
    return ClusterIdentity{uid, *created, m_api->server().toString(), m_caSha256,
        version->value(QLatin1String("gitVersion")).toString(), system->date()};
}

Result<QJsonObject> KubernetesCluster::get(const ObjectRef &object, const Call &call)
{
    const auto path = m_kinds.pathOf(object, call);
    if (!path)
        return std::unexpected(path.error());
    return m_api->json({.path = *path, .what = QStringLiteral("get %1").arg(displayName(object))}, call);
}

Result<QList<QJsonObject>> KubernetesCluster::list(const ObjectRef &kind, const ListOptions &options, const Call &call)
{
    const auto path = m_kinds.pathOf(kind, call);
    if (!path)
        return std::unexpected(path.error());
    auto list = listObjects(*m_api, *path, kind, options, call);
    if (!list)
        return std::unexpected(list.error());
    return std::move(list->items);
}

Result<QList<Applied>> KubernetesCluster::apply(const QByteArray &documents, const ApplyOptions &options,
    const Call &call, const std::function<void(const Applied &)> &applied)
{
    const auto objects = readManifestObjects(documents);
    if (!objects)
        return std::unexpected(objects.error());
    return Applier(*m_api, m_kinds, options, m_applyTimings).run(*objects, call, applied);
}

Result<QJsonObject> KubernetesCluster::patch(
    const ObjectRef &object, const QByteArray &body, const QByteArray &type, const Call &call)
{
    const auto path = m_kinds.pathOf(object, call);
    if (!path)
        return std::unexpected(path.error());
    QUrlQuery query;
    addQueryItem(query, "fieldManager", QStringLiteral("relight"));
    return m_api->json({.method = "PATCH",
                           .path = *path,
                           .query = query,
                           .body = body,
                           .contentType = type,
                           .what = QStringLiteral("change %1").arg(displayName(object))},
        call);
}

Result<QJsonObject> KubernetesCluster::mergePatch(const ObjectRef &object, const QJsonObject &change, const Call &call)
{
    return patch(object, QJsonDocument(change).toJson(QJsonDocument::Compact), "application/merge-patch+json", call);
}

Result<QJsonObject> KubernetesCluster::jsonPatch(const ObjectRef &object, const QJsonArray &change, const Call &call)
{
    return patch(object, QJsonDocument(change).toJson(QJsonDocument::Compact), "application/json-patch+json", call);
}

Result<> KubernetesCluster::watch(
    const ObjectRef &kind, const ListOptions &options, const WatchHandler &handler, const Call &call)
{
    return Watcher(*m_api, m_kinds, kind, options, handler, m_watchTimings).run(call);
}

Result<bool> KubernetesCluster::allowed(
    const QString &verb, const QString &group, const QString &resource, const QString &rightNamespace, const Call &call)
{
    QJsonObject attributes{
        {QStringLiteral("verb"), verb}, {QStringLiteral("group"), group}, {QStringLiteral("resource"), resource}};
    if (const qsizetype slash = resource.indexOf(QLatin1Char('/')); slash > 0) {
        attributes.insert(QLatin1String("resource"), resource.left(slash));
        attributes.insert(QLatin1String("subresource"), resource.mid(slash + 1));
    }
    if (!rightNamespace.isEmpty())
        attributes.insert(QLatin1String("namespace"), rightNamespace);
    const QJsonObject review{{QStringLiteral("apiVersion"), QStringLiteral("authorization.k8s.io/v1")},
        {QStringLiteral("kind"), QStringLiteral("SelfSubjectAccessReview")},
        {QStringLiteral("spec"), QJsonObject{{QStringLiteral("resourceAttributes"), attributes}}}};
    const auto answer
        = m_api->json({.method = "POST",
                          .path = QStringLiteral("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
                          .body = QJsonDocument(review).toJson(QJsonDocument::Compact),
                          .contentType = "application/json",
                          .what = QStringLiteral("ask whether %1 %2 is allowed").arg(verb, resource)},
            call);
    if (!answer)
        return std::unexpected(answer.error());
    return answer->value(QLatin1String("status"))[QLatin1String("allowed")].toBool();
}

Result<QByteArray> KubernetesCluster::podLog(const QString &podNamespace, const QString &pod, const QString &container,
    int tailLines, bool previous, const Call &call)
{
    QUrlQuery query;
    addQueryItem(query, "container", container);
    if (tailLines > 0)
        addQueryItem(query, "tailLines", QString::number(tailLines));
    if (previous)
        addQueryItem(query, "previous", QStringLiteral("true"));
    const auto answer = m_api->send({.path = QStringLiteral("/api/v1/namespaces/%1/pods/%2/log").arg(podNamespace, pod),
                                        .query = query,
                                        .accept = "text/plain, */*",
                                        .what = QStringLiteral("read the log of Pod %1/%2").arg(podNamespace, pod)},
        call);
    if (!answer)
        return std::unexpected(answer.error());
    return answer->body;
}

Result<> KubernetesCluster::followPodLog(
    const PodLogFollow &log, const std::function<WatchVerdict(const PodLogLine &)> &handler, const Call &call)
{
    return followLog(*m_api, log, handler, call);
}

Result<> KubernetesCluster::holdLease(const LeaseRequest &lease, const Call &call)
{
    return takeOrRenewLease(*m_api, lease, call);
}

Result<> KubernetesCluster::releaseLease(const LeaseRequest &lease, const Call &call)
{
    return giveLeaseBack(*m_api, lease, call);
}

Result<std::unique_ptr<Cluster::PortForward>> KubernetesCluster::forward(
    const QString &serviceNamespace, const QString &service, int port, const Call &call)
{
    return startForward(m_api, {serviceNamespace, service, port}, call);
}

} // namespace relight
