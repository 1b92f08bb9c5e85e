#include "app/reports/content.h"

#include "models/run/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace relight {

QString clock(Milliseconds time)
{
    return clockText(std::chrono::duration_cast<Seconds>(std::max(time, Milliseconds{0})));
}

Milliseconds recoveryTime(const RunStory &story)
{
    return story.last() - std::min(story.start(), story.state.started.declaredAt.value_or(story.start()));
}

std::optional<std::pair<Timestamp, Timestamp>> spanOf(const RunStory &story, const StepStatus &step)
{
    if (!step.firstStarted)
        return std::nullopt;
    return std::pair(*step.firstStarted, step.ended.value_or(story.last()));
}

std::optional<std::pair<QString, QString>> injectOf(const NoteAdded &note)
{
    static const QRegularExpression form(QStringLiteral("\\A(mail|chat|call) from (.+)\\z"));
    const auto match = form.match(note.by);
    return match.hasMatch() ? std::optional(std::pair(match.captured(1), match.captured(2))) : std::nullopt;
}

QList<AnsweredQuestion> questionsOf(const RunStory &story)
{
    QList<AnsweredQuestion> all;
    const auto latest = [&](const QString &id) {
        return std::ranges::find_if(all.rbegin(), all.rend(), [&](const AnsweredQuestion &each) {
            return each.decision.id == id && !each.answer && each.withdrawn.isEmpty();
        });
    };
    for (const RunEvent &event : story.events) {
        if (const auto *asked = std::get_if<DecisionRequested>(&event.body)) {
            all << AnsweredQuestion{asked->decision, event.at, {}, {}, {}};
        } else if (const auto *taken = std::get_if<DecisionTaken>(&event.body)) {
            if (const auto found = latest(taken->decisionId); found != all.rend()) {
                found->answer = *taken;
                found->answeredAt = event.at;
            }
        } else if (const auto *withdrawn = std::get_if<DecisionWithdrawn>(&event.body)) {
            if (const auto found = latest(withdrawn->decisionId); found != all.rend()) {
                found->withdrawn
                    = withdrawn->reason.isEmpty() ? QStringLiteral("not needed any more") : withdrawn->reason;
                found->answeredAt = event.at;
            }
        }
    }
    return all;
}

namespace {

Tone toneOf(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
        return Tone::Good;
    case StepState::Failed:
    case StepState::TimedOut:
        return Tone::Bad;
    case StepState::Skipped:
    case StepState::Cancelled:
    case StepState::Interrupted:
        return Tone::Warn;
    default:
        return Tone::Plain;
    }
}

Tone toneOf(RunPhase phase)
{
    return phase == RunPhase::Completed                             ? Tone::Good
        : phase == RunPhase::CompletedWithExceptions                ? Tone::Warn
        : phase == RunPhase::Failed || phase == RunPhase::Cancelled ? Tone::Bad
                                                                    : Tone::Plain;
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString verdictOf(const RunStory &story)
{
    const RunState &state = story.state;
    const Milliseconds took = recoveryTime(story);
    QString text = state.end ? QStringLiteral("%1 after %2.").arg(capital(word(state.phase)), clock(took))
                             : QStringLiteral("Not over: %1 since %2.").arg(word(state.phase), clock(took));
    const auto &rto = state.started.rto;
    if (!rto)
        return text + QStringLiteral(" The manifest states no objective for the time.");
    const bool recovered
        = state.end && (state.end->end == RunEnd::Completed || state.end->end == RunEnd::CompletedWithExceptions);
    if (took > *rto)
        return text
            + QStringLiteral(" The objective of %1 was missed by %2.")
                  .arg(clock(*rto), clock(took - Milliseconds(*rto)));
    return text
        + (recovered ? QStringLiteral(" The objective of %1 was met, with %2 to spare.")
                           .arg(clock(*rto), clock(Milliseconds(*rto) - took))
                     : QStringLiteral(" The objective is %1.").arg(clock(*rto)));
}

QString when(std::optional<Timestamp> time)
{
    return time ? timestampText(*time).left(19).replace(u'T', u' ') + QStringLiteral(" UTC") : QString();
}

// Backups are known by the facts that preflight wrote down.
QString dataLoss(const RunStory &story)
{
    const Timestamp lost = story.state.started.lostAt.value_or(story.state.started.declaredAt.value_or(story.start()));
    QStringList all;
    for (auto fact = story.state.facts.cbegin(); fact != story.state.facts.cend(); ++fact) {
        const auto time = parseTimestamp(*fact);
        if (fact.key().startsWith(QLatin1String("backup-time/")) && time)
            all << QStringLiteral("%1 %2").arg(fact.key().section(u'/', 1), clock(lost - *time));
    }
    all.sort();
    const auto &rpo = story.state.started.rpo;
    if (!all.isEmpty() && rpo)
        all << QStringLiteral("objective %1").arg(clock(*rpo));
    return all.join(QStringLiteral(", "));
}

QList<std::pair<QString, QString>> factsOf(const RunStory &story)
{
    const RunState &state = story.state;
    QList<std::pair<QString, QString>> facts{{QStringLiteral("Run"), state.started.runId},
        {QStringLiteral("Mode"), word(state.started.mode)}, {QStringLiteral("Operator"), state.started.operatorName},
        {QStringLiteral("Declared"), when(state.started.declaredAt)},
        {QStringLiteral("Started"), when(state.startedAt)}, {QStringLiteral("Ended"), when(state.endedAt)},
        {QStringLiteral("Cluster"), state.cluster ? state.cluster->server : QString()},
        {QStringLiteral("Commit"), state.facts.value(QStringLiteral("commit"))},
        {QStringLiteral("Data lost"), dataLoss(story)}, {QStringLiteral("Manifest"), state.started.digest},
        {QStringLiteral("Relight"), state.started.version}};
    facts.removeIf([](const auto &fact) { return fact.second.isEmpty(); });
    return facts;
}

QList<Bar> barsOf(const RunStory &story)
{
    QList<Bar> bars;
    for (const StepStatus &step : story.state.steps) {
        const auto span = spanOf(story, step);
        if (!span)
            continue;
        bars << Bar{step.planned.title, word(step.state), toneOf(step.state), story.offset(span->first),
            story.offset(span->second), step.planned.low, step.planned.high};
    }
    std::ranges::stable_sort(bars, {}, &Bar::start);
    return bars;
}

Section listOf(const QString &heading, const QStringList &lines)
{
    Section section{heading, {}, {}, {}, 0};
    for (const QString &line : lines)
        section.rows << Row{{line}};
    return section;
}

} // namespace

ReportContent contentOf(const RunStory &story)
{
    const RunState &state = story.state;
    ReportContent content;
    content.title
        = (state.started.mode == RunMode::Drill ? QStringLiteral("Drill of %1") : QStringLiteral("Recovery of %1"))
              .arg(state.started.name);
    if (story.scenario)
        content.subtitle = story.scenario->title + QStringLiteral(". ") + story.scenario->teaches;
    content.verdict = verdictOf(story);
    content.tone = toneOf(state.phase);
    content.facts = factsOf(story);
    content.bars = barsOf(story);
    if (state.started.rto)
        content.objective = Milliseconds(*state.started.rto)
            + (state.started.declaredAt ? story.offset(std::min(*state.started.declaredAt, story.start()))
                                        : Milliseconds{0});
    content.sections << weakSection(story) << stepsSection(story);
    if (story.scenario)
        content.sections << drillSections(story);
    content.sections << decisionsSection(story);
    if (state.end) {
        content.sections << listOf(QStringLiteral("Exceptions"), state.end->exceptions);
        content.sections << listOf(QStringLiteral("Left half done"), state.end->leftHalfDone);
    }
    content.sections << timelineSection(story);
    content.sections.removeIf([](const Section &section) { return section.rows.isEmpty() && section.intro.isEmpty(); });
    return content;
}

} // namespace relight
