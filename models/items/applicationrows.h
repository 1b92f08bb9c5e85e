#pragma once
// Applications as the tree that a person reads: who made whom, by sync wave, broken first, what is well folded away.
// Pure, any thread.

#include "models/convergence/falsegreen.h"
#include "models/convergence/trouble.h"
#include "models/items/mergingtreemodel.h"

#include <functional>

namespace relight {

struct ApplicationRow
{
    enum class Kind {
        Application,
        Set,     // an ApplicationSet
        Wave,    // children of one parent in one wave, where there are several waves
        Missing, // a parent names it, it is not there
        More,    // neighbours of one state, folded: `below` of them
    };

    Kind kind = Kind::Application;
    QString key; // Application::key(); of a wave or fold its parent's
    QString name;
    int wave = 0;
    SyncStatus sync = SyncStatus::Unknown;
    HealthStatus health = HealthStatus::Unknown;
    OperationPhase operation = OperationPhase::None;
    Trouble trouble = Trouble::Well; // its own
    Trouble worst = Trouble::Well;   // with all below it
    QList<FalseGreen> falseGreen;    // why it only looks well
    QString message;                 // why it is not well, in Argo CD's words
    std::optional<Timestamp> since;  // health and sync are as they are, as far as was seen from here
    bool automated = false, held = false;
    // Applications under it, at any depth; those that are not well by what is the matter.
    int below = 0, healthyBelow = 0, syncedBelow = 0;
    int brokenBelow = 0, missingBelow = 0, progressingBelow = 0;
    bool operator==(const ApplicationRow &) const = default;
};

// All applications, whatever is shown.
struct ApplicationTotals
{
    ConvergenceCounts counts;
    int broken = 0, missing = 0, progressing = 0, falseGreen = 0; // progressing: or OutOfSync
    int hidden = 0;                                               // by the filter
    bool operator==(const ApplicationTotals &) const = default;
};

enum class ApplicationOrder { Trouble, Name, Sync, Since }; // within a wave; Trouble: then by name

struct ApplicationRowsInput
{
    const Applications &applications;
    const ApplicationTree &tree;
    QHash<QString, Timestamp> since; // by key
    ApplicationOrder order = ApplicationOrder::Trouble;
    bool folds = true; // the well ones, and most of many that progress
    // Absent: all. What is above one that is shown is shown, too.
    std::function<bool(const ApplicationRow &)> shows;
};

// Order within a parent: waves with something broken first, then ascending; in a wave as asked. Ids: the application's
// key, "wave:N:KEY", "set:KEY", "more:TROUBLE:ID of what is above".
[[nodiscard]] std::vector<TreeRow<ApplicationRow>> applicationRows(
    const ApplicationRowsInput &input, ApplicationTotals *totals = nullptr);

// Whether the tree of applications is the same with either: who made it, what it makes, its wave.
[[nodiscard]] bool linksAlike(const Application &one, const Application &other);

} // namespace relight
