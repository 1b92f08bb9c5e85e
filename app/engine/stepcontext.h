#pragma once
// What a step action is given, and what it returns. One context an attempt, used on its worker thread only.

#include "app/engine/consents.h"
#include "app/engine/runsite.h"
#include "app/ports/ports.h"
#include "models/manifest/recoverymanifest.h"
#include "models/run/runstate.h"
#include "models/session/observations.h"

namespace relight {

struct StepContext;

// While a person is asked: looks on, and returns what changed once nobody has to answer any more. It ends with
// Cancelled when the answer comes first. On a worker of its own.
using Lookout = std::function<Result<QString>(StepContext &)>;

// The step is done; or a person must decide first, and the same attempt is entered again afterwards; or it is taken
// back, and so not done.
struct Outcome
{
    QString summary; // one line of what was done, or why nothing had to be
    std::optional<Decision> ask;
    bool takenBack = false; // its undo is done
    Lookout meanwhile = {}; // while `ask` is open

    static Outcome done(QString text) { return {.summary = std::move(text)}; }
    static Outcome needs(Decision decision, Lookout meanwhile = {})
    {
        return {.ask = std::move(decision), .meanwhile = std::move(meanwhile)};
    }
    static Outcome undone(QString text) { return {.summary = std::move(text), .takenBack = true}; }
};

// A step that began what can be taken back keeps this fact: the command that does it. Empty again once nothing is left
// to take back.
inline constexpr QLatin1StringView undoFact{"undo"};
[[nodiscard]] QString undoDecisionId(const QString &stepId);

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
// What to show in the approval of a step, found by looking: lines. Never blocks the step, has seconds.
using Preview = std::function<QStringList(StepContext &)>;

} // namespace relight
