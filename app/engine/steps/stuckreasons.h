#pragma once
// What is behind the applications that do not come up: pods, events, sync windows, as sentences for a person, and
// whether waiting will help. Kept beside a watch, on its worker thread.

#include "app/engine/stepcontext.h"
#include "models/convergence/convergence.h"

namespace relight {

class StuckReasons
{
public:
    StuckReasons(StepContext &context, ArgoCd &argocd, Cluster &cluster);

    // Asks Argo CD and the cluster about the worst of them, at most every three seconds and for a twentieth of the
    // time, so that watching does not slow down what is watched; fills in what the judgement can use (trees, windows)
    // and logs sentences that are new.
    void find(const QList<Stuck> &stuck, ConvergenceInput &input);

    // Waiting will not help: the judgement says so, or what is behind it does (a Deployment calls itself progressing
    // for ten minutes while its image does not exist), or it only waits for one of those.
    bool isHopeless(const Stuck &stuck, const Applications &applications) const;
    QString text(const QList<Stuck> &stuck) const;

private:
    QString sentenceFor(const Stuck &stuck, const Application &application, ConvergenceInput &input);

    StepContext &m_context;
    ArgoCd &m_argocd;
    Cluster &m_cluster;
    std::optional<Instant> m_again; // not before
    QStringList m_sentences;
    // Keys of those whose cause is known and stays, by when that was seen first; some causes get time to pass.
    QHash<QString, Instant> m_blockedSince;
    QSet<QString> m_blocked;
};

// "shop" of "argocd/shop".
[[nodiscard]] QString nameOf(const QString &applicationKey);

} // namespace relight
