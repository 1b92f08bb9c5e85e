// What only the whole scenario can tell.
#include "models/manifest/nearest.h"
#include "models/scenario/scenariosections.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

class NameCheck
{
public:
    NameCheck(const Scenario &scenario, QList<Diagnostic> &log)
        : m_log(log)
    {
        for (const ScenarioFault &fault : scenario.faults)
            m_faults << fault.id;
        for (const ExpectedDecision &decision : scenario.decisions)
            m_decisions << decision.id;
    }

    void check(const Condition &condition)
    {
        if (condition.kind == Condition::Kind::Fault)
            mustBe(condition.id, m_faults, u"fault"_s, condition.at);
        if (condition.kind == Condition::Kind::Decision)
            mustBe(condition.id, m_decisions, u"decision"_s, condition.at);
        for (const Condition &part : condition.parts)
            check(part);
    }

    void check(const QList<Action> &actions)
    {
        for (const Action &action : actions) {
            if (action.kind == Action::Kind::Fix)
                mustBe(action.subject, m_faults, u"fault"_s, action.at);
        }
    }

private:
    void mustBe(const QString &id, const QStringList &known, const QString &what, SourcePosition at)
    {
        if (!id.isEmpty() && !known.contains(id))
            m_log.append({Severity::Error, at, u"scenario"_s,
                u"there is no %1 %2 in this scenario%3"_s.arg(what, quotedValue(id), didYouMean(id, known))});
    }

    QList<Diagnostic> &m_log;
    QStringList m_faults, m_decisions;
};

} // namespace

void checkNames(const Scenario &scenario, QList<Diagnostic> &log)
{
    NameCheck names(scenario, log);
    for (const ScenarioFault &fault : scenario.faults) {
        if (fault.from)
            names.check(*fault.from);
        if (fault.until)
            names.check(*fault.until);
    }
    for (const Inject &inject : scenario.injects)
        names.check(inject.when);
    for (const ExpectedDecision &decision : scenario.decisions) {
        names.check(decision.when);
        names.check(decision.actions);
    }
}

} // namespace relight
