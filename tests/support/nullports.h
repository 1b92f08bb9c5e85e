#pragma once
// Ports of a world where nothing is there: every call fails. Tests derive from the one they need. Header-only.

#include "app/integrations/io/systemclock.h"
#include "app/ports/ports.h"

namespace relight::test {

inline auto nothing()
{
    return failure(ErrorCode::Unavailable, QStringLiteral("there is nothing here"));
}

struct NullProcesses : Processes
{
    Result<ProcessResult> run(const ProcessRequest &, const Call &, const LineSink &) override { return nothing(); }
    Result<ProcessResult> attach(const QString &, const QString &, const Call &, const LineSink &) override
    {
        return nothing();
    }
    Result<QString> find(const QString &) override { return nothing(); }
};

struct NullSecrets : Secrets
{
    Result<Secret> resolve(const SecretRef &, const Call &) override { return nothing(); }
    QByteArray scrub(QByteArray text) const override { return text.replace("hunter2", "«secret»"); }
    void remember(const QByteArray &) override { }
    std::vector<QByteArray> known() const override { return {}; }
};

struct NullClusters : Clusters
{
    Result<std::shared_ptr<Cluster>> open(const ClusterAccess &) override { return nothing(); }
    Result<QByteArray> minimalKubeconfig(const ClusterAccess &) override { return nothing(); }
    Result<QList<QJsonObject>> parseDocuments(const QByteArray &) const override { return nothing(); }
};

struct NullArgoCds : ArgoCds
{
    std::shared_ptr<ArgoCd> open(ArgoCdAccess) override { return nullptr; }
};

struct NullGit : Git
{
    Result<QString> remoteCommit(const GitAccess &, const QString &, const Call &) override { return nothing(); }
    Result<> checkout(const GitAccess &, const QString &, const QString &,
        const std::function<void(const GitProgress &)> &, const Call &) override
    {
        return nothing();
    }
    Result<> fetch(const GitAccess &, const QString &, const QString &,
        const std::function<void(const GitProgress &)> &, const Call &) override
    {
        return nothing();
    }
    Result<WorkTreeStatus> workTree(const QString &, const QStringList &) override { return nothing(); }
    Result<QByteArray> readFile(const QString &, const QString &, const QString &) override { return nothing(); }
    Result<QStringList> listFiles(const QString &, const QString &, const QString &) override { return nothing(); }
    Result<> readFiles(const QString &, const QString &, const QString &, const std::function<bool(const QString &)> &,
        const std::function<void(const QString &, const QByteArray &)> &) override
    {
        return nothing();
    }
    Result<QString> objectId(const QString &, const QString &, const QString &) override { return nothing(); }
};

struct NullNetwork : Network
{
    Result<WebAnswer> get(const QUrl &, const QHostAddress &, qint64, const Call &) override { return nothing(); }
    Result<WebAnswer> postJson(const QUrl &, const QJsonObject &, const Call &) override { return nothing(); }
    Result<QStringList> lookUp(const QString &, const QString &, const Call &) override { return nothing(); }
    Result<> knock(const QString &, quint16, const Call &) override { return nothing(); }
};

// Real time, nothing else.
struct NullWorld
{
    SystemClock clock;
    NullProcesses processes;
    NullSecrets secrets;
    NullClusters clusters;
    NullArgoCds argocds;
    NullGit git;
    NullNetwork network;
    Ports ports() { return {clock, processes, secrets, clusters, argocds, git, network}; }
};

} // namespace relight::test
