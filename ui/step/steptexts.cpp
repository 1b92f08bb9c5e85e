#include "ui/step/steptexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("StepTexts", text);
}

static QString titles(const RunState &run, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids) {
        const StepStatus *step = run.step(id);
        names << (step ? step->planned.title : id);
    }
    return names.join(QStringLiteral(", "));
}

QString stepSummary(const RunState &run, const StepStatus &status, Timestamp now)
{
    QStringList parts;
    QString state = lookOf(status.state).word;
    if (status.firstStarted) {
        const Timestamp until = status.ended.value_or(std::max(now, *status.firstStarted));
        state += tr(", %1").arg(clockText(std::chrono::floor<Seconds>(until - *status.firstStarted)));
    }
    parts << state;
    if (status.retryAt && status.state == StepState::Waiting)
        parts << tr("next attempt in %1")
                     .arg(clockText(std::chrono::ceil<Seconds>(std::max(*status.retryAt, now) - now)));
    if (!isFinal(status.state) && !status.firstStarted && !status.planned.after.isEmpty())
        parts << tr("after %1").arg(titles(run, status.planned.after));
    if (!status.by.isEmpty())
        parts << tr("by %1").arg(status.by);
    if (status.planned.critical)
        parts << tr("critical");
    return parts.join(QStringLiteral(" · "));
}

static QString automationWords(const StepStatus &status)
{
    if (status.planned.leftOut)
        return tr("not in the manifest");
    switch (status.planned.automation) {
    case Automation::Automated:
        return tr("Relight");
    case Automation::Manual:
        return tr("a person, ticked by hand");
    case Automation::NotAutomated:
        break;
    }
    return tr("a person: this version cannot do it");
}

static QList<StepFact> clusterFacts(const RunState &run)
{
    if (!run.cluster)
        return {};
    return {{tr("Cluster"), run.cluster->server}, {tr("Its UID"), run.cluster->uid}};
}

QList<StepFact> runFacts(const RunState &run)
{
    QList<StepFact> facts{{tr("Manifest"), run.started.manifestPath}, {tr("Digest"), run.started.digest},
        {tr("Run"), run.started.runId}, {tr("Commander"), run.started.operatorName}};
    if (run.startedAt)
        facts << StepFact{tr("Started"), tr("%1 UTC").arg(timestampText(*run.startedAt).sliced(11, 8))};
    if (run.endedAt)
        facts << StepFact{tr("Ended"), tr("%1 UTC").arg(timestampText(*run.endedAt).sliced(11, 8))};
    return facts << clusterFacts(run);
}

QList<StepFact> stepFacts(const RunState &run, const StepStatus &status, const Step *step)
{
    const PlannedStep &planned = status.planned;
    QList<StepFact> facts;
    facts << clusterFacts(run);
    facts << StepFact{tr("Done by"), automationWords(status)};
    if (planned.high > Seconds{0})
        facts << StepFact{tr("Expected"),
            planned.low == planned.high ? clockText(planned.high)
                                        : tr("%1 to %2").arg(clockText(planned.low), clockText(planned.high))};
    if (step && !step->estimate.source.isEmpty())
        facts << StepFact{tr("Figure from"), step->estimate.source};
    facts << StepFact{tr("Time-out"), clockText(planned.timeout)};
    facts << StepFact{tr("Retries"),
        planned.retries == 0
            ? tr("none by itself")
            : tr("%1 by itself, first after %2").arg(planned.retries).arg(durationText(planned.retryDelay))};
    facts << StepFact{
        tr("If it fails"), planned.onFailure == FailurePolicy::Pause ? tr("the run pauses") : tr("the run goes on")};
    const QString prefix = planned.id + u'/';
    QStringList keys;
    for (auto fact = run.facts.cbegin(); fact != run.facts.cend(); ++fact) {
        if (fact.key().startsWith(prefix))
            keys << fact.key();
    }
    keys.sort();
    for (const QString &key : keys)
        facts << StepFact{key.mid(prefix.size()), run.facts.value(key)};
    return facts;
}

RunWords preflightWords(const RunState &run)
{
    const bool trouble = !run.blockers.isEmpty();
    RunWords words{lookOf(StepState::Running), tr("Preflight of %1").arg(run.started.name),
        tr("Looks before the first write: secrets, tools, Git, backups, rights"), {}};
    QStringList found;
    for (const QString &blocker : run.blockers)
        found << tr("Blocker: %1").arg(blocker);
    for (const QString &warning : run.warnings)
        found << tr("Warning: %1").arg(warning);
    if (run.preflightDone) {
        words.state = lookOf(trouble ? StepState::Failed : StepState::Succeeded);
        if (!trouble && !run.warnings.isEmpty())
            words.state = lookOf(ReadinessVerdict::Attention);
        words.summary = tr("Blockers: %1, warnings: %2. Nothing was written by it.")
                            .arg(run.blockers.size())
                            .arg(run.warnings.size());
    }
    words.found = found.isEmpty() ? tr("Nothing found so far that is in the way.") : found.join(u'\n');
    return words;
}

// The three steps that people will ask about.
static QStringList longest(const RunState &run)
{
    QList<std::pair<Seconds, QString>> times;
    for (const StepStatus &step : run.steps) {
        if (step.firstStarted && step.ended)
            times << std::pair(std::chrono::round<Seconds>(*step.ended - *step.firstStarted), step.planned.title);
    }
    std::ranges::stable_sort(times, std::ranges::greater{}, &std::pair<Seconds, QString>::first);
    QStringList lines;
    for (const auto &[time, title] : times.mid(0, 3))
        lines << QStringLiteral("•  %1  %2").arg(clockText(time), title);
    return lines;
}

RunWords endWords(const RunState &run)
{
    RunWords words{lookOf(run.phase), tr("Recovery of %1: %2").arg(run.started.name, lookOf(run.phase).word), {}, {}};
    if (run.startedAt && run.endedAt) {
        const auto since = run.started.declaredAt.value_or(*run.startedAt);
        const auto took = std::chrono::floor<Seconds>(*run.endedAt - since);
        words.summary = !run.started.rto ? tr("Took %1, without an objective").arg(clockText(took))
            : took <= *run.started.rto
            ? tr("Took %1, within the objective of %2").arg(clockText(took), clockText(*run.started.rto))
            : tr("Took %1, longer than the objective of %2").arg(clockText(took), clockText(*run.started.rto));
    }
    QStringList found;
    if (!run.end->reason.isEmpty())
        found << run.end->reason;
    for (const QString &exception : run.end->exceptions)
        found << tr("Exception: %1").arg(exception);
    for (const QString &left : run.end->leftHalfDone)
        found << tr("Left half done: %1").arg(left);
    if (found.isEmpty())
        found << tr("Every step is done and nothing is left over.");
    for (const StepStatus &step : run.steps) {
        if (step.state == StepState::Skipped && !step.planned.leftOut && !step.reason.isEmpty())
            found << tr("Skipped: %1: %2").arg(step.planned.title, step.reason);
    }
    found << QString() << tr("What took longest:");
    found << longest(run) << QString();
    found << tr("Notes can still be added. Ctrl+W closes the run; its journal stays. In a terminal:");
    found << QStringLiteral("relight show %1").arg(run.started.runId);
    words.found = found.join(u'\n');
    return words;
}

} // namespace relight
