#include "models/items/feedrow.h"

#include "models/run/words.h"

using namespace Qt::StringLiterals;

namespace relight {

static QString by(const QString &who)
{
    return who.isEmpty() ? QString() : u" by "_s + who;
}

static QString because(const QString &reason)
{
    return reason.isEmpty() ? QString() : u": "_s + reason;
}

static FeedTone toneOf(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Succeeded:
        return FeedTone::Good;
    case AttemptOutcome::Failed:
    case AttemptOutcome::TimedOut:
        return FeedTone::Bad;
    case AttemptOutcome::Cancelled:
    case AttemptOutcome::Interrupted:
        break;
    }
    return FeedTone::Attention;
}

static FeedTone toneOf(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
        return FeedTone::Good;
    case StepState::Failed:
    case StepState::TimedOut:
        return FeedTone::Bad;
    case StepState::Interrupted:
    case StepState::AwaitingApproval:
    case StepState::Cancelled:
        return FeedTone::Attention;
    default:
        return FeedTone::Plain;
    }
}

static FeedTone toneOf(RunEnd end)
{
    switch (end) {
    case RunEnd::Completed:
        return FeedTone::Good;
    case RunEnd::Failed:
        return FeedTone::Bad;
    default:
        return FeedTone::Attention;
    }
}

static QString pauseWords(PauseCause cause)
{
    switch (cause) {
    case PauseCause::Operator:
        return u"run paused"_s;
    case PauseCause::FailedStep:
        return u"run paused, a step failed"_s;
    case PauseCause::Storage:
        return u"run paused, the disk is full"_s;
    case PauseCause::Identity:
        return u"run paused, the cluster is not the pinned one"_s;
    }
    return {};
}

// Fills kind, tone, text, stepId and, where it is not Relight, source.
struct FeedWriter::Words
{
    FeedWriter &writer;
    FeedRow &row;

    void say(FeedKind kind, FeedTone tone, const QString &text, const QString &stepId = {})
    {
        row.kind = kind;
        row.tone = tone;
        row.failed = tone == FeedTone::Bad;
        row.text = text;
        row.stepId = stepId;
        if (!stepId.isEmpty())
            row.source = writer.title(stepId);
    }

    void operator()(const RunStarted &event)
    {
        say(FeedKind::Run, FeedTone::Plain,
            u"%1 run of %2 started%3"_s.arg(word(event.mode), event.name, by(event.operatorName)));
    }
    void operator()(const RunResumed &event)
    {
        say(FeedKind::Run, FeedTone::Attention, u"run resumed"_s + by(event.operatorName) + because(event.reason));
    }
    void operator()(const PreflightFinished &event)
    {
        const bool clean = event.blockers.isEmpty() && event.warnings.isEmpty();
        const QString found = clean
            ? u"nothing in the way"_s
            : u"%1 blockers, %2 warnings"_s.arg(event.blockers.size()).arg(event.warnings.size());
        const auto tone = event.blockers.isEmpty() ? clean ? FeedTone::Good : FeedTone::Attention : FeedTone::Bad;
        say(FeedKind::Run, tone, u"preflight: "_s + found + because((event.blockers + event.warnings).join(u"; "_s)));
    }
    void operator()(const ClusterPinned &event)
    {
        say(FeedKind::Cluster, FeedTone::Plain,
            u"cluster pinned: %1, uid %2, Kubernetes %3"_s.arg(event.server, event.uid, event.version));
    }
    void operator()(const FactRecorded &event)
    {
        say(FeedKind::Fact, FeedTone::Plain, u"%1: %2"_s.arg(event.key, event.value), event.stepId);
    }
    void operator()(const DecisionRequested &event)
    {
        say(FeedKind::Decision, FeedTone::Attention, u"needs you: "_s + event.decision.title, event.decision.stepId);
    }
    void operator()(const DecisionTaken &event)
    {
        const Decision asked = writer.m_decisions.value(event.decisionId);
        const QString what = asked.title.isEmpty() ? event.decisionId : asked.title;
        say(FeedKind::Decision, FeedTone::Plain,
            u"%1%2: %3%4"_s.arg(event.granted ? u"granted"_s : u"refused"_s, by(event.by), what,
                event.comment.isEmpty() ? QString() : u" (%1)"_s.arg(event.comment)),
            asked.stepId);
    }
    void operator()(const DecisionWithdrawn &event)
    {
        const Decision asked = writer.m_decisions.value(event.decisionId);
        say(FeedKind::Decision, FeedTone::Good,
            u"no answer needed any more: "_s + (asked.title.isEmpty() ? event.decisionId : asked.title)
                + because(event.reason),
            asked.stepId);
    }
    void operator()(const AttemptStarted &event)
    {
        say(FeedKind::Step, FeedTone::Plain,
            event.attempt > 1 ? u"attempt %1 started"_s.arg(event.attempt) : u"started"_s, event.stepId);
    }
    void operator()(const AttemptEnded &event)
    {
        const QString again = event.retryAt
            ? u"; tried again at "_s + timestampText(*event.retryAt).sliced(11, 8) + u" UTC"_s
            : QString();
        say(FeedKind::Step, event.retryAt ? FeedTone::Attention : toneOf(event.outcome),
            u"attempt %1 %2%3%4"_s.arg(event.attempt).arg(word(event.outcome), because(event.message), again),
            event.stepId);
        row.failed = toneOf(event.outcome) == FeedTone::Bad;
    }
    void operator()(const StepEnded &event)
    {
        say(FeedKind::Step, toneOf(event.state), word(event.state) + by(event.by) + because(event.reason),
            event.stepId);
    }
    void operator()(const StepWaiting &event)
    {
        say(FeedKind::Step, FeedTone::Plain, u"waiting"_s + because(event.reason), event.stepId);
    }
    void operator()(const StepReset &event)
    {
        say(FeedKind::Step, FeedTone::Attention, u"back to pending"_s + by(event.by) + because(event.reason),
            event.stepId);
    }
    void operator()(const RunPaused &event)
    {
        say(FeedKind::Pause, event.cause == PauseCause::Operator ? FeedTone::Attention : FeedTone::Bad,
            pauseWords(event.cause) + by(event.by) + because(event.reason));
    }
    void operator()(const RunContinued &event)
    {
        say(FeedKind::Pause, FeedTone::Plain, u"run continued"_s + by(event.by));
    }
    void operator()(const CancelRequested &event)
    {
        say(FeedKind::Run, FeedTone::Attention, u"cancel requested"_s + by(event.by));
    }
    void operator()(const RunEnded &event)
    {
        QString text = u"run "_s + word(event.end) + because(event.reason);
        if (!event.exceptions.isEmpty())
            text += u"; exceptions: "_s + event.exceptions.join(u", "_s);
        if (!event.leftHalfDone.isEmpty())
            text += u"; left half done: "_s + event.leftHalfDone.join(u", "_s);
        say(FeedKind::Run, toneOf(event.end), text);
    }
    void operator()(const NoteAdded &event)
    {
        say(FeedKind::Note, FeedTone::Plain, event.text, event.stepId);
        if (!event.by.isEmpty())
            row.source = event.by;
    }
};

QString FeedWriter::title(const QString &stepId) const
{
    return m_titles.value(stepId, stepId);
}

FeedRow FeedWriter::write(const RunEvent &event)
{
    if (const auto *started = std::get_if<RunStarted>(&event.body)) {
        m_zero = started->declaredAt.value_or(event.at);
        for (const PlannedStep &step : started->steps)
            m_titles.insert(step.id, step.title);
    }
    if (const auto *asked = std::get_if<DecisionRequested>(&event.body))
        m_decisions.insert(asked->decision.id, asked->decision);
    FeedRow row;
    row.sequence = event.sequence;
    row.at = event.at;
    row.source = u"relight"_s;
    if (m_zero)
        row.sinceDeclared = std::chrono::floor<Seconds>(event.at - *m_zero);
    std::visit(Words{*this, row}, event.body);
    return row;
}

} // namespace relight
