#pragma once
// All applications as a watch sees them, kept current from its deltas and judged. Kept by a watch, on its worker
// thread.

#include "app/engine/stepcontext.h"
#include "models/convergence/convergence.h"

namespace relight {

class ConvergenceView
{
public:
    ConvergenceView(StepContext &context, ArgoCd &argocd, const ConvergenceSettings &settings);

    // False: nothing was read yet. Passes what changed on to those who look at the run.
    bool take(const ApplicationsDelta &delta);
    const ConvergenceVerdict &verdict() const { return m_verdict; }
    const Stuck *stuckNamed(const QString &name) const; // nullptr: it is not stuck
    const Application *applicationNamed(const QString &name) const;

    ConvergenceInput input;
    ConvergenceHistory history;

private:
    void merge(const ApplicationsDelta &delta);
    void lost(const QString &nowThrough); // Argo CD; the journal keeps that it was ("seen-through")

    StepContext &m_context;
    ArgoCd &m_argocd;
    ConvergenceVerdict m_verdict;
    std::optional<Instant> m_setsRead;
    QString m_degraded, m_lastHeadline;
};

} // namespace relight
