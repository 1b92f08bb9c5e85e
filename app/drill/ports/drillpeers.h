#pragma once
// The peers of a drill: the live clients of Kubernetes, Argo CD and Git, kept from every address but the world's, and
// the outside as the world tells it. Thread-safe.

#include "app/drill/worldlink.h"
#include "app/ports/argocd.h"
#include "app/ports/clock.h"
#include "app/ports/git.h"
#include "app/ports/network.h"

namespace relight {

class DrillClusters : public Clusters
{
public:
    struct Settings
    {
        QString server;   // URL of the world's API server; no other is reached
        QString folder;   // kubeconfig files are read below it only
        QStringList lost; // paths that mean the lost cluster
    };
    DrillClusters(Clusters &live, WorldLink &link, Clock &clock, Settings settings);

    Result<std::shared_ptr<Cluster>> open(const ClusterAccess &access) override;
    Result<QByteArray> minimalKubeconfig(const ClusterAccess &access) override;
    Result<QList<QJsonObject>> parseDocuments(const QByteArray &documents) const override
    {
        return m_live.parseDocuments(documents);
    }

private:
    Result<QByteArray> ours(const ClusterAccess &access) const; // the kubeconfig's text, once it is the world's

    Clusters &m_live;
    WorldLink &m_link;
    Clock &m_clock;
    const Settings m_settings;
};

class DrillArgoCds : public ArgoCds
{
public:
    explicit DrillArgoCds(ArgoCds &live)
        : m_live(live)
    {
    }
    std::shared_ptr<ArgoCd> open(ArgoCdAccess access) override;

private:
    ArgoCds &m_live;
};

class DrillGit : public Git
{
public:
    DrillGit(Git &live, QString repository)
        : m_live(live)
        , m_repository(std::move(repository))
    {
    }

    Result<QString> remoteCommit(const GitAccess &access, const QString &revision, const Call &call) override;
    Result<> checkout(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call) override;
    Result<> fetch(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call) override;
    Result<WorkTreeStatus> workTree(const QString &file, const QStringList &paths) override
    {
        return m_live.workTree(file, paths);
    }
    Result<QByteArray> readFile(const QString &directory, const QString &commit, const QString &path) override
    {
        return m_live.readFile(directory, commit, path);
    }
    Result<QStringList> listFiles(const QString &directory, const QString &commit, const QString &folder) override
    {
        return m_live.listFiles(directory, commit, folder);
    }
    Result<> readFiles(const QString &directory, const QString &commit, const QString &folder,
        const std::function<bool(const QString &path)> &isWanted,
        const std::function<void(const QString &path, const QByteArray &content)> &take) override
    {
        return m_live.readFiles(directory, commit, folder, isWanted, take);
    }
    Result<QString> objectId(const QString &directory, const QString &commit, const QString &path) override
    {
        return m_live.objectId(directory, commit, path);
    }

private:
    GitAccess ours() const;
    Git &m_live;
    const QString m_repository;
};

class DrillNetwork : public Network
{
public:
    explicit DrillNetwork(WorldLink &link)
        : m_link(link)
    {
    }

    Result<WebAnswer> get(const QUrl &url, const QHostAddress &connectTo, qint64 limit, const Call &call) override;
    Result<WebAnswer> postJson(const QUrl &url, const QJsonObject &body, const Call &call) override;
    Result<QStringList> lookUp(const QString &name, const QString &type, const Call &call) override;
    Result<> knock(const QString &host, quint16 port, const Call &call) override;

private:
    WorldLink &m_link;
};

} // namespace relight
