#pragma once
// The real world behind the ports: real time, real processes, real network. Made by main, outlives every run; the ports
// may be used by any worker.

#include "app/integrations/argocd/argocdclient.h"
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/iothread.h"
#include "app/integrations/io/systemclock.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "app/integrations/network/webnetwork.h"
#include "app/integrations/process/processrunner.h"
#include "app/integrations/secrets/secretstore.h"
#include "app/ports/ports.h"

namespace relight {

class LiveWorld
{
public:
    struct Settings
    {
        QString supervisor;             // path of relight-supervisor
        QString folder;                 // base of relative file: references
        SecretStore::Prompter prompter; // empty: nobody can be asked
    };

    explicit LiveWorld(Settings settings);

    Ports ports();
    SystemClock &clock() { return m_clock; }
    LibGit2 &git() { return m_git; }
    // From now on a stop leaves children to their supervisors instead of ending them: Relight is going away, the run is
    // not.
    void leaveChildren() { m_processes.leaveChildren(); }

private:
    SystemClock m_clock;
    IoThread m_networkThread{QStringLiteral("network")};
    IoThread m_keyringThread{QStringLiteral("keyring")};
    ProcessRunner m_processes;
    SecretStore m_secrets;
    KubernetesClusters m_clusters;
    ArgoCdService m_argocds;
    LibGit2 m_git;
    WebNetwork m_network;
};

} // namespace relight
