#include "app/engine/movedcluster.h"

namespace relight {

QList<RunEventBody> eventsOfMove(const RunState &state, const QString &stepId, const QStringList &busy)
{
    const QString uid = state.facts.value(stepId + u'/' + movedFact);
    if (uid.isEmpty())
        return {};
    QList<RunEventBody> events;
    const QString reason = QStringLiteral("its work was on another cluster");
    const bool moved = state.cluster && state.cluster->uid == uid; // else the pin was never recorded
    for (const StepStatus &other : state.steps) {
        const QString &id = other.planned.id;
        if (!moved || id == stepId || busy.contains(id))
            continue;
        // Nothing goes on that began over there: neither an attempt that waits for an answer nor one cut off.
        if (!other.attempts.isEmpty() && !other.attempts.last().ended)
            events << AttemptEnded{id, other.attempts.last().number, AttemptOutcome::Cancelled, reason, {}};
        if (other.state != StepState::Pending)
            events << StepReset{id, reason, {}};
    }
    events << FactRecorded{stepId, QString(movedFact), {}};
    return events;
}

} // namespace relight
