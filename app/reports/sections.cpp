// The tables of a report: steps against the plan, decisions, the drill, and what is weak.
#include "app/reports/content.h"

#include "models/run/words.h"
#include "models/scenario/faultkinds.h"
#include "models/scenario/verdict.h"

#include <algorithm>

namespace relight {

namespace {

constexpr Milliseconds longWait = std::chrono::minutes{5};

QString planned(const PlannedStep &step)
{
    if (step.high <= Seconds{0})
        return QStringLiteral("–");
    return step.low == step.high ? clock(step.low) : clock(step.low) + QStringLiteral("–") + clock(step.high);
}

bool isOver(const StepStatus &step, Milliseconds took)
{
    return step.planned.high > Seconds{0} && took > step.planned.high;
}

QString answerText(const AnsweredQuestion &question)
{
    if (!question.withdrawn.isEmpty())
        return QStringLiteral("taken back");
    return !question.answer        ? QStringLiteral("open")
        : question.answer->granted ? QStringLiteral("granted")
                                   : QStringLiteral("refused");
}

std::optional<Milliseconds> playedAt(const RunStory &story, Order::Kind kind, const QString &subject)
{
    const auto found = std::ranges::find_if(story.played,
        [&](const StoryOrder &played) { return played.order.kind == kind && played.order.subject == subject; });
    return found == story.played.end() ? std::nullopt : std::optional(found->at);
}

Section faultsSection(const RunStory &story)
{
    Section section{QStringLiteral("What went wrong"), {},
        {QStringLiteral("From"), QStringLiteral("Until"), QStringLiteral("Fault"), QStringLiteral("What it does")}, {},
        2};
    for (const ScenarioFault &fault : story.scenario->faults) {
        const auto began = playedAt(story, Order::Kind::BeginFault, fault.id);
        const auto ended = playedAt(story, Order::Kind::EndFault, fault.id);
        const FaultKind *kind = faultKind(fault.kind);
        section.rows << Row{
            {began ? clock(*began) : QStringLiteral("never"), ended ? clock(*ended) : QStringLiteral("–"), fault.kind,
                kind ? QString::fromLatin1(kind->does) : QString()},
            began ? Tone::Bad : Tone::Plain};
    }
    return section;
}

// When the scripted commander had done it.
QString doneAt(const RunStory &story, const QString &decision)
{
    std::optional<Milliseconds> last;
    for (const StoryOrder &played : story.played) {
        if (played.order.reason.startsWith(QStringLiteral("expected (%1)").arg(decision)))
            last = played.at;
    }
    return last ? clock(*last) : QStringLiteral("–");
}

Section expectedSection(const RunStory &story)
{
    Section section{QStringLiteral("What was expected"), {},
        {QStringLiteral("Done"), QStringLiteral("Decision"), QStringLiteral("Why it is right"),
            QStringLiteral("What would have been wrong")},
        {}, 1};
    for (const ExpectedDecision &decision : story.scenario->decisions) {
        QStringList wrong;
        for (const Action &action : decision.wrong)
            wrong << action.because;
        section.rows << Row{{doneAt(story, decision.id), QString(decision.id).replace(u'-', u' '), decision.because,
            wrong.join(QStringLiteral("; "))}};
    }
    return section;
}

} // namespace

Section stepsSection(const RunStory &story)
{
    Section section{QStringLiteral("Against the plan"), {},
        {QStringLiteral("Began"), QStringLiteral("Took"), QStringLiteral("Planned"), QStringLiteral("Step"),
            QStringLiteral("State"), QStringLiteral("Remark")},
        {}, 3};
    for (const StepStatus &step : story.state.steps) {
        const auto span = spanOf(story, step);
        const Milliseconds took = span ? span->second - span->first : Milliseconds{0};
        QStringList remarks;
        if (span && isOver(step, took))
            remarks << QStringLiteral("%1 over the plan").arg(clock(took - Milliseconds(step.planned.high)));
        if (step.attempts.size() > 1)
            remarks << QStringLiteral("%1 attempts").arg(step.attempts.size());
        if (!step.by.isEmpty())
            remarks << QStringLiteral("by %1").arg(step.by);
        if (step.state != StepState::Succeeded && !step.reason.isEmpty())
            remarks << step.reason;
        const bool good = step.state == StepState::Succeeded;
        section.rows << Row{
            {span ? clock(story.offset(span->first)) : QStringLiteral("–"), span ? clock(took) : QStringLiteral("–"),
                planned(step.planned), step.planned.title, word(step.state), remarks.join(QStringLiteral(", "))},
            !good                    ? Tone::Warn
                : isOver(step, took) ? Tone::Warn
                                     : Tone::Good};
    }
    return section;
}

Section decisionsSection(const RunStory &story)
{
    Section section{QStringLiteral("Who decided"), {},
        {QStringLiteral("Asked"), QStringLiteral("Waited"), QStringLiteral("Question"), QStringLiteral("Answer"),
            QStringLiteral("By"), QStringLiteral("Why")},
        {}, 2};
    const QList<AnsweredQuestion> questions = questionsOf(story);
    for (const AnsweredQuestion &question : questions) {
        const Milliseconds waited = question.answeredAt.value_or(story.last()) - question.askedAt;
        section.rows << Row{{clock(story.offset(question.askedAt)), clock(waited), question.decision.title,
                                answerText(question), question.answer ? question.answer->by : QString(),
                                question.answer ? question.answer->comment : question.withdrawn},
            waited >= longWait ? Tone::Warn : Tone::Plain};
    }
    return section;
}

QList<Section> drillSections(const RunStory &story)
{
    return {faultsSection(story), expectedSection(story)};
}

// What to talk about first on the day after.
Section weakSection(const RunStory &story)
{
    const RunState &state = story.state;
    Section section{QStringLiteral("What is weak"), {}, {}, {}, 0};
    const auto say = [&](const QString &line, Tone tone) { section.rows << Row{{line}, tone}; };
    if (story.scenario) {
        for (const QString &unmet : unmetExpectations(*story.scenario, story.events))
            say(QStringLiteral("Not as the scenario means it: %1").arg(unmet), Tone::Bad);
    }
    if (state.started.rto && recoveryTime(story) > *state.started.rto)
        say(QStringLiteral("The recovery took %1, the objective is %2.")
                .arg(clock(recoveryTime(story)), clock(*state.started.rto)),
            Tone::Bad);
    for (const QString &found : state.blockers + state.warnings)
        say(QStringLiteral("Preflight: %1.").arg(found), Tone::Warn);
    for (const StepStatus &step : state.steps) {
        const auto span = spanOf(story, step);
        const Milliseconds took = span ? span->second - span->first : Milliseconds{0};
        if (step.state == StepState::Skipped)
            say(QStringLiteral("%1 was skipped: %2.").arg(step.planned.title, step.reason), Tone::Warn);
        if (span && isOver(step, took))
            say(QStringLiteral("%1 took %2, planned were %3.")
                    .arg(step.planned.title, clock(took), planned(step.planned)),
                Tone::Warn);
        if (step.attempts.size() > 1)
            say(QStringLiteral("%1 needed %2 attempts.").arg(step.planned.title).arg(step.attempts.size()), Tone::Warn);
        if (step.planned.automation == Automation::NotAutomated)
            say(QStringLiteral("%1 is done by hand: nothing in the manifest does it.").arg(step.planned.title),
                Tone::Warn);
    }
    const QList<AnsweredQuestion> questions = questionsOf(story);
    for (const AnsweredQuestion &question : questions) {
        const Milliseconds waited = question.answeredAt.value_or(story.last()) - question.askedAt;
        if (waited >= longWait && question.withdrawn.isEmpty())
            say(QStringLiteral("\"%1\" waited %2 for an answer.").arg(question.decision.title, clock(waited)),
                Tone::Warn);
    }
    if (section.rows.isEmpty())
        section.intro = QStringLiteral("Nothing stands out: every step within its plan, at the first attempt.");
    return section;
}

} // namespace relight
