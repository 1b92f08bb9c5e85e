#pragma once
// The programs of a drill: whatever is to be run, relight-play runs instead and prints what the world tells it to. A
// tool of the engine's (terraform, aws, …) is found on a private PATH of links to relight-play; the text of a
// manifest's command is handed on as text. Children start with an empty environment and, where bubblewrap works,
// without a network.

#include "app/integrations/process/processrunner.h"

namespace relight {

class DrillProcesses : public Processes
{
public:
    struct Settings
    {
        ProcessRunner::Settings runner;
        QString play;     // path of relight-play
        QString programs; // folder to be filled with the tools
        QString socket;   // of the world's PlayServer
    };

    DrillProcesses(Clock &clock, Settings settings);

    Result<> prepare(); // the folder of tools; Storage

    Result<ProcessResult> run(const ProcessRequest &request, const Call &call, const LineSink &line) override;
    Result<ProcessResult> attach(
        const QString &directory, const QString &key, const Call &call, const LineSink &line) override;
    Result<QString> find(const QString &program) override;

    int running() const { return m_running; } // calls of run() that have not returned

private:
    ProcessRequest played(const ProcessRequest &request) const;

    const Settings m_settings;
    Clock &m_clock;
    ProcessRunner m_runner;
    QStringList m_wrapper; // bwrap …; empty: it does not work here
    std::atomic<int> m_running = 0;
};

} // namespace relight
