#include "models/items/timelinerows.h"

#include "models/plan/dag.h"
#include "models/rto/criticalpath.h"

namespace relight {

namespace {

// As the plan has it, by the same rule: each step starts when all it waits for took its high estimate.
LongestPath schedule(const QList<StepStatus> &steps)
{
    QHash<QString, int> numbers;
    Waits waits;
    QList<int> order;
    QList<Seconds> high;
    for (const StepStatus &step : steps) {
        QList<int> before; // steps come after all they wait for
        for (const QString &id : step.planned.after) {
            if (const auto number = numbers.constFind(id); number != numbers.cend())
                before << *number;
        }
        const int number = int(order.size());
        numbers.insert(step.planned.id, number);
        waits << before;
        order << number;
        high << step.planned.high;
    }
    return longestPath(waits, order, high);
}

// An attempt that was interrupted has no end of its own: what came after it tells.
std::optional<Timestamp> endOf(const RunState &run, const StepStatus &step, qsizetype number)
{
    const AttemptRecord &attempt = step.attempts[number];
    if (attempt.ended || !attempt.outcome)
        return attempt.ended;
    if (number + 1 < step.attempts.size())
        return step.attempts[number + 1].started;
    return run.resumedAt && *run.resumedAt > attempt.started ? run.resumedAt : run.lastEventAt;
}

QStringList planned(const RunState &run, const LongestPath &path)
{
    QStringList ids;
    for (const int number : path.nodes)
        ids << run.steps[number].planned.id;
    return ids;
}

} // namespace

std::vector<TreeRow<TimelineRow>> timelineRows(
    const RunState &run, Timestamp now, const std::optional<RtoForecast> &forecast)
{
    const LongestPath path = schedule(run.steps);
    const std::optional<Timestamp> zero = recoveryZero(run);
    const Seconds begin = zero ? sinceZero(*zero, *run.startedAt) : Seconds{0};
    const auto since = [&](std::optional<Timestamp> time) {
        return zero && time ? std::optional(sinceZero(*zero, *time)) : std::nullopt;
    };
    const QStringList critical = zero && (forecast || run.end) ? criticalPathNow(run, forecast) : planned(run, path);
    std::vector<TreeRow<TimelineRow>> rows;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const StepStatus &step = run.steps[i];
        TimelineRow row;
        row.stepId = step.planned.id;
        row.title = step.planned.title;
        row.phase = step.planned.phase;
        row.state = step.state;
        row.plannedStart = begin + path.starts[i];
        row.plannedLowEnd = row.plannedStart + step.planned.low;
        row.plannedHighEnd = row.plannedStart + step.planned.high;
        row.start = since(step.firstStarted);
        row.end = since(step.ended);
        if (row.start && !row.end) // only a bar that grows needs the time
            row.now = since(run.endedAt.value_or(now)).value_or(Seconds{0});
        row.attempts = int(step.attempts.size());
        for (qsizetype number = 0; number < step.attempts.size(); ++number)
            row.tries.append({since(step.attempts[number].started).value_or(Seconds{0}),
                since(endOf(run, step, number)), step.attempts[number].outcome});
        if (const auto found
            = forecast ? forecast->steps.constFind(row.stepId) : QHash<QString, StepForecast>::const_iterator();
            forecast && found != forecast->steps.cend())
            row.forecast = *found;
        const qsizetype place = critical.indexOf(row.stepId);
        row.critical = place >= 0;
        row.criticalBefore = place > 0 ? critical[place - 1] : QString();
        rows.push_back({row.stepId, row});
    }
    return rows;
}

TimelineFrame timelineFrame(const RunState &run, Timestamp now, const std::optional<RtoForecast> &forecast)
{
    TimelineFrame frame;
    const std::optional<Timestamp> zero = recoveryZero(run);
    if (!zero)
        return frame;
    frame.begun = true;
    frame.over = run.end.has_value();
    frame.cancelled = run.cancelRequested || (run.end && run.end->end == RunEnd::Cancelled);
    frame.now = std::max(Seconds{0}, sinceZero(*zero, run.endedAt.value_or(now)));
    frame.objective = run.started.rto;
    frame.plannedEnd = sinceZero(*zero, *run.startedAt) + schedule(run.steps).length;
    frame.forecast = forecast;
    return frame;
}

} // namespace relight
