#include "app/commands/terminalview.h"

#include "app/commands/output.h"
#include "models/run/words.h"

#include <QRegularExpression>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace relight {

TerminalView::TerminalView(bool live)
    : m_live(live)
{
}

void TerminalView::write(const QString &text) const
{
    printOut(text);
}

static QString titleOf(const RunState &state, const QString &stepId)
{
    const StepStatus *step = state.step(stepId);
    return step ? step->planned.title : stepId;
}

QString eventLine(const RunEvent &event, const RunState &state)
{
    struct Line
    {
        const RunState &state;
        QString operator()(const RunStarted &e) const
        {
            return QStringLiteral("run %1: recovery of %2, %3").arg(e.runId, e.name, e.digest);
        }
        QString operator()(const RunResumed &e) const { return QStringLiteral("resumed by %1").arg(e.operatorName); }
        QString operator()(const PreflightFinished &e) const
        {
            QStringList lines{
                QStringLiteral("preflight: %1 blockers, %2 warnings").arg(e.blockers.size()).arg(e.warnings.size())};
            for (const QString &text : e.blockers)
                lines << QStringLiteral("  blocker: ") + text;
            for (const QString &text : e.warnings)
                lines << QStringLiteral("  warning: ") + text;
            return lines.join(u'\n');
        }
        QString operator()(const ClusterPinned &e) const
        {
            return QStringLiteral("cluster %1, kube-system %2, Kubernetes %3").arg(e.server, e.uid, e.version);
        }
        QString operator()(const FactRecorded &e) const
        {
            return e.key == QLatin1String("commit") ? QStringLiteral("recovering from commit %1").arg(e.value)
                                                    : QString();
        }
        QString operator()(const DecisionRequested &e) const
        {
            return QStringLiteral("needs you: %1 — %2").arg(e.decision.title, e.decision.reason);
        }
        QString operator()(const DecisionTaken &e) const
        {
            return QStringLiteral("%1 by %2%3")
                .arg(e.granted ? QStringLiteral("granted") : QStringLiteral("refused"), e.by,
                    e.comment.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(e.comment));
        }
        QString operator()(const DecisionWithdrawn &e) const
        {
            return QStringLiteral("no answer needed any more: %1 (%2)")
                .arg(state.asked.value(e.decisionId).title, e.reason);
        }
        QString operator()(const AttemptStarted &e) const
        {
            return QStringLiteral("%1: started%2")
                .arg(titleOf(state, e.stepId),
                    e.attempt > 1 ? QStringLiteral(", attempt %1").arg(e.attempt) : QString());
        }
        QString operator()(const AttemptEnded &e) const
        {
            if (!e.retryAt)
                return {};
            return QStringLiteral("%1: attempt %2 %3: %4; again by itself")
                .arg(titleOf(state, e.stepId))
                .arg(e.attempt)
                .arg(word(e.outcome), e.message);
        }
        QString operator()(const StepEnded &e) const
        {
            const StepStatus *step = state.step(e.stepId);
            const QString took = step && step->firstStarted && step->ended
                ? QStringLiteral(" in %1").arg(
                      clockText(std::chrono::duration_cast<Seconds>(*step->ended - *step->firstStarted)))
                : QString();
            return QStringLiteral("%1: %2%3%4")
                .arg(titleOf(state, e.stepId), word(e.state), took,
                    e.reason.isEmpty() ? QString() : QStringLiteral(": ") + e.reason);
        }
        QString operator()(const StepWaiting &e) const
        {
            return QStringLiteral("%1: waits: %2").arg(titleOf(state, e.stepId), e.reason);
        }
        QString operator()(const StepReset &e) const
        {
            return QStringLiteral("%1: starts over (%2)").arg(titleOf(state, e.stepId), e.reason);
        }
        QString operator()(const RunPaused &e) const { return QStringLiteral("paused: %1").arg(e.reason); }
        QString operator()(const RunContinued &) const { return QStringLiteral("goes on"); }
        QString operator()(const CancelRequested &e) const { return QStringLiteral("cancel asked by %1").arg(e.by); }
        QString operator()(const RunEnded &e) const
        {
            QStringList lines{word(e.end) + (e.reason.isEmpty() ? QString() : QStringLiteral(": ") + e.reason)};
            for (const QString &text : e.exceptions)
                lines << QStringLiteral("  exception: ") + text;
            for (const QString &text : e.leftHalfDone)
                lines << QStringLiteral("  left half done: ") + text;
            return lines.join(u'\n');
        }
        QString operator()(const NoteAdded &e) const
        {
            // What a drill's team hears: "mail from …", "chat from …".
            return (
                e.by.contains(QLatin1String(" from ")) ? QStringLiteral("%1: %2") : QStringLiteral("note by %1: %2"))
                .arg(e.by, e.text);
        }
    };
    return std::visit(Line{state}, event.body);
}

static QString elapsed(const RunState &state, Timestamp at)
{
    const auto from = state.started.declaredAt ? state.started.declaredAt : state.startedAt;
    return from ? clockText(std::chrono::duration_cast<Seconds>(at - *from)) : QString();
}

void TerminalView::say(const QString &line)
{
    clear();
    write(line + u'\n');
}

void TerminalView::event(const RunEvent &event, const RunState &state)
{
    if (const auto *over = std::get_if<StepEnded>(&event.body))
        m_said.remove(over->stepId);
    if (std::holds_alternative<AttemptStarted>(event.body))
        m_complaints.clear();
    const QString line = eventLine(event, state);
    if (!line.isEmpty())
        say(QStringLiteral("%1  %2").arg(elapsed(state, event.at), 8).arg(line));
}

QString gistOf(QString complaint)
{
    static const QRegularExpression figures(QStringLiteral(R"((?<![\w.-])\d+(?![\w-]|\.\w))"));
    return complaint.replace(figures, QStringLiteral("#"));
}

void TerminalView::log(const LogLine &line)
{
    m_lastLine.insert(line.stepId, line.text);
    if (!line.error || line.source != QLatin1String("relight"))
        return;
    // What comes and goes, and what several steps find, is said once.
    const QString gist = gistOf(line.text);
    if (m_complaints.contains(gist))
        return;
    m_complaints.insert(gist);
    say(QStringLiteral("          ! %1").arg(line.text));
}

void TerminalView::progress(const StepProgress &progress)
{
    m_progress.insert(progress.stepId, progress);
    // Without a screen to draw on, a step says something new, not every figure.
    if (!m_live && m_said.value(progress.stepId) != progress.text
        && !progress.text.startsWith(QLatin1String("applying "))) {
        const bool saidByOther
            = std::ranges::any_of(m_said, [&](const QString &text) { return text == progress.text; });
        m_said.insert(progress.stepId, progress.text);
        if (!saidByOther)
            say(progress.text.startsWith(progress.stepId + u':')
                    ? QStringLiteral("          %1").arg(progress.text)
                    : QStringLiteral("          %1: %2").arg(progress.stepId, progress.text));
    }
}

QStringList TerminalView::block(const RunState &state, Timestamp now) const
{
    QStringList lines;
    QString head = QStringLiteral("── %1 · %2 · %3").arg(state.started.name, word(state.phase), elapsed(state, now));
    if (state.started.rto)
        head += QStringLiteral(" of %1").arg(clockText(*state.started.rto));
    int over = 0;
    for (const StepStatus &step : state.steps)
        over += isFinal(step.state) ? 1 : 0;
    lines << head + QStringLiteral(" · %1 of %2 steps ──").arg(over).arg(state.steps.size());
    for (const StepStatus &step : state.steps) {
        if (step.state != StepState::Running && step.state != StepState::Waiting
            && step.state != StepState::AwaitingApproval)
            continue;
        const QString took
            = step.firstStarted ? clockText(std::chrono::duration_cast<Seconds>(now - *step.firstStarted)) : QString();
        const StepProgress progress = m_progress.value(step.planned.id);
        QString text = step.state == StepState::Running ? progress.text : word(step.state);
        if (step.state == StepState::Running && progress.done >= 0 && progress.total > 0
            && !text.contains(QLatin1String(" of ")))
            text += QStringLiteral(" (%1 of %2 %3)").arg(progress.done).arg(progress.total).arg(progress.unit);
        lines << QStringLiteral(" ◐ %1 %2  %3").arg(took, 7).arg(step.planned.title, text);
        const QString last = m_lastLine.value(step.planned.id);
        if (!last.isEmpty() && last != progress.text)
            lines << QStringLiteral("            %1").arg(last);
    }
    return lines;
}

void TerminalView::clear()
{
    if (m_drawn > 0)
        write(QStringLiteral("\r\x1b[%1A\x1b[J").arg(m_drawn));
    m_drawn = 0;
}

void TerminalView::draw(const RunState &state, Timestamp now)
{
    if (!m_live)
        return;
    winsize size{};
    const int columns = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
    QString text;
    const QStringList lines = block(state, now);
    for (QString line : lines) {
        line.remove(u'\x1b');
        text += (line.size() >= columns ? line.left(columns - 2) + u'…' : line) + u'\n';
    }
    const QString up = m_drawn > 0 ? QStringLiteral("\r\x1b[%1A\x1b[J").arg(m_drawn) : QString();
    write(up + text);
    m_drawn = int(lines.size());
}

} // namespace relight
