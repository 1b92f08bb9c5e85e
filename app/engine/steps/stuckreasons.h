#pragma once
// What is behind the applications that do not come up: pods, events, sync windows, as sentences for a person, and
// whether waiting will help. Kept beside a watch, on its worker thread.

#include "app/engine/stepcontext.h"
#include "models/convergence/convergence.h"

namespace relight {

// What was found out, by the application's key. Whoever looks on after a question takes it over.
struct StuckMemory
{
    struct Found
    {
        Instant at; // when it was looked at
        QString sentence;
        bool hopeless = false; // its cause is known and stays
    };
    QHash<QString, Found> found;          // of those that are stuck
    QHash<QString, Instant> blockedSince; // some causes get time to pass
};

class StuckReasons
{
public:
    StuckReasons(StepContext &context, ArgoCd &argocd, Cluster &cluster);

    // Asks Argo CD and the cluster about eight of them, in turn, so that each is looked at however many there are.
    // Between two looks are twenty times what the last one took, so that watching does not slow down what is watched,
    // but three seconds at least and ten at most: what was found has to be fresh when a person is asked, after half a
    // minute. Fills in what the judgement can use (trees, windows) and logs sentences that are new.
    void find(const QList<Stuck> &stuck, ConvergenceInput &input);

    // Waiting will not help: the judgement says so, or what is behind it does (a Deployment calls itself progressing
    // for ten minutes while its image does not exist), or it only waits for one of those.
    bool isHopeless(const Stuck &stuck, const Applications &applications) const;
    QString text(const QList<Stuck> &stuck) const; // those first whose cause is known

    StuckMemory memory;

private:
    StuckMemory::Found lookAt(const Stuck &stuck, const Application &application, ConvergenceInput &input);

    StepContext &m_context;
    ArgoCd &m_argocd;
    Cluster &m_cluster;
    std::optional<Instant> m_again; // not before
};

// "shop" of "argocd/shop".
[[nodiscard]] QString nameOf(const QString &applicationKey);

} // namespace relight
