#include "models/plan/planfor.h"

#include "models/plan/builtinsteps.h"
#include "models/plan/dag.h"
#include "models/plan/equivalentshell.h"
#include "models/plan/stepcommands.h"
#include "models/plan/stepsettings.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// What is wrong with the sections themselves, before any graph is made.
QStringList sectionProblems(const RecoveryManifest &manifest, const QList<Step> &steps)
{
    QStringList problems;
    for (const DataItem &item : manifest.data) {
        for (const QString &application : item.needs.value_or(QStringList{})) {
            if (application.isEmpty())
                problems << u"data %1: `needs` holds an empty name; write the application's name"_s.arg(item.name);
            else if (item.holds.contains(application))
                problems
                    << u"data %1: it needs the application \"%2\" and holds it, so it would wait for itself; take one out"_s
                           .arg(item.name, application);
        }
    }
    QStringList seen;
    for (const Step &step : steps) {
        if (seen.contains(step.id))
            problems << u"there are two steps \"%1\"; give the entries different names"_s.arg(step.id);
        seen << step.id;
    }
    return problems;
}

// `steps: { restore-data/x: { critical: … } }` decides who DNS waits for, so it must be known before the steps are
// made.
RecoveryManifest withStatedCriticality(RecoveryManifest manifest)
{
    for (DataItem &item : manifest.data) {
        for (const QString &id : {u"restore-data"_s, u"restore-data/"_s + item.name}) {
            for (const StepSettings &settings : manifest.steps) {
                if (settings.id == id)
                    item.critical = settings.critical.value_or(item.critical);
            }
        }
    }
    return manifest;
}

// A step of one's own stands right behind the last step it waits for.
void rankOwnSteps(PlanDraft &draft)
{
    for (qsizetype round = 0; round < draft.steps.size(); ++round) {
        bool changed = false;
        for (qsizetype i = 0; i < draft.steps.size(); ++i) {
            if (draft.steps[i].kind != StepKind::Own)
                continue;
            double rank = -1;
            for (qsizetype j = 0; j < draft.steps.size(); ++j) {
                if (draft.steps[i].after.contains(draft.steps[j].id))
                    rank = std::max(rank, draft.rank[j] + 0.001);
            }
            changed |= std::exchange(draft.rank[i], rank) != rank;
        }
        if (!changed)
            return;
    }
}

Waits waitsOf(const QList<Step> &steps)
{
    QHash<QString, int> index;
    for (const Step &step : steps)
        index.insert(step.id, static_cast<int>(index.size()));
    Waits waits;
    for (const Step &step : steps) {
        QList<int> of;
        for (const QString &id : step.after)
            of << index.value(id);
        waits << of;
    }
    return waits;
}

QString cycleText(const QList<Step> &steps, const QList<int> &cycle)
{
    QStringList names;
    for (const int node : cycle)
        names << steps[node].id;
    names << names.first();
    return u"steps wait for each other in a circle: %1; take one `after`, `before`, `needs` or `holds` out"_s.arg(
        names.join(u" waits for "_s));
}

// Steps that this mode does not have hand their waits on to whoever waits for them.
void dropOmitted(PlanDraft &draft)
{
    for (const QString &id : std::as_const(draft.omitted)) {
        const QStringList waits = draft.find(id)->after;
        for (Step &step : draft.steps) {
            if (step.after.removeAll(id) > 0) {
                step.after += waits;
                step.after.removeDuplicates();
            }
        }
        const auto at
            = std::find_if(draft.steps.begin(), draft.steps.end(), [&](const Step &step) { return step.id == id; });
        draft.rank.removeAt(std::distance(draft.steps.begin(), at));
        draft.steps.erase(at);
    }
}

CriticalPath criticalPathOf(const QList<Step> &steps)
{
    const Waits waits = waitsOf(steps);
    QList<int> order;
    QList<Seconds> low;
    QList<Seconds> high;
    for (const Step &step : steps) {
        order << static_cast<int>(order.size());
        low << step.estimate.low;
        high << step.estimate.high;
    }
    CriticalPath path;
    const LongestPath longest = longestPath(waits, order, high);
    for (const int node : longest.nodes)
        path.stepIds << steps[node].id;
    path.high = longest.length;
    path.low = longestPath(waits, order, low).length;
    return path;
}

Result<QList<Step>> ordered(PlanDraft &draft)
{
    rankOwnSteps(draft);
    const auto whole = topologicalOrder(waitsOf(draft.steps), draft.rank);
    if (!whole)
        return failure(ErrorCode::Invalid, cycleText(draft.steps, whole.error()));
    dropOmitted(draft);
    const QList<int> order = topologicalOrder(waitsOf(draft.steps), draft.rank).value();
    QList<Step> steps;
    for (const int node : order)
        steps << draft.steps[node];
    return steps;
}

} // namespace

Result<RecoveryPlan> planFor(const RecoveryManifest &given, RunMode mode)
{
    const RecoveryManifest manifest = withStatedCriticality(given);
    PlanDraft draft;
    draft.steps = builtInSteps(manifest);
    for (qsizetype i = 0; i < draft.steps.size(); ++i)
        draft.rank << static_cast<double>(i);
    draft.problems = sectionProblems(manifest, draft.steps);
    if (draft.problems.isEmpty())
        applySettings(draft, manifest, mode);
    if (!draft.problems.isEmpty())
        return failure(ErrorCode::Invalid, draft.problems.join(u'\n'));

    Result<QList<Step>> steps = ordered(draft);
    if (!steps)
        return std::unexpected(steps.error());
    RecoveryPlan plan{manifest.name, manifest.objectives.rto, manifest.objectives.rpo, *steps, {}};
    for (Step &step : plan.steps) {
        step.commands = stepCommands(manifest, step);
        step.shell = equivalentShell(manifest, step);
    }
    plan.criticalPath = criticalPathOf(plan.steps);
    return plan;
}

} // namespace relight
