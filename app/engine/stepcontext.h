#pragma once
// What a step action is given, and what it returns. One context an attempt, used on its worker thread only.

#include "app/engine/consents.h"
#include "app/engine/runsite.h"
#include "app/ports/ports.h"
#include "models/manifest/recoverymanifest.h"
#include "models/run/runstate.h"
#include "models/session/observations.h"

namespace relight {

// The step is done; or a person must decide first, and the same attempt is entered again afterwards.
struct Outcome
{
    QString summary; // one line of what was done, or why nothing had to be
    std::optional<Decision> ask;
    bool invalidatesLater = false; // another cluster was accepted: every other step goes back to pending

    static Outcome done(QString summary) { return {std::move(summary), {}, false}; }
    static Outcome needs(Decision decision) { return {{}, std::move(decision), false}; }
};

// The engine as seen by a running step. Thread-safe; record() blocks until the event is on disk.
class StepHost
{
public:
    virtual ~StepHost() = default;
    virtual void log(LogLine line) = 0; // scrubbed on the way
    virtual void progress(StepProgress progress) = 0;
    virtual void applications(ApplicationsDelta delta) = 0;
    virtual Result<> record(RunEventBody event) = 0;
    virtual RunState state() const = 0; // a copy, as of now
    virtual Result<std::shared_ptr<Cluster>> cluster(const Call &call)
        = 0; // the recovered cluster, its identity checked; Lease held
    virtual Result<std::shared_ptr<ArgoCd>> argocd(const Call &call) = 0;
    virtual Result<std::shared_ptr<Cluster>> unpinned() = 0; // for the provision step, before there is a pin
    virtual void forgetCluster() = 0;                        // the kubeconfig was written anew
};

struct StepContext
{
    const RecoveryManifest &manifest;
    const RecoveryPlan &plan;
    const Step &step;
    const RunSite &site;
    const Consents &consents;
    Ports &ports;
    StepHost &host;
    Call call;
    int attempt = 1;
    QList<int> interrupted; // attempts just before this one that were cut off, latest first

    void log(const QString &text) const { write(QStringLiteral("relight"), text, false); }
    void warn(const QString &text) const { write(QStringLiteral("relight"), text, true); }
    void write(const QString &source, const QString &text, bool error) const;
    void progress(const QString &text, double done = -1, double total = 0, const QString &unit = {}) const;
    // Facts are kept by step and key; a later attempt, step or resume reads them.
    Result<> keepFact(const QString &key, const QString &value) const;
    QString fact(const QString &stepId, const QString &key) const;
    bool granted(const Decision &decision) const; // a person said yes to exactly this
};

using StepAction = std::function<Result<Outcome>(StepContext &)>;

} // namespace relight
