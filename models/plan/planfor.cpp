#include "models/plan/planfor.h"

#include "models/plan/builtinsteps.h"
#include "models/plan/dag.h"
#include "models/plan/equivalentshell.h"
#include "models/plan/statedwait.h"
#include "models/plan/stepcommands.h"
#include "models/plan/stepsettings.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// What is wrong with the sections themselves, before any graph is made.
void checkSections(PlanDraft &draft, const RecoveryManifest &manifest)
{
    for (const DataItem &item : manifest.data) {
        for (const QString &application : item.needs.value_or(QStringList{})) {
            if (item.holds.contains(application))
                draft.problem(item.at, u"recovery.data"_s,
                    u"\"%1\" needs the application \"%2\" and holds it, so it would wait for itself; take one out"_s
                        .arg(item.name, application));
        }
    }
    QStringList seen;
    for (const Step &step : std::as_const(draft.steps)) {
        if (seen.contains(step.id))
            draft.problem(
                {}, u"recovery"_s, u"there are two steps \"%1\"; give the entries different names"_s.arg(step.id));
        seen << step.id;
    }
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

// Says where the manifest closes this circle, and opens it there, so that the next one can be seen.
void reportCircle(PlanDraft &draft, const RecoveryManifest &manifest, const QList<int> &cycle)
{
    const QString text = cycleText(draft.steps, cycle);
    StatedWait place;
    qsizetype opened = 0;
    for (qsizetype i = 0; i < cycle.size(); ++i) {
        const Step &waited = draft.steps[cycle[(i + 1) % cycle.size()]];
        if (const auto stated = statedWait(manifest, draft.steps[cycle[i]], waited)) {
            place = *stated;
            opened = i;
            break;
        }
    }
    draft.problem(place.at, place.path, text);
    draft.steps[cycle[opened]].after.removeAll(draft.steps[cycle[(opened + 1) % cycle.size()]].id);
}

void reportCircles(PlanDraft &draft, const RecoveryManifest &manifest)
{
    constexpr int enough = 20;
    for (int i = 0; i < enough; ++i) {
        const auto order = topologicalOrder(waitsOf(draft.steps), draft.rank);
        if (order)
            return;
        reportCircle(draft, manifest, order.error());
    }
}

// A step of one's own stands right behind the last step it waits for.
void rankOwnSteps(PlanDraft &draft)
{
    const Waits waits = waitsOf(draft.steps);
    const QList<int> order = topologicalOrder(waits, draft.rank).value();
    for (const int node : order) {
        if (draft.steps[node].kind != StepKind::Own)
            continue;
        double rank = -1;
        for (const int other : waits[node])
            rank = std::max(rank, draft.rank[other] + 0.001);
        draft.rank[node] = rank;
    }
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

QList<Step> ordered(PlanDraft &draft)
{
    rankOwnSteps(draft);
    dropOmitted(draft);
    const QList<int> order = topologicalOrder(waitsOf(draft.steps), draft.rank).value();
    QList<Step> steps;
    for (const int node : order)
        steps << draft.steps[node];
    return steps;
}

} // namespace

std::expected<RecoveryPlan, QList<Diagnostic>> planFor(const RecoveryManifest &given, RunMode mode)
{
    const RecoveryManifest manifest = withStatedCriticality(given);
    PlanDraft draft;
    draft.steps = builtInSteps(manifest);
    for (qsizetype i = 0; i < draft.steps.size(); ++i)
        draft.rank << static_cast<double>(i);
    checkSections(draft, manifest);
    if (draft.problems.isEmpty()) {
        applySettings(draft, manifest, mode);
        reportCircles(draft, manifest);
    }
    if (!draft.problems.isEmpty()) {
        sortByPlace(draft.problems);
        return std::unexpected(draft.problems);
    }
    RecoveryPlan plan{manifest.name, manifest.objectives.rto, manifest.objectives.rpo, ordered(draft), {}};
    for (Step &step : plan.steps) {
        step.commands = stepCommands(manifest, step);
        step.shell = equivalentShell(manifest, step);
    }
    plan.criticalPath = criticalPathOf(plan.steps);
    return plan;
}

} // namespace relight
