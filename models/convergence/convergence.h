#pragma once
// "When is it converged?" (docs/architecture.md and the design): the set is closed, and each of its members is Healthy
// at its target revision, or is an exception that may stay. A pure judgement over values; ConvergenceHistory is the
// little that must be remembered between two of them. Any thread.

#include "models/convergence/applicationtree.h"

namespace relight {

struct ConvergenceSettings
{
    QString root;                   // key "namespace/name"; empty: every application counts
    QSet<QString> held;             // names or keys that a restore holds: not counted until it releases them
    QSet<QString> accepted;         // names or keys (or "set:…") that a person took as exceptions
    QSet<QString> manualSync;       // names or keys whose sync a person approved; "*": all
    QMap<QString, QString> windows; // key → the sync window that blocks it, in words
    bool beforeTraffic = true;      // DNS has not moved: a Certificate that is not Ready is an exception
    int resyncs = 5;                // of one application at one revision
    Seconds resyncDelay{10}, refreshDelay{5}, refreshLimit{60}; // doubled each time
    Seconds quiet{10}; // without a new application, where there is an ApplicationSet
};

enum class SuggestionKind { Resync, Refresh, HardRefresh, SyncManual };

struct SuggestedAction
{
    SuggestionKind kind = SuggestionKind::Refresh;
    QString application; // key
    QString reason;      // in a sentence
    int attempt = 1;
    int attempts = 0;          // of at most; 0: no bound
    bool needsConsent = false; // SyncManual that nobody has approved yet: ask, do not act
    bool operator==(const SuggestedAction &) const = default;
};

// What was done and seen so far. Kept by the caller beside the applications.
class ConvergenceHistory
{
public:
    // Tell it all applications at each change: a key never seen before starts the quiet time anew; one that can be
    // compared again is as if it had never been refreshed.
    void observe(const Applications &applications, Timestamp now);
    // A suggestion was carried out (or tried).
    void acted(const SuggestedAction &action, const Application &application, Timestamp now);

    struct Record
    {
        int count = 0;
        QString revision; // at which they were counted
        Timestamp first, last;
    };
    Record resyncs(const QString &key) const { return m_resyncs.value(key); }
    Record refreshes(const QString &key) const { return m_refreshes.value(key); }
    std::optional<Timestamp> lastNewApplication() const { return m_lastNew; }
    std::optional<Timestamp> firstSeen(const QString &key) const;
    // OutOfSync after its sync succeeded, however often that was tried again since; absent: it is not.
    std::optional<Timestamp> driftedSince(const QString &key) const;

private:
    QMap<QString, Timestamp> m_seen, m_drifted;
    QMap<QString, Record> m_resyncs, m_refreshes;
    std::optional<Timestamp> m_lastNew;
};

enum class StuckClass {
    NoStatus,
    Progressing,
    WaitingForSync,
    Missing,
    FailedSync,
    Manual,
    Held,
    Window,
    InvalidSpec,
    Degraded,
    Suspended,
    Empty,
    Unknown,
    Deleting,
    ApplicationSet
};

struct Stuck
{
    QString application; // key; of an ApplicationSet "set:namespace/name"
    StuckClass why = StuckClass::Progressing;
    QString reason;           // a sentence that names it: "shop is not synced: …"
    bool needsPerson = false; // waiting, and what Relight may do by itself, will not help
    bool operator==(const Stuck &) const = default;
};

struct ConvergenceException
{
    QString application; // key
    QString reason;      // "shop: Deployment web drifted after its sync"
    bool operator==(const ConvergenceException &) const = default;
};

struct ConvergenceVerdict
{
    bool setClosed = false;
    bool converged = false;
    int healthy = 0,
        total = 0;      // members that are there for good (exceptions of a person are not healthy), of all that count
    QList<Stuck> stuck; // those that need a person first
    QList<SuggestedAction> actions; // due now
    QList<ConvergenceException> exceptions;
    QStringList notCounted; // keys held by a restore
    QString openBecause;    // why the set is not closed, in a sentence; empty: it is
    QString headline;       // one line for a person
    bool operator==(const ConvergenceVerdict &) const = default;

    // Nothing moves by itself any more: every one that is stuck needs a person.
    bool onlyAPersonHelps() const;
};

struct ConvergenceInput
{
    Applications applications;
    QList<ApplicationSetStatus> sets;
    // Resource trees with health, where the caller has them: they tell Certificates apart, as status.resources carries
    // no health on Argo CD 3.
    QMap<QString, QList<ResourceNode>> trees;
    ConvergenceSettings settings;
    Timestamp now;
};

[[nodiscard]] ConvergenceVerdict judge(const ConvergenceInput &input, const ConvergenceHistory &history);

// Would the same sync work later? (no matches for kind, webhook without endpoints, namespace missing, connection
// refused …)
[[nodiscard]] bool isRetriableSyncFailure(const Application &application);

// Its last operation, or a comparison without difference, stands at the revision it is to have.
[[nodiscard]] bool isSettled(const Application &application);

} // namespace relight
