#include "models/items/timelinerows.h"

#include "models/plan/dag.h"

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

std::optional<Seconds> since(std::optional<Timestamp> zero, std::optional<Timestamp> time)
{
    return zero && time ? std::optional(std::chrono::floor<Seconds>(*time - *zero)) : std::nullopt;
}

} // namespace

std::vector<TreeRow<TimelineRow>> timelineRows(const RunState &run, Timestamp now)
{
    const LongestPath path = schedule(run.steps);
    std::vector<TreeRow<TimelineRow>> rows;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const StepStatus &step = run.steps[i];
        TimelineRow row;
        row.stepId = step.planned.id;
        row.title = step.planned.title;
        row.phase = step.planned.phase;
        row.state = step.state;
        row.plannedStart = path.starts[i];
        row.plannedLowEnd = path.starts[i] + step.planned.low;
        row.plannedHighEnd = path.starts[i] + step.planned.high;
        row.start = since(run.startedAt, step.firstStarted);
        row.end = since(run.startedAt, step.ended);
        if (row.start && !row.end) // only a bar that grows needs the time
            row.now = since(run.startedAt, now).value_or(Seconds{0});
        row.attempts = int(step.attempts.size());
        row.critical = path.nodes.contains(int(i));
        rows.push_back({row.stepId, row});
    }
    return rows;
}

} // namespace relight
