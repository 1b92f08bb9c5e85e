#pragma once
// One run as the window is given it. References outlive the page that shows them.

#include "models/plan/recoveryplan.h"
#include "models/session/applicationinspector.h"
#include "models/session/observations.h"
#include "models/session/runcontrol.h"

#include <functional>

namespace relight {

struct RunView
{
    RunControl &control;
    Observations &observations;
    RecoveryPlan plan;                         // explanations and commands
    QList<RunEvent> before;                    // of an earlier part of the run: control.state() has them folded already
    QString operatorName;                      // who decides here: user@host
    ApplicationInspector *inspector = nullptr; // none: this session only follows
    QString manifest;                          // text of the copy that the run goes by; empty: it is not at hand
    bool looksOn = false;                      // another process drives it: nothing can be asked of it here
};

using WallClock = std::function<Timestamp()>;

} // namespace relight
