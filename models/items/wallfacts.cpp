#include "models/items/wallfacts.h"

#include "models/convergence/trouble.h"

namespace relight {

QList<WallStep> wallSteps(const ChecklistModel &checklist)
{
    QList<WallStep> steps;
    const QModelIndex during = checklist.index(1, 0);
    for (int line = 0; line < checklist.rowCount(during); ++line) {
        const ChecklistRow &row = *checklist.value(checklist.index(line, 0, during));
        if (row.kind == ChecklistRow::Kind::Line && row.number >= 1 && row.number <= int(StepKind::Own))
            steps << WallStep{StepKind(row.number - 1), row.state, row.leftOut, row.elapsed, row.done, row.total};
    }
    return steps;
}

std::optional<WallStuck> wallStuck(
    const RunState &run, const Applications &applications, const ApplicationTree &tree, Timestamp now)
{
    if (run.end)
        return std::nullopt;
    WallStuck stuck;
    for (const Application &application : applications) {
        const Trouble trouble = troubleOf(application);
        stuck.applications += trouble == Trouble::Broken || trouble == Trouble::Missing ? 1 : 0;
    }
    for (const StepStatus &step : run.steps) {
        if (step.state != StepState::Failed && step.state != StepState::TimedOut)
            continue;
        stuck.step = step.planned.title;
        stuck.because = step.reason;
        return stuck;
    }
    if (stuck.applications == 0)
        return std::nullopt;
    const QString worst = worstApplication(applications, {});
    const Cause cause = causeOf(applications, tree, worst, {}, now);
    stuck.name = cause.name;
    stuck.because = cause.text();
    return stuck;
}

} // namespace relight
