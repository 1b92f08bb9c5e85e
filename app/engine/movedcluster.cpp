#include "app/engine/movedcluster.h"

namespace relight {

QString movedReason()
{
    return QStringLiteral("its work was on another cluster");
}

QList<RunEventBody> eventsOfMove(const RunState &state, const QString &stepId, const QStringList &busy)
{
    const QString uid = state.facts.value(stepId + u'/' + movedFact);
    if (uid.isEmpty())
        return {};
    QList<RunEventBody> events;
    const bool moved = state.cluster && state.cluster->uid == uid; // else the pin was never recorded
    for (const StepStatus &other : state.steps) {
        const QString &id = other.planned.id;
        if (!moved || id == stepId)
            continue;
        if (busy.contains(id)) {
            events << FactRecorded{id, QString(leftBehindFact), QString::number(other.attempts.size())};
            continue;
        }
        // Nothing goes on that began over there: neither an attempt that waits for an answer nor one cut off.
        if (!other.attempts.isEmpty() && !other.attempts.last().ended)
            events << AttemptEnded{id, other.attempts.last().number, AttemptOutcome::Cancelled, movedReason(), {}};
        if (other.state != StepState::Pending)
            events << StepReset{id, movedReason(), {}};
    }
    events << FactRecorded{stepId, QString(movedFact), {}};
    return events;
}

} // namespace relight
