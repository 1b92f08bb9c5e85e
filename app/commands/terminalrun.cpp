#include "app/commands/terminalrun.h"

#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "models/run/eventjson.h"
#include "models/run/summary.h"

#include <QCoreApplication>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace relight {

static int interruptDescriptor()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    // Blocked in every thread: main() did it before it made any.
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

TerminalRun::TerminalRun(
    LocalRun &run, const RecoverOptions &options, bool interactive, std::function<void()> leaveChildren, Clock &clock)
    : m_run(run)
    , m_options(options)
    , m_interactive(interactive)
    , m_leaveChildren(std::move(leaveChildren))
    , m_clock(clock)
    , m_view(!options.json && isTerminal(STDOUT_FILENO))
    , m_input(STDIN_FILENO, QSocketNotifier::Read)
    , m_signals(interruptDescriptor(), QSocketNotifier::Read)
{
    m_input.setEnabled(false);
    connect(&m_run, &LocalRun::happened, this, &TerminalRun::happened);
    connect(&m_run, &LocalRun::ended, this, &TerminalRun::ended);
    connect(&m_run, &LocalRun::waitsForPerson, this, &TerminalRun::waits);
    connect(&m_run, &LocalRun::storageTrouble, this, [this](const Error &error) {
        printError(QStringLiteral("\nrelight: the run waits: %1\n").arg(error.message));
    });
    connect(&m_run, &LocalRun::rejected, this,
        [](quint64, const Error &error) { printError(QStringLiteral("\nrelight: %1\n").arg(error.message)); });
    connect(&m_input, &QSocketNotifier::activated, this, &TerminalRun::answered);
    connect(&m_signals, &QSocketNotifier::activated, this, &TerminalRun::interrupted);
    if (options.json)
        return;
    connect(&m_run.observations(), &Observations::logged, this, [this](const QList<LogLine> &lines) {
        for (const LogLine &line : lines)
            m_view.log(line);
    });
    connect(&m_run.observations(), &Observations::progressed, this, [this](const QList<StepProgress> &latest) {
        for (const StepProgress &progress : latest)
            m_view.progress(progress);
    });
    m_redraw.setInterval(200);
    connect(&m_redraw, &QTimer::timeout, this, [this] {
        if (!m_asked)
            m_view.draw(m_run.state(), m_clock.wall());
    });
    m_redraw.start();
}

void TerminalRun::start()
{
    m_run.start();
    const QString by = qEnvironmentVariable("USER", QStringLiteral("operator"));
    for (const auto &[step, reason] : m_options.skips)
        m_run.skip(step, reason, by);
    if (m_run.state().paused && m_run.state().paused->cause != PauseCause::FailedStep)
        m_run.resume(by);
}

void TerminalRun::happened(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (m_options.json)
            printOut(eventToJson(event) + '\n');
        else
            m_view.event(event, m_run.state());
        const auto *withdrawn = std::get_if<DecisionWithdrawn>(&event.body);
        if (withdrawn && m_asked && m_asked->id == withdrawn->decisionId) {
            m_asked.reset();
            m_input.setEnabled(false);
        }
    }
}

void TerminalRun::ended()
{
    m_redraw.stop();
    m_view.clear();
    if (m_options.json)
        printOut(summaryJsonLine(m_run.state()) + '\n');
    if (!m_leaving && m_run.state().end) {
        switch (m_run.state().end->end) {
        case RunEnd::Completed:
        case RunEnd::CompletedWithExceptions:
            m_status = Completed;
            break;
        case RunEnd::Cancelled:
            m_status = CancelledRun;
            break;
        case RunEnd::Failed:
            m_status = FailedRun;
            break;
        }
    }
    if (!m_run.state().end && !m_options.json && m_run.state().started.mode == RunMode::Live)
        printError(QStringLiteral("relight resume %1   goes on with it\n").arg(m_run.runId()));
    QCoreApplication::exit(m_status);
}

void TerminalRun::waits(bool person)
{
    if (!person || m_leaving || m_stays)
        return;
    if (m_interactive && !m_run.state().open.isEmpty())
        askNext();
    else
        leave(WaitsForPerson);
}

void TerminalRun::leave(int status)
{
    if (std::exchange(m_leaving, true))
        return;
    m_status = status;
    m_redraw.stop();
    m_view.clear();
    printNeeds();
    m_leaveChildren();
    m_run.suspend();
}

void TerminalRun::giveUp(const Error &why)
{
    if (std::exchange(m_leaving, true))
        return;
    m_status = FailedRun;
    m_redraw.stop();
    m_view.clear();
    printError(QStringLiteral("relight: %1\n").arg(why.message));
    QCoreApplication::exit(m_status);
}

void TerminalRun::printNeeds()
{
    const RunState &state = m_run.state();
    if (state.paused)
        printError(QStringLiteral("paused: %1\n").arg(state.paused->reason));
    for (const Decision &decision : state.open) {
        printError(QStringLiteral("needs you: %1\n  %2\n").arg(decision.title, decision.reason));
        for (const QString &detail : decision.details)
            printError(QStringLiteral("    %1\n").arg(QString(detail).replace(u'\n', QStringLiteral("\n      "))));
        if (state.started.mode != RunMode::Live)
            continue; // a drill is not resumed
        const bool isOption = decision.option.startsWith(QLatin1String("--"));
        printError(QStringLiteral("  then: relight resume %1%2\n")
                .arg(m_run.runId(), isOption ? u' ' + decision.option : QString()));
    }
}

void TerminalRun::askNext()
{
    if (m_asked || m_run.state().open.isEmpty())
        return;
    m_asked = m_run.state().open.first();
    m_view.clear();
    QString text = QStringLiteral("\n%1\n  %2\n").arg(m_asked->title, m_asked->reason);
    for (const QString &detail : m_asked->details)
        text += QStringLiteral("    %1\n").arg(QString(detail).replace(u'\n', QStringLiteral("\n      ")));
    text += m_asked->typed
        ? QStringLiteral("Type the cluster's name (%1) to say yes, or \"no\": ").arg(m_run.state().started.name)
        : QStringLiteral("For %1: yes or no? ").arg(m_run.state().started.name);
    printOut(text);
    m_input.setEnabled(true);
}

void TerminalRun::answered()
{
    char buffer[512];
    const auto count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    m_input.setEnabled(false);
    if (!m_asked)
        return;
    const Decision decision = *std::exchange(m_asked, std::nullopt);
    if (count <= 0) { // nobody is there any more
        m_interactive = false;
        leave(WaitsForPerson);
        return;
    }
    const QString answer = QString::fromUtf8(buffer, count).trimmed();
    const QString by = qEnvironmentVariable("USER", QStringLiteral("operator"));
    const bool yes = decision.typed ? answer == m_run.state().started.name
                                    : answer == QLatin1String("yes") || answer == QLatin1String("y");
    const bool no = answer == QLatin1String("no") || answer == QLatin1String("n");
    if (!yes && !no) {
        askNext();
        return;
    }
    // What is not to be taken back stays as it is, and the run goes on to the next question.
    if (no && decision.kind != DecisionKind::Undo) {
        leave(WaitsForPerson);
        return;
    }
    m_run.decide(decision.id, yes, by, QStringLiteral("in the terminal"));
    // The next decision is asked once this one is folded.
    if (m_run.state().open.size() > 1) {
        connect(&m_run, &LocalRun::happened, this, &TerminalRun::askNext,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    }
}

void TerminalRun::interrupted()
{
    signalfd_siginfo info;
    while (::read(int(m_signals.socket()), &info, sizeof info) == sizeof info) { }
    if (m_leaving)
        ::_exit(InterruptedRun); // the journal is whole at every instant
    m_view.clear();
    const bool isLive = m_run.state().started.mode == RunMode::Live;
    printError(QStringLiteral("\nrelight: stopping; %1 (interrupt again to leave at once)\n")
            .arg(isLive ? QStringLiteral("running commands go on under their supervisors")
                        : QStringLiteral("the drill ends here")));
    leave(InterruptedRun);
}

} // namespace relight
