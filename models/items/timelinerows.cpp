#include "models/items/timelinerows.h"

namespace relight {

namespace {

struct Slot
{
    Seconds start{0}, end{0};
    QString after; // the dependency that ends last
};

// `steps` are in an order where each comes after all it waits for.
QHash<QString, Slot> schedule(const QList<StepStatus> &steps)
{
    QHash<QString, Slot> slots;
    for (const StepStatus &step : steps) {
        Slot slot;
        for (const QString &id : step.planned.after) {
            const auto before = slots.constFind(id);
            if (before != slots.cend() && (slot.after.isEmpty() || before->end > slot.start)) {
                slot.start = before->end;
                slot.after = id;
            }
        }
        slot.end = slot.start + step.planned.high;
        slots.insert(step.planned.id, slot);
    }
    return slots;
}

QSet<QString> criticalPath(const QList<StepStatus> &steps, const QHash<QString, Slot> &slots)
{
    QString last;
    for (const StepStatus &step : steps) {
        if (last.isEmpty() || slots.value(step.planned.id).end >= slots.value(last).end)
            last = step.planned.id;
    }
    QSet<QString> path;
    for (QString id = last; !id.isEmpty(); id = slots.value(id).after)
        path.insert(id);
    return path;
}

std::optional<Seconds> since(std::optional<Timestamp> zero, std::optional<Timestamp> time)
{
    return zero && time ? std::optional(std::chrono::floor<Seconds>(*time - *zero)) : std::nullopt;
}

} // namespace

std::vector<TreeRow<TimelineRow>> timelineRows(const RunState &run, Timestamp now)
{
    const auto slots = schedule(run.steps);
    const auto critical = criticalPath(run.steps, slots);
    std::vector<TreeRow<TimelineRow>> rows;
    for (const StepStatus &step : run.steps) {
        const Slot slot = slots.value(step.planned.id);
        TimelineRow row;
        row.stepId = step.planned.id;
        row.title = step.planned.title;
        row.phase = step.planned.phase;
        row.state = step.state;
        row.plannedStart = slot.start;
        row.plannedLowEnd = slot.start + step.planned.low;
        row.plannedHighEnd = slot.end;
        row.start = since(run.startedAt, step.firstStarted);
        row.end = since(run.startedAt, step.ended);
        if (row.start && !row.end) // only a bar that grows needs the time
            row.now = since(run.startedAt, now).value_or(Seconds{0});
        row.attempts = int(step.attempts.size());
        row.critical = critical.contains(row.stepId);
        rows.push_back({row.stepId, row});
    }
    return rows;
}

} // namespace relight
