#pragma once
// One run in the terminal, from start to exit status: shows it, asks in place where there is a terminal, stops at
// SIGINT. Main thread.

#include "app/commands/recoveroptions.h"
#include "app/commands/terminalview.h"
#include "app/session/localrun.h"

#include <QSocketNotifier>

namespace relight {

class TerminalRun : public QObject
{
    Q_OBJECT
public:
    TerminalRun(LocalRun &run, const RecoverOptions &options, bool interactive, std::function<void()> leaveChildren,
        Clock &clock);

    // Somebody else answers what the run asks: waiting for a person does not end it.
    void stayWhileWaiting() { m_stays = true; }
    void start();
    void giveUp(const Error &why); // the run cannot go on, nor be suspended
    int exitStatus() const { return m_status; }

private:
    void happened(const QList<RunEvent> &events);
    void ended();
    void waits(bool person);
    void askNext();
    void answered();
    void interrupted();
    void leave(int status); // suspend the run, then exit with it
    void printNeeds();

    LocalRun &m_run;
    RecoverOptions m_options;
    bool m_interactive;
    std::function<void()> m_leaveChildren;
    Clock &m_clock;
    TerminalView m_view;
    QTimer m_redraw;
    QSocketNotifier m_input, m_signals;
    std::optional<Decision> m_asked;
    int m_status = 0;
    bool m_leaving = false;
    bool m_stays = false;
};

} // namespace relight
