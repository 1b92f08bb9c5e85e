#include "models/scenario/scenario.h"

#include <algorithm>

namespace relight {

namespace {

template <class T> const T *findById(const QList<T> &list, QStringView id)
{
    const auto found = std::ranges::find_if(list, [&](const T &each) { return each.id == id; });
    return found == list.end() ? nullptr : &*found;
}

void stepsOf(const Condition &condition, QStringList &steps)
{
    if (condition.kind == Condition::Kind::Step)
        steps << condition.id;
    for (const Condition &part : condition.parts)
        stepsOf(part, steps);
}

void stepsOf(const QList<Action> &actions, QStringList &steps)
{
    using Kind = Action::Kind;
    for (const Action &action : actions) {
        if (action.kind == Kind::Retry || action.kind == Kind::Skip || action.kind == Kind::Done)
            steps << action.subject;
    }
}

} // namespace

const ScenarioFault *Scenario::fault(QStringView id) const
{
    return findById(faults, id);
}

const Inject *Scenario::inject(QStringView id) const
{
    return findById(injects, id);
}

bool fitsStep(const QString &written, const QString &stepId)
{
    return written.endsWith(QLatin1String("/*"))
        ? stepId.startsWith(QStringView(written).chopped(1)) || stepId == QStringView(written).chopped(2)
        : written == stepId;
}

QStringList stepsNotPlanned(const Scenario &scenario, const QStringList &planned)
{
    QStringList named;
    for (const ScenarioFault &fault : scenario.faults) {
        for (const auto &condition : {fault.from, fault.until}) {
            if (condition)
                stepsOf(*condition, named);
        }
    }
    for (const Inject &inject : scenario.injects)
        stepsOf(inject.when, named);
    for (const ExpectedDecision &decision : scenario.decisions) {
        stepsOf(decision.when, named);
        stepsOf(decision.actions, named);
    }
    named.removeDuplicates();
    named.removeIf([&](const QString &id) {
        return std::ranges::any_of(planned, [&](const QString &step) { return fitsStep(id, step); });
    });
    return named;
}

} // namespace relight
