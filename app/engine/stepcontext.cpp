#include "app/engine/stepcontext.h"

namespace relight {

QString undoDecisionId(const QString &stepId)
{
    return QStringLiteral("undo:") + stepId;
}

void StepContext::write(const QString &source, const QString &text, bool error) const
{
    host.log({ports.clock.wall(), step.id, attempt, source, text, error});
}

void StepContext::progress(const QString &text, double done, double total, const QString &unit) const
{
    host.progress({step.id, text, done, total, unit});
}

Result<> StepContext::keepFact(const QString &key, const QString &value) const
{
    if (fact(step.id, key) == value)
        return {};
    return host.record(FactRecorded{step.id, key, value});
}

QString StepContext::fact(const QString &stepId, const QString &key) const
{
    return host.state().facts.value(stepId.isEmpty() ? key : stepId + QLatin1Char('/') + key);
}

bool StepContext::granted(const Decision &decision) const
{
    return host.state().granted(decision.id);
}

} // namespace relight
