#include "ui/cockpit/runwords.h"

#include "ui/theme/states.h"

#include <QCoreApplication>

#include <algorithm>

namespace relight {

static QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("RunWords", text, nullptr, n);
}

QString runSummary(const RunState &run)
{
    const QString state = run.cancelRequested && !run.end ? tr("Cancelling") : lookOf(run.phase).word;
    if (!run.preflightDone && !run.end && run.started.mode == RunMode::Live && run.phase == RunPhase::Running)
        return tr("Preflight, nothing written yet");
    const auto done = std::ranges::count_if(run.steps,
        [](const StepStatus &step) { return step.state == StepState::Succeeded || step.state == StepState::Skipped; });
    if (run.end && done == run.steps.size())
        return state;
    return tr("%1, %2 of %3 steps").arg(state).arg(done).arg(run.steps.size());
}

std::optional<Seconds> recoveryTime(const RunState &run, Timestamp now)
{
    const std::optional<Timestamp> from = run.started.declaredAt ? run.started.declaredAt : run.startedAt;
    if (!from)
        return std::nullopt;
    const Timestamp until = run.endedAt.value_or(now);
    return std::chrono::floor<Seconds>(std::max(until, *from) - *from);
}

std::optional<DataLoss> dataLoss(const RunState &run)
{
    const QString prefix = QStringLiteral("backup-time/");
    std::optional<Timestamp> lost = run.started.lostAt;
    if (!lost)
        lost = run.started.declaredAt ? run.started.declaredAt : run.startedAt;
    std::optional<DataLoss> worst;
    for (auto fact = run.facts.cbegin(); lost && fact != run.facts.cend(); ++fact) {
        const auto backup = fact.key().startsWith(prefix) ? parseTimestamp(fact.value()) : std::nullopt;
        if (!backup)
            continue;
        const Seconds age = std::chrono::floor<Seconds>(std::max(*lost, *backup) - *backup);
        if (!worst || age > worst->age)
            worst = DataLoss{age, fact.key().mid(prefix.size()), run.started.rpo && age > *run.started.rpo};
    }
    return worst;
}

QString spokenSpan(Seconds span)
{
    const qint64 all = span.count();
    QStringList parts;
    if (const int hours = int(all / 3600); all >= 3600)
        parts << (hours == 1 ? tr("1 hour") : tr("%n hours", hours));
    if (const int minutes = int(all / 60 % 60); all >= 60)
        parts << (minutes == 1 ? tr("1 minute") : tr("%n minutes", minutes));
    const int seconds = int(all % 60);
    parts << (seconds == 1 ? tr("1 second") : tr("%n seconds", seconds));
    return parts.join(u' ');
}

QString nextDecision(const RunState &run)
{
    if (run.end)
        return {};
    for (const StepStatus &step : run.steps) {
        if (isFinal(step.state) || !step.attempts.isEmpty())
            continue;
        if (step.planned.automation != Automation::Automated && !step.planned.leftOut)
            return tr("tick \"%1\"").arg(step.planned.title);
        if (step.planned.approve)
            return tr("approve \"%1\"").arg(step.planned.title);
    }
    return {};
}

} // namespace relight
