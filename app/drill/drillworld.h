#pragma once
// The drill's world behind the ports: the twin of session/liveworld.h. Same engine, same clients, another clock; every
// address leads to the world's program, every command is played by it. Made before the run, outlives it.

#include "app/drill/drilldriver.h"
#include "app/drill/ports/drillpeers.h"
#include "app/drill/ports/drillprocesses.h"
#include "app/drill/ports/drillsecrets.h"
#include "app/drill/worldprocess.h"
#include "app/integrations/argocd/argocdclient.h"
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/iothread.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "app/ports/ports.h"

#include <QTemporaryDir>

namespace relight {

class DrillWorld
{
public:
    struct Settings
    {
        QString programs;     // folder of relight-world, relight-play and relight-supervisor
        QString manifestPath; // absolute
        QByteArray manifestBytes;
        QString runFolder; // of this drill: kubeconfigs are read below it
        Timestamp start;   // of the drill's clock
        quint64 seed = 1;
        int applications = 0, resources = 0; // a made-up estate of that size; 0: from the manifest
    };

    // Blocks while the world gets ready.
    static Result<std::unique_ptr<DrillWorld>> create(const Settings &settings, const RecoveryManifest &manifest);
    ~DrillWorld();

    Ports ports();
    DrillClock &clock() { return m_clock; }
    DrillDriver &driver() { return *m_driver; }
    const DrillClock &clock() const { return m_clock; }
    const DrillDriver &driver() const { return *m_driver; }
    WorldLink &link() { return m_link; }
    const QJsonObject &addresses() const { return m_addresses; } // as the world gave them
    // The kubeconfig of the world's cluster, for manifests that name a file of the user's.
    QString kubeconfigPath() const { return m_runFolder + QStringLiteral("/drill-kubeconfig"); }

private:
    DrillWorld(const Settings &settings, const RecoveryManifest &manifest);
    Result<> begin(const Settings &settings, const RecoveryManifest &manifest);

    const QString m_runFolder;
    QTemporaryDir m_folder; // sockets, programs, repository: gone with the drill
    DrillClock m_clock;
    WorldLink m_link;
    WorldProcess m_process;
    QJsonObject m_addresses;
    IoThread m_networkThread{QStringLiteral("network")};
    DrillProcesses m_processes;
    DrillSecrets m_secrets;
    KubernetesClusters m_liveClusters;
    ArgoCdService m_liveArgocds;
    LibGit2 m_liveGit;
    DrillArgoCds m_argocds;
    DrillNetwork m_network;
    std::optional<DrillClusters> m_clusters; // these know addresses
    std::optional<DrillGit> m_git;
    std::unique_ptr<DrillDriver> m_driver;
};

// The manifest as a drill plays it: what would lead to a file or a server of the user's leads to the drill's.
[[nodiscard]] RecoveryManifest manifestForDrill(RecoveryManifest manifest, const QString &kubeconfigPath);

} // namespace relight
