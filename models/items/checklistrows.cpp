#include "models/items/checklistrows.h"

#include "models/plan/checklist.h"

#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Row = TreeRow<ChecklistRow>;
using Kind = ChecklistRow::Kind;

// What needs attention most comes first; of states that need none, the least finished.
StepState mostUrgent(const std::vector<Row> &parts)
{
    using enum StepState;
    constexpr std::array order{Failed, TimedOut, Interrupted, AwaitingApproval, Running, Waiting, Ready, Pending,
        Cancelled, Succeeded, Skipped};
    for (const StepState state : order) {
        if (std::ranges::any_of(parts, [state](const Row &part) { return part.value.state == state; }))
            return state;
    }
    return Pending;
}

bool isDone(StepState state)
{
    return state == StepState::Succeeded || state == StepState::Skipped;
}

QStringList unmet(const RunState &run, const PlannedStep &step)
{
    QStringList titles;
    for (const QString &id : step.after) {
        const StepStatus *other = run.step(id);
        if (other && !isDone(other->state))
            titles.append(other->planned.title);
    }
    return titles;
}

std::optional<Seconds> elapsedOf(const StepStatus &step, Timestamp now)
{
    if (!step.firstStarted)
        return std::nullopt;
    const Timestamp end = step.ended.value_or(std::max(now, *step.firstStarted));
    return std::chrono::floor<Seconds>(end - *step.firstStarted);
}

ChecklistRow stepRow(const ChecklistInput &input, const StepStatus &step, Kind kind)
{
    ChecklistRow row;
    row.kind = kind;
    row.id = step.planned.id;
    row.title = step.planned.title;
    row.state = step.state;
    row.automation = step.planned.automation;
    row.leftOut = step.planned.leftOut;
    row.elapsed = elapsedOf(step, input.now);
    row.low = step.planned.low;
    row.high = step.planned.high;
    row.owner = step.by;
    row.detail = step.reason;
    if (!isFinal(step.state))
        row.waitsFor = unmet(input.run, step.planned);
    if (const auto progress = input.progress.constFind(row.id);
        progress != input.progress.cend() && step.state == StepState::Running) {
        row.detail = progress->text;
        row.done = progress->done;
        row.total = progress->total;
    }
    for (const Decision &decision : input.run.open) {
        if (decision.stepId != row.id)
            continue;
        row.decision = decision.id;
        row.detail = decision.title;
        break;
    }
    return row;
}

// A line stands for its parts.
void sumUp(const ChecklistInput &input, Row &line)
{
    ChecklistRow &row = line.value;
    row.state = mostUrgent(line.children);
    row.count = int(line.children.size());
    row.leftOut = std::ranges::all_of(line.children, [](const Row &part) { return part.value.leftOut; });
    std::optional<Timestamp> from, to;
    bool open = false;
    for (const Row &part : line.children) {
        const StepStatus *step = input.run.step(part.id);
        row.finished += isDone(step->state) ? 1 : 0;
        row.low = std::max(row.low, step->planned.low);
        row.high = std::max(row.high, step->planned.high);
        if (row.decision.isEmpty())
            row.decision = part.value.decision;
        if (row.detail.isEmpty() && part.value.state == row.state)
            row.detail = part.value.detail;
        if (!step->firstStarted)
            continue;
        from = from ? std::min(*from, *step->firstStarted) : *step->firstStarted;
        open = open || !step->ended;
        if (step->ended)
            to = to ? std::max(*to, *step->ended) : *step->ended;
    }
    if (from)
        row.elapsed = std::chrono::floor<Seconds>((open || !to ? std::max(input.now, *from) : *to) - *from);
}

Row lineRow(
    const ChecklistInput &input, const QString &id, const QString &words, const QList<const StepStatus *> &steps)
{
    if (steps.size() == 1 && steps.first()->planned.id == id) {
        Row line{id, stepRow(input, *steps.first(), Kind::Line)};
        line.value.count = 1;
        line.value.finished = isDone(line.value.state) ? 1 : 0;
        return line;
    }
    Row line{id, {.kind = Kind::Line, .id = id, .title = words}};
    for (const StepStatus *step : steps)
        line.children.push_back(
            {step->planned.id, stepRow(input, *step, step->planned.kind == StepKind::Own ? Kind::Own : Kind::Part)});
    if (!line.children.empty())
        sumUp(input, line);
    return line;
}

Row beforeGroup(const ChecklistInput &input)
{
    Row group{u"before"_s, {.kind = Kind::Group, .id = u"before"_s, .title = u"Before"_s}};
    for (const ChecklistLine &line : preDisasterChecklist()) {
        ChecklistRow row{.kind = Kind::Before,
            .number = int(group.children.size()) + 1,
            .id = u"before/"_s + line.id,
            .title = line.words};
        for (const ReadinessLine &known : input.readiness) {
            if (known.id == line.id) {
                row.verdict = known.verdict;
                row.detail = known.evidence;
            }
        }
        group.value.finished += row.verdict == ReadinessVerdict::Good ? 1 : 0;
        group.children.push_back({row.id, row});
    }
    group.value.count = int(group.children.size());
    return group;
}

Row duringGroup(const ChecklistInput &input)
{
    QMap<StepKind, QList<const StepStatus *>> byKind;
    for (const StepStatus &step : input.run.steps)
        byKind[step.planned.kind].append(&step);
    Row group{u"during"_s, {.kind = Kind::Group, .id = u"during"_s, .title = u"During"_s}};
    int kind = 0; // the lines are in the order of StepKind
    for (const ChecklistLine &line : recoveryChecklist()) {
        group.children.push_back(lineRow(input, line.id, line.words, byKind.value(StepKind(kind))));
        group.children.back().value.number = ++kind;
    }
    if (const auto own = byKind.value(StepKind::Own); !own.isEmpty())
        group.children.push_back(lineRow(input, u"own"_s, phaseWords(StepKind::Own), own));
    group.value.count = int(group.children.size());
    group.value.finished = int(std::ranges::count_if(group.children,
        [](const Row &line) { return line.value.count > 0 && line.value.finished == line.value.count; }));
    group.value.state = mostUrgent(group.children);
    return group;
}

} // namespace

std::vector<Row> checklistRows(const ChecklistInput &input)
{
    std::vector<Row> rows;
    rows.push_back(beforeGroup(input));
    rows.push_back(duringGroup(input));
    return rows;
}

} // namespace relight
