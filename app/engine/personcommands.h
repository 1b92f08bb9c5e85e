#pragma once
// What a person may ask of a run, as the events that it becomes, or why it cannot be. Pure.

#include "models/run/runstate.h"

namespace relight {

struct PersonView
{
    const RunState &state;
    QStringList busy; // steps with a worker
    QString by;       // who asks
};

using Events = Result<QList<RunEventBody>>;

[[nodiscard]] Events decideEvents(
    const PersonView &view, const QString &decisionId, bool granted, const QString &comment);
[[nodiscard]] Events retryEvents(const PersonView &view, const QString &stepId);
[[nodiscard]] Events skipEvents(const PersonView &view, const QString &stepId, const QString &reason);
[[nodiscard]] Events doneEvents(const PersonView &view, const QString &stepId, const QString &evidence);
[[nodiscard]] Events pauseEvents(const PersonView &view);
[[nodiscard]] Events continueEvents(const PersonView &view);
[[nodiscard]] Events cancelEvents(const PersonView &view);
[[nodiscard]] Events noteEvents(const PersonView &view, const QString &stepId, const QString &text);

} // namespace relight
