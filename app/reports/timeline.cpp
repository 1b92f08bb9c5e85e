// What happened when, in a line each.
#include "app/reports/content.h"

#include "models/run/words.h"

#include <algorithm>

namespace relight {

namespace {

struct Line
{
    Milliseconds at;
    QString who;
    QString text;
    Tone tone = Tone::Plain;
};

QString joined(const QString &what, const QString &why)
{
    return why.isEmpty() ? what : what + QStringLiteral(": ") + why;
}

class Narrator
{
public:
    explicit Narrator(const RunStory &story)
        : m_story(story)
    {
    }

    Line operator()(const RunStarted &started) const
    {
        return {{}, started.operatorName, QStringLiteral("The run began.")};
    }
    Line operator()(const RunResumed &resumed) const
    {
        return {{}, resumed.operatorName, joined(QStringLiteral("The run was resumed"), resumed.reason), Tone::Warn};
    }
    Line operator()(const PreflightFinished &preflight) const
    {
        const QStringList found = preflight.blockers + preflight.warnings;
        return {{}, {},
            found.isEmpty() ? QStringLiteral("Preflight found nothing.")
                            : QStringLiteral("Preflight found: %1").arg(found.join(QStringLiteral("; "))),
            preflight.blockers.isEmpty() ? found.isEmpty() ? Tone::Plain : Tone::Warn : Tone::Bad};
    }
    Line operator()(const ClusterPinned &pinned) const
    {
        return {{}, {}, QStringLiteral("The cluster is %1, kube-system %2.").arg(pinned.server, pinned.uid)};
    }
    Line operator()(const FactRecorded &) const { return {}; }
    Line operator()(const DecisionRequested &asked) const
    {
        return {{}, {}, joined(QStringLiteral("Asked: ") + asked.decision.title, asked.decision.reason), Tone::Warn};
    }
    Line operator()(const DecisionTaken &taken) const
    {
        const QString title = m_story.state.asked.value(taken.decisionId).title;
        return {{}, taken.by,
            joined((taken.granted ? QStringLiteral("Granted: ") : QStringLiteral("Refused: "))
                    + (title.isEmpty() ? taken.decisionId : title),
                taken.comment)};
    }
    Line operator()(const DecisionWithdrawn &withdrawn) const
    {
        const QString title = m_story.state.asked.value(withdrawn.decisionId).title;
        return {{}, {}, joined(QStringLiteral("Not asked any more: ") + title, withdrawn.reason)};
    }
    Line operator()(const AttemptStarted &started) const
    {
        return {{}, {},
            started.attempt == 1
                ? QStringLiteral("%1 began.").arg(title(started.stepId))
                : QStringLiteral("%1 began, attempt %2.").arg(title(started.stepId)).arg(started.attempt)};
    }
    Line operator()(const AttemptEnded &ended) const
    {
        if (ended.outcome == AttemptOutcome::Succeeded || !ended.retryAt)
            return {}; // the end of the step says it
        return {{}, {},
            joined(QStringLiteral("%1, attempt %2: %3, tried again")
                       .arg(title(ended.stepId))
                       .arg(ended.attempt)
                       .arg(word(ended.outcome)),
                ended.message),
            Tone::Warn};
    }
    Line operator()(const StepEnded &ended) const
    {
        const bool good = ended.state == StepState::Succeeded;
        const bool bad = ended.state == StepState::Failed || ended.state == StepState::TimedOut;
        return {{}, ended.by, joined(title(ended.stepId) + u' ' + word(ended.state), ended.reason),
            good      ? Tone::Good
                : bad ? Tone::Bad
                      : Tone::Warn};
    }
    Line operator()(const StepWaiting &waiting) const
    {
        return {{}, {}, joined(title(waiting.stepId) + QStringLiteral(" waits"), waiting.reason)};
    }
    Line operator()(const StepReset &reset) const
    {
        return {{}, reset.by, joined(title(reset.stepId) + QStringLiteral(" goes back to pending"), reset.reason)};
    }
    Line operator()(const RunPaused &paused) const
    {
        return {{}, paused.by, joined(QStringLiteral("The run is paused"), paused.reason), Tone::Warn};
    }
    Line operator()(const RunContinued &continued) const
    {
        return {{}, continued.by, QStringLiteral("The run goes on.")};
    }
    Line operator()(const CancelRequested &cancel) const
    {
        return {{}, cancel.by, QStringLiteral("The run is cancelled."), Tone::Bad};
    }
    Line operator()(const RunEnded &ended) const
    {
        return {{}, {}, joined(QStringLiteral("The run ended: %1").arg(word(ended.end)), ended.reason),
            ended.end == RunEnd::Completed ? Tone::Good : Tone::Warn};
    }
    Line operator()(const NoteAdded &note) const
    {
        if (const auto inject = injectOf(note))
            return {{}, inject->second, inject->first + QStringLiteral(": ") + note.text};
        return {{}, note.by, QStringLiteral("Note: ") + note.text};
    }

private:
    QString title(const QString &stepId) const
    {
        const StepStatus *step = m_story.state.step(stepId);
        return step ? step->planned.title : stepId;
    }

    const RunStory &m_story;
};

QList<Line> faultLines(const RunStory &story)
{
    QList<Line> lines;
    for (const StoryOrder &played : story.played) {
        const ScenarioFault *fault = story.scenario ? story.scenario->fault(played.order.subject) : nullptr;
        const QString kind = fault ? fault->kind : played.order.subject;
        if (played.order.kind == Order::Kind::BeginFault)
            lines << Line{played.at, QStringLiteral("drill"), QStringLiteral("Fault begins: ") + kind, Tone::Bad};
        if (played.order.kind == Order::Kind::EndFault)
            lines << Line{played.at, QStringLiteral("drill"), QStringLiteral("Fault ends: ") + kind, Tone::Good};
    }
    return lines;
}

} // namespace

Section timelineSection(const RunStory &story)
{
    QList<Line> lines = faultLines(story);
    for (const RunEvent &event : story.events) {
        Line line = std::visit(Narrator(story), event.body);
        line.at = story.offset(event.at);
        if (!line.text.isEmpty())
            lines << line;
    }
    std::ranges::stable_sort(lines, {}, &Line::at);
    Section section{QStringLiteral("What happened"), {},
        {QStringLiteral("At"), QStringLiteral("Who"), QStringLiteral("What")}, {}, 1};
    for (const Line &line : std::as_const(lines))
        section.rows << Row{{clock(line.at), line.who, line.text}, line.tone};
    return section;
}

} // namespace relight
