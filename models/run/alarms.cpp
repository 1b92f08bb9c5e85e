#include "models/run/alarms.h"

#include "models/run/words.h"

namespace relight {

QList<Alarm> Alarms::hear(const RunState &run)
{
    QList<Alarm> alarms;
    if (run.started.runId.isEmpty())
        return alarms;
    if (run.started.runId != m_runId) {
        m_runId = run.started.runId;
        m_asked.clear();
        m_over = run.end.has_value();
    }
    const QString name = run.started.name;
    if (run.end) {
        m_asked.clear();
        if (std::exchange(m_over, true))
            return alarms;
        const QString how = word(run.end->end);
        if (run.end->end == RunEnd::Completed || run.end->end == RunEnd::CompletedWithExceptions)
            alarms << Alarm{Alarm::Kind::Restored, name, how, run.end->exceptions.join(QStringLiteral("; "))};
        else if (run.end->end == RunEnd::Failed)
            alarms << Alarm{Alarm::Kind::Failed, name, how, run.end->reason};
        return alarms;
    }
    QSet<QString> open;
    for (const Decision &decision : run.open) {
        open << decision.id;
        if (m_asked.contains(decision.id))
            continue;
        const bool failed = decision.kind == DecisionKind::FailedStep;
        alarms << Alarm{failed ? Alarm::Kind::Failed : Alarm::Kind::NeedsYou, name, decision.title, decision.reason};
    }
    m_asked = open;
    return alarms;
}

} // namespace relight
