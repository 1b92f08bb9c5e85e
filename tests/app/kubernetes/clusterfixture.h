#pragma once
// What every test of a scripted API server needs: a network thread, a clock, a cluster opened against the server, and
// answers in Kubernetes' shape.

#include "app/integrations/io/systemclock.h"
#include "app/integrations/kubernetes/kubernetescluster.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

struct ClusterFixture
{
    SystemClock clock;
    IoThread network{QStringLiteral("network")};
    std::mutex mutex;
    QList<QByteArray> secrets; // told to be kept out of sight; guarded
    KubernetesClusters clusters{network, clock, [this](const QByteArray &secret) {
                                    const std::lock_guard lock(mutex);
                                    secrets.append(secret);
                                }};

    // `user`: the kubeconfig's user entry in YAML flow style.
    Result<std::shared_ptr<Cluster>> open(
        const QUrl &server, const QByteArray &user = "{token: secret}", const QByteArray &clusterExtra = {})
    {
        auto opened = clusters.open({.kubeconfig = "current-context: c\nclusters: [{name: c, cluster: {server: '"
                + server.toEncoded() + "'" + clusterExtra + "}}]\nusers: [{name: u, user: " + user
                + "}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n"});
        if (opened)
            static_cast<KubernetesCluster &>(**opened).setTimings(
                {.serverEnds = Seconds{5}, .silence = Milliseconds{400}, .firstDelay = Milliseconds{20}},
                {.requestsAtOnce = 6,
                    .firstDelay = Milliseconds{20},
                    .delayLimit = Milliseconds{100},
                    .absentNeeds = Seconds{2},
                    .total = Seconds{10}});
        return opened;
    }
};

inline QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline QByteArray statusBody(int code, const QByteArray &reason, const QByteArray &message)
{
    return R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":")" + reason + R"(","message":")" + message
        + R"(","code":)" + QByteArray::number(code) + "}";
}

// Answers the resource lists of v1 and of two custom groups; true if it did.
inline bool answerDiscovery(const ScriptedRequest &request, const ScriptedConnection &peer)
{
    const auto resources
        = [](const QByteArray &list) { return R"({"kind":"APIResourceList","resources":[)" + list + "]}"; };
    if (request.target == "/api/v1")
        peer.answer(200,
            resources(
                R"({"name":"pods","kind":"Pod","namespaced":true},{"name":"pods/log","kind":"Pod","namespaced":true},
            {"name":"namespaces","kind":"Namespace","namespaced":false},{"name":"configmaps","kind":"ConfigMap","namespaced":true},
            {"name":"secrets","kind":"Secret","namespaced":true})"));
    else if (request.target == "/apis/apiextensions.k8s.io/v1")
        peer.answer(200,
            resources(R"({"name":"customresourcedefinitions","kind":"CustomResourceDefinition","namespaced":false})"));
    else if (request.target == "/apis/argoproj.io/v1alpha1")
        peer.answer(200, resources(R"({"name":"applications","kind":"Application","namespaced":true})"));
    else
        return false;
    return true;
}

inline QByteArray pod(const QByteArray &name, const QByteArray &version, const QByteArray &uid = "u")
{
    return R"({"kind":"Pod","apiVersion":"v1","metadata":{"namespace":"n","name":")" + name + R"(","uid":")" + uid
        + R"(","resourceVersion":")" + version + R"("}})";
}

inline QByteArray podList(const QByteArrayList &pods, const QByteArray &version, const QByteArray &token = {})
{
    return R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":")" + version + R"(","continue":")"
        + token + R"("},"items":[)" + pods.join(',') + "]}";
}

inline QByteArray watchEvent(const QByteArray &type, const QByteArray &object)
{
    return R"({"type":")" + type + R"(","object":)" + object + "}\n";
}

// Literals that moc cannot read stand here, not in the tests.
inline QByteArray fieldConflict()
{
    return R"({"kind":"Status","reason":"Conflict","code":409,"message":"Apply failed with 1 conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"helm\"","field":".spec.replicas"}]}})";
}

inline QByteArray establishedDefinition()
{
    return R"({"status":{"conditions":[{"type":"NamesAccepted","status":"True"},{"type":"Established","status":"True"}]}})";
}

// Renewed at that time by that holder, for 60 s, taken over twice before.
inline QByteArray lease(const QByteArray &holder, const QByteArray &renewed)
{
    return R"({"kind":"Lease","metadata":{"name":"relight","resourceVersion":"5"},"spec":{"holderIdentity":")" + holder
        + R"(","acquireTime":"2026-11-22T09:00:00.000000Z","renewTime":")" + renewed
        + R"(","leaseDurationSeconds":60,"leaseTransitions":2}})";
}

inline const ObjectRef podsInN{QStringLiteral("v1"), QStringLiteral("Pod"), QStringLiteral("n"), {}};

} // namespace relight
