#pragma once
// Argo CD as the steps need it: seen through its API, or, when that cannot be reached, through the Application
// resources. The same values either way. Blocking, thread-safe; implemented in app/integrations/argocd.

#include "app/ports/cluster.h"
#include "app/ports/secrets.h"
#include "models/convergence/application.h"

namespace relight {

struct ArgoCdAccess
{
    QString argoNamespace = QStringLiteral("argocd");
    QString server; // URL; empty: port-forward to svc/argocd-server, certificate pinned from the cluster
    QString username = QStringLiteral("admin");
    std::optional<Secret> password; // empty and no token: the initial admin secret
    std::optional<Secret> token;
    std::shared_ptr<Cluster> cluster;
};

struct ApplicationsDelta
{
    QList<Application> changed;    // whole values
    QStringList removed;           // keys "namespace/name"
    bool complete = false;         // `changed` is the whole set: what is not in it is gone
    QString source;                // "Argo CD API" or "Kubernetes watch"
    QString degraded;              // why not the API, in a sentence; empty: all is well
    bool silent = false;           // nobody answers now: what is known is as it was at `seenAt`
    std::optional<Instant> seenAt; // when the source last answered
};

struct SyncRequest
{
    QString application, appNamespace, project;
    QString revision; // empty: the target revision
    bool prune = false;
};

class ArgoCd
{
public:
    virtual ~ArgoCd() = default;

    // What answered the last question, as ApplicationsDelta::source and ::degraded say it.
    struct Way
    {
        QString source, degraded;
    };
    virtual Way lastWay() const { return {}; }

    // One sight of all applications. Falls back to Kubernetes by itself.
    virtual Result<ApplicationsDelta> applications(const Call &call) = 0;
    // Follows them until the handler answers Done; switches between API stream and Kubernetes watch as needed (each
    // switch is a complete delta). Also called with an empty delta at least once a second, so that the handler can look
    // at the clock.
    virtual Result<> follow(const std::function<WatchVerdict(const ApplicationsDelta &)> &handler, const Call &call)
        = 0;

    virtual Result<QList<ApplicationSetStatus>> applicationSets(const Call &call) = 0;
    virtual Result<> sync(const SyncRequest &request, const Call &call) = 0;
    virtual Result<> refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call) = 0;
    virtual Result<> terminate(const QString &application, const QString &appNamespace, const Call &call) = 0;
    // What the three above got done past Argo CD since this was last asked, a sentence each, to be logged: with its API
    // in trouble they go through Kubernetes, with the cluster's rights.
    virtual QStringList takeWarnings() { return {}; }
    virtual Result<QList<ResourceNode>> resourceTree(
        const QString &application, const QString &appNamespace, const Call &call)
        = 0;
    // Live against desired: (kind/name, live JSON, target JSON) of what differs.
    struct Difference
    {
        ResourceKey key;
        QByteArray live, target;
    };
    virtual Result<QList<Difference>> differences(
        const QString &application, const QString &appNamespace, const Call &call)
        = 0;
    // Which sync window blocks a sync of it now, in words; empty: none (or not to be known: through Kubernetes).
    virtual Result<QString> syncWindow(const QString &, const QString &, const Call &) { return QString(); }
};

class ArgoCds
{
public:
    virtual ~ArgoCds() = default;
    virtual std::shared_ptr<ArgoCd> open(ArgoCdAccess access) = 0;
};

} // namespace relight
