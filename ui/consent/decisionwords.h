#pragma once
// What the buttons and questions of a decision say. Every button that writes names the cluster. Pure; GUI thread
// (translations).

#include "models/run/runstate.h"

namespace relight {

struct DecisionWords
{
    QString shortAction;   // on the slot: "Approve…"
    QString action;        // on the form: "Approve on production"
    QString question;      // above the typed name: what will be written or lost
    bool mayRefuse = true; // refusing pauses the run
};

[[nodiscard]] DecisionWords wordsFor(const Decision &decision, const QString &cluster);

// The one decision that comes first: of the whole run, then failures, then what waits longest on a critical step.
[[nodiscard]] QList<Decision> byUrgency(const RunState &run);

// The DNS approvals that wait together with this one (itself first), else it alone.
[[nodiscard]] QList<Decision> togetherWith(const Decision &decision, const RunState &run);

} // namespace relight
