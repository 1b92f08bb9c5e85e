#include "models/plan/stepsettings.h"

#include "models/manifest/nearest.h"
#include "models/plan/builtinsteps.h"
#include "models/plan/checklist.h"
#include "models/plan/defaults.h"
#include "models/plan/estimates.h"
#include "models/plan/statedwait.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

bool runsIn(StepWhen when, RunMode mode)
{
    // A tabletop talks the live plan through.
    return when == StepWhen::Always || (when == StepWhen::Drill) == (mode == RunMode::Drill);
}

bool isBuiltInGroup(const QString &id)
{
    const auto &lines = recoveryChecklist();
    return std::any_of(lines.begin(), lines.end(), [&](const ChecklistLine &line) { return line.id == id; });
}

void addOwnStep(PlanDraft &draft, const StepSettings &settings, RunMode mode)
{
    if (!draft.idsOf(settings.id).isEmpty()) {
        draft.problem(settings.at, u"recovery.steps."_s + settings.id,
            u"there is another step of the id \"%1\", and `run` makes a new one; rename it"_s.arg(settings.id));
        return;
    }
    if (settings.run.isEmpty()) {
        draft.problem(settings.at, u"recovery.steps."_s + settings.id,
            u"no step of this plan has the id \"%1\"%2; a step of your own needs `run`"_s.arg(
                settings.id, draft.unknownId(settings.id)));
        return;
    }
    Step step = defaultStep(StepKind::Own);
    step.id = settings.id;
    step.title = settings.id;
    if (!runsIn(settings.when, mode))
        draft.omitted << step.id;
    draft.steps << step;
    draft.rank << 0;
}

void setValues(Step &step, const StepSettings &settings, RunMode mode)
{
    if (!settings.title.isEmpty())
        step.title = settings.title;
    if (settings.approve && step.automation == Automation::Automated)
        step.approve = *settings.approve;
    if (settings.estimate && !step.leftOut) {
        step.estimate = manifestEstimate(*settings.estimate);
        step.timeout = timeoutFor(step.timeout, step.estimate);
    }
    if (settings.critical)
        step.critical = *settings.critical;
    if (settings.onFailure)
        step.onFailure = *settings.onFailure == OnFailure::Continue ? FailurePolicy::Continue : FailurePolicy::Pause;
    step.timeout = settings.timeout.value_or(step.timeout);
    step.retries = settings.retries.value_or(step.retries);
    step.retryDelay = settings.retryDelay.value_or(step.retryDelay);
    if (step.kind != StepKind::Own && !runsIn(settings.when, mode))
        leaveOut(step);
}

// The ids that the names of this list stand for; each name that stands for nothing becomes a problem.
QStringList resolved(PlanDraft &draft, const WaitList &list)
{
    QStringList ids;
    for (qsizetype i = 0; i < list.names.size(); ++i) {
        const QStringList found = draft.idsOf(list.names[i]);
        if (found.isEmpty()) {
            const StatedWait place = list.place(i);
            draft.problem(place.at, place.path,
                u"`%1` of the step \"%2\" names \"%3\", and no step of this plan has this id%4"_s.arg(
                    list.key, list.owner.id, list.names[i], draft.unknownId(list.names[i])));
        }
        ids += found;
    }
    return ids;
}

bool needsApplications(const RecoveryManifest &manifest, const QString &name)
{
    return std::any_of(manifest.data.begin(), manifest.data.end(),
        [&](const DataItem &item) { return item.name == name && item.needs && !item.needs->isEmpty(); });
}

void setWaits(Step &step, QStringList waits, const RecoveryManifest &manifest)
{
    // A whole group named by one of its own parts means the others.
    if (!step.subject.isEmpty() && waits.size() > 1)
        waits.removeAll(step.id);
    // For a restore it replaces; but `needs` asks the cluster for applications, which are there from apply-root on.
    if (step.kind == StepKind::RestoreData && !step.leftOut && !needsApplications(manifest, step.subject))
        step.after.clear();
    step.after += waits;
    step.after.removeDuplicates();
}

void applyEdges(PlanDraft &draft, const StepSettings &settings, const RecoveryManifest &manifest)
{
    const QStringList after = resolved(draft, afterOf(settings));
    const QStringList before = resolved(draft, beforeOf(settings));
    for (const QString &id : draft.idsOf(settings.id)) {
        if (settings.after)
            setWaits(*draft.find(id), after, manifest);
        for (const QString &later : before) {
            Step *step = draft.find(later);
            if ((later != id || before.size() == 1) && !step->after.contains(id))
                step->after << id;
        }
    }
}

} // namespace

void PlanDraft::problem(SourcePosition at, const QString &path, const QString &message)
{
    constexpr qsizetype enough = 1000; // nobody reads more
    if (problems.size() < enough)
        problems.append({Severity::Error, at, path, message});
}

QStringList PlanDraft::idsOf(const QString &name) const
{
    QStringList ids;
    for (const Step &step : steps) {
        if (namesStep(name, step))
            ids << step.id;
    }
    return ids;
}

Step *PlanDraft::find(const QString &id)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step &step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

QString PlanDraft::unknownId(const QString &name) const
{
    QStringList known;
    for (const Step &step : steps)
        known << step.id;
    for (const ChecklistLine &line : recoveryChecklist())
        known << line.id;
    return didYouMean(name, known);
}

void applySettings(PlanDraft &draft, const RecoveryManifest &manifest, RunMode mode)
{
    for (const StepSettings &settings : manifest.steps) {
        if (draft.idsOf(settings.id).isEmpty() || !settings.run.isEmpty())
            addOwnStep(draft, settings, mode);
    }
    QList<StepSettings> ordered = manifest.steps;
    std::stable_partition(
        ordered.begin(), ordered.end(), [](const StepSettings &one) { return isBuiltInGroup(one.id); });
    for (const StepSettings &settings : std::as_const(ordered)) {
        for (const QString &id : draft.idsOf(settings.id))
            setValues(*draft.find(id), settings, mode);
        applyEdges(draft, settings, manifest);
    }
}

} // namespace relight
