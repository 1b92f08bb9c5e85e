#pragma once
// The Kubernetes API of one cluster, as the steps need it. Blocking, thread-safe; implemented in
// app/integrations/kubernetes.

#include "app/ports/call.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>

#include <functional>
#include <memory>
#include <optional>

namespace relight {

struct ObjectRef
{
    QString apiVersion; // "v1", "apps/v1", "argoproj.io/v1alpha1"
    QString kind;
    QString objectNamespace; // empty: cluster-scoped, or all namespaces in a list
    QString name;            // empty in a list
    bool operator==(const ObjectRef &) const = default;
};

struct ClusterIdentity
{
    QString uid;                   // of namespace kube-system
    Timestamp created;             // of kube-system
    QString server;                // URL
    QString caSha256;              // of the API server's CA bundle, hex; empty: system trust
    QString version;               // "v1.34.4"
    std::optional<Timestamp> date; // the API server's clock when it answered
};

struct ApplyOptions
{
    QString fieldManager = QStringLiteral("relight");
    bool force = true;
    QString defaultNamespace = QStringLiteral("default"); // for namespaced objects without one
    bool dryRun = false;
};

struct Applied
{
    ObjectRef object;
    bool created = false;
};

enum class WatchType { Added, Modified, Deleted };

// What a watcher answers: go on, or end with success.
enum class WatchVerdict { Continue, Done };
// `current` is the whole object; called on the caller's thread, first for everything there is, then for each change.
using WatchHandler = std::function<WatchVerdict(WatchType, const QJsonObject &current)>;

struct ListOptions
{
    QString labelSelector, fieldSelector;
};

struct LeaseRequest
{
    QString leaseNamespace = QStringLiteral("kube-system");
    QString name = QStringLiteral("relight");
    QString holder; // "run id, user@host"
    Seconds duration{60};
};

struct PodLogFollow
{
    QString podNamespace, pod, container;
    int tailLines = 0;    // of what was written before; 0: all of it
    QByteArray newerThan; // stamp of the last line that is known: goes on behind it; empty: from the tail
};

struct PodLogLine
{
    QByteArray stamp; // RFC 3339 in nanoseconds, as the kubelet noted it; empty: it noted none
    QByteArray text;
};

class Cluster
{
public:
    virtual ~Cluster() = default;

    // GET /readyz and the kube-system namespace. Unavailable until the API answers.
    virtual Result<ClusterIdentity> identity(const Call &call) = 0;

    virtual Result<QJsonObject> get(const ObjectRef &object, const Call &call) = 0;
    virtual Result<QList<QJsonObject>> list(const ObjectRef &kind, const ListOptions &options, const Call &call) = 0;

    // Server-side apply of multi-document YAML or JSON: Lists flattened, server fields stripped, namespaces and CRDs
    // first (established before the rest), in a fixed order. `applied` hears each object.
    virtual Result<QList<Applied>> apply(const QByteArray &documents, const ApplyOptions &options, const Call &call,
        const std::function<void(const Applied &)> &applied = {})
        = 0;

    // application/merge-patch+json on an existing object.
    virtual Result<QJsonObject> mergePatch(const ObjectRef &object, const QJsonObject &patch, const Call &call) = 0;
    // application/json-patch+json.
    virtual Result<QJsonObject> jsonPatch(const ObjectRef &object, const QJsonArray &patch, const Call &call) = 0;

    // list + watch with bookmarks, relist on 410, reconnect with backoff, until the handler says Done. Errors:
    // Cancelled, TimedOut, Unauthorized, Forbidden.
    virtual Result<> watch(
        const ObjectRef &kind, const ListOptions &options, const WatchHandler &handler, const Call &call)
        = 0;

    // Does this identity hold the right? verb on group/resource in namespace ("" = cluster-wide).
    virtual Result<bool> allowed(const QString &verb, const QString &group, const QString &resource,
        const QString &rightNamespace, const Call &call)
        = 0;

    // Last lines of a container's log; previous: of its last crash.
    virtual Result<QByteArray> podLog(const QString &podNamespace, const QString &pod, const QString &container,
        int tailLines, bool previous, const Call &call)
        = 0;
    // What a container writes, line by line on the caller's thread, as it writes it. Ok: the container ended, the
    // server ended the answer, or the handler has enough. TimedOut: it was quiet for minutes, ask again.
    virtual Result<> followPodLog(
        const PodLogFollow &log, const std::function<WatchVerdict(const PodLogLine &)> &handler, const Call &call)
        = 0;

    // Takes or renews the Lease; Conflict names another living holder.
    virtual Result<> holdLease(const LeaseRequest &lease, const Call &call) = 0;
    virtual Result<> releaseLease(const LeaseRequest &lease, const Call &call) = 0;

    // A loopback port that reaches `port` of a ready pod of the Service, over the API's port-forward. Lives until the
    // handle goes.
    class PortForward
    {
    public:
        virtual ~PortForward() = default;
        virtual quint16 localPort() const = 0;
    };
    virtual Result<std::unique_ptr<PortForward>> forward(
        const QString &serviceNamespace, const QString &service, int port, const Call &call)
        = 0;
};

struct ClusterAccess
{
    QByteArray kubeconfig;  // text; or empty:
    QString kubeconfigPath; // file (its relative paths are relative to it)
    QString context;        // empty: current-context
};

class Clusters
{
public:
    virtual ~Clusters() = default;
    // Parses the kubeconfig and makes a client; nothing is sent yet.
    virtual Result<std::shared_ptr<Cluster>> open(const ClusterAccess &access) = 0;
    // A kubeconfig that knows this one context only, certificates inlined: what a run keeps privately. Pure but for the
    // files it names.
    virtual Result<QByteArray> minimalKubeconfig(const ClusterAccess &access) = 0;
    // Multi-document YAML or JSON as objects, Lists flattened, server fields stripped. Pure.
    virtual Result<QList<QJsonObject>> parseDocuments(const QByteArray &documents) const = 0;
};

} // namespace relight
