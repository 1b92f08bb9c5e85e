#pragma once
// The commands of the manifest: never run, played by what the plan says they take, with what they mean for the world:
// a cluster is made, data is restored, a record is switched. Owned by Players. The world's one thread.

#include "app/drill/world/outside/outside.h"
#include "app/drill/world/play/cloudclis.h"
#include "app/drill/world/play/shelllines.h"
#include "models/plan/recoveryplan.h"

namespace relight::world {

// The fault command-fails, if it is meant for this command: "step" (may end in "/*") and "key" as stated; without a key
// a step's main commands alone.
[[nodiscard]] std::optional<Ending> commandFails(
    const World &world, const QString &step, const QString &key, bool isMain);

class ShellPlayer
{
public:
    ShellPlayer(
        World &world, Outside &outside, const CloudIdentityOfWorld &identity, std::function<QByteArray()> kubeconfig);

    // `name`: unique for this run of the command.
    void play(const PlayRequest &request, const QString &name, std::shared_ptr<PlaySession> session);
    void restoredByHand(const QString &name) { setRestored(name); }

private:
    enum class Role {
        Provision,
        Restore,
        Switch,
        Undo,
        Run,
        Bootstrap,
        Kubeconfig,
        Probe,
        Verify,
        Check,
        BackupTime,
        Other
    };
    struct Scene
    {
        Role role;
        PlayRequest request;
        ShellScene words;
        const DataItem *data = nullptr;
        bool isMain() const { return role <= Role::Bootstrap; }
    };

    Scene sceneOf(const PlayRequest &request) const;
    Seconds lengthOf(const Scene &scene) const;
    std::optional<Ending> trouble(const Scene &scene) const;
    Ending ending(const Scene &scene);
    void setRestored(const QString &name);
    Ending verified(const Scene &scene) const;
    Ending checked(const Scene &scene) const;
    Ending backupTime(const Scene &scene) const;
    bool holds(const Scene &scene) const; // what a probe asks

    World &m_world;
    Outside &m_outside;
    const CloudIdentityOfWorld &m_identity;
    const std::function<QByteArray()> m_kubeconfig;
    RecoveryPlan m_plan;
    QStringList m_done;            // steps whose main command ended well
    QMap<QString, int> m_restored; // name -> the cluster it was restored into (World::clusters)
    QStringList m_half;            // names whose restore left less than it should
};

} // namespace relight::world
