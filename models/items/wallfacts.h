#pragma once
// What the war room reads from four metres away: the run in a dozen figures. Values and the pure functions that make
// them of a run; any thread.

#include "models/convergence/cause.h"
#include "models/items/checklistmodel.h"
#include "models/rto/rtoforecast.h"

namespace relight {

struct WallStep
{
    StepKind kind = StepKind::Own;
    StepState state = StepState::Pending;
    bool leftOut = false;
    std::optional<Seconds> elapsed;
    double done = -1, total = 0; // while it runs, -1: not known
    bool operator==(const WallStep &) const = default;
};

struct WallStuck
{
    int applications = 0; // that are broken or missing
    QString step;         // title: a step failed, which is worse
    QString name;         // of the worst application
    QString because;      // in a sentence; empty: not known
    bool operator==(const WallStuck &) const = default;
};

struct WallFacts
{
    RunMode mode = RunMode::Live;
    RunPhase phase = RunPhase::Pending;
    QString cluster, commander;
    Timestamp now;
    std::optional<Seconds> passed, objective;
    std::optional<RtoForecast> forecast;
    std::optional<Seconds> loss, lossObjective;
    QList<WallStep> steps; // the article's ten
    std::optional<Decision> needs;
    int needsMore = 0;    // behind it
    QString nextDecision; // while nothing is needed; empty: none is known
    std::optional<WallStuck> stuck;
    bool operator==(const WallFacts &) const = default;
};

// The ten lines of the checklist's second group.
[[nodiscard]] QList<WallStep> wallSteps(const ChecklistModel &checklist);

// A failed step, else the application that blocks most. Nothing: all goes its way.
[[nodiscard]] std::optional<WallStuck> wallStuck(
    const RunState &run, const Applications &applications, const ApplicationTree &tree, Timestamp now);

} // namespace relight
