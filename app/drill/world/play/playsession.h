#pragma once
// One program that a drill "runs": what it prints and how it ends is decided here, a small program of ours prints it
// where the engine's supervisor reads. The world's one thread.

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

namespace relight::world {

struct PlayRequest
{
    QStringList arguments; // program first, as the engine would have run it; or
    QString shell;         // a command of the manifest: never run, played by its estimate
    QString step, key;     // RELIGHT_STEP and the command's key in the step: "apply", "restore", "verify"
    QString workingDirectory;
    QMap<QString, QString> environment; // of RELIGHT_… and KUBECONFIG only; secrets are dummies and stay where they are
};

class PlaySession
{
public:
    virtual ~PlaySession() = default;
    virtual void out(const QByteArray &text) = 0; // as the program writes it, with its line ends
    virtual void err(const QByteArray &text) = 0;
    virtual void end(int exitCode) = 0; // the last call
    virtual bool isGone() const = 0;    // the child was ended from outside: nothing more is heard
    std::function<void()> gone;         // set by the player: the child was ended (SIGTERM, kill)
};

} // namespace relight::world
