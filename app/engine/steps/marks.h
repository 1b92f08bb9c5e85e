#pragma once
// What must not be done twice to a cluster is written down in it: annotations on the Lease `relight` in kube-system.
// They go with the cluster. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

struct Mark
{
    enum class State { None, Started, Finished };
    State state = State::None;
    QString run;
    QString at; // RFC 3339
};

[[nodiscard]] Result<Mark> readMark(Cluster &cluster, const QString &stepId, const Call &call);
[[nodiscard]] Result<> writeMark(Cluster &cluster, const QString &stepId, const Mark &mark, const Call &call);
[[nodiscard]] Result<> removeMark(Cluster &cluster, const QString &stepId, const Call &call); // it was taken back

// The fact of a step that its work is done: the attempt's number. It holds while that attempt is open: a later one may
// be on another cluster.
inline constexpr QLatin1StringView doneInAttempt("done-in-attempt");
[[nodiscard]] bool isDoneInThisAttempt(const StepContext &context, const StepStatus &status);

// It is finished, and nobody wants it again: --restore-again is for what was finished before it was said, when this run
// began or was resumed, not for what an attempt since then has done.
[[nodiscard]] bool staysDone(const StepContext &context, const Mark &mark, const QString &name);

// This step's restore or switch, of that name: nothing (go on), a summary (finished before: skip), or a decision
// (started, never finished).
struct OnceVerdict
{
    std::optional<QString> skip;
    std::optional<Decision> ask;
};
[[nodiscard]] Result<OnceVerdict> onlyOnce(StepContext &context, Cluster &cluster, const QString &name);

} // namespace relight
