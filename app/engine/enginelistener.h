#pragma once
// Who hears of a run. Called on the engine thread (events) or a worker (observations); must return quickly. Owned by
// whoever made the engine, outlives it.

#include "app/ports/argocd.h"
#include "models/run/runstate.h"
#include "models/session/observations.h"

namespace relight {

class EngineListener
{
public:
    virtual ~EngineListener() = default;
    virtual void onEvents(const QList<RunEvent> &events, const RunState &state) = 0; // on disk already
    virtual void onLog(const LogLine &line) = 0;                                     // scrubbed
    virtual void onProgress(const StepProgress &progress) = 0;
    virtual void onApplications(const ApplicationsDelta &delta) = 0;
    virtual void onRejected(quint64 command, const Error &error) = 0;
    virtual void onStorageTrouble(const Error &error) = 0; // the journal cannot be written: nothing starts until it can
    virtual void onWaiting(bool waitsForPerson) = 0;       // only a person moves the run on; each change once
    virtual void onLetGo() { }                       // once: trust and preflight's consents are given, steps may go
    virtual void onEnded(const RunState &state) = 0; // last call
};

} // namespace relight
