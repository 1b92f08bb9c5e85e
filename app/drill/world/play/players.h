#pragma once
// The programs of the drill: what each prints, how long it takes, how it ends and what it changes in the world. Nothing
// is executed, ever. Made by main; the world's one thread.

#include "app/drill/world/play/shellplayer.h"
#include "app/drill/world/play/terraformplayer.h"

namespace relight::world {

class Players
{
public:
    // The world, what is outside, and everything of `settings` outlive it.
    Players(World &world, Outside &outside, const PlaySettings &settings);
    Players(const Players &) = delete;

    // Sets session->gone. Nothing is said before the world's clock goes on.
    void start(const PlayRequest &request, std::shared_ptr<PlaySession> session);

    // A person did this step by hand, as a drill without a command has it: the cluster is made, the data is back, the
    // record is switched. Of the other steps nothing follows. Says why it cannot have been done.
    Result<> doneByHand(const QString &step);

private:
    World &m_world;
    Outside &m_outside;
    const CloudIdentityOfWorld m_identity;
    TerraformPlayer m_terraform;
    ShellPlayer m_shell;
    QMap<QString, int> m_runs; // how often a step's command was started
};

} // namespace relight::world
