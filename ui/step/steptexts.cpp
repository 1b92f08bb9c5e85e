#include "ui/step/steptexts.h"

#include "ui/theme/states.h"

#include <QCoreApplication>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("StepTexts", text);
}

static QString titles(const RunState &run, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids) {
        const StepStatus *step = run.step(id);
        names << (step ? step->planned.title : id);
    }
    return names.join(QStringLiteral(", "));
}

QString stepSummary(const RunState &run, const StepStatus &status, Timestamp now)
{
    QStringList parts;
    QString state = lookOf(status.state).word;
    if (status.firstStarted) {
        const Timestamp until = status.ended.value_or(std::max(now, *status.firstStarted));
        state += tr(", %1").arg(clockText(std::chrono::floor<Seconds>(until - *status.firstStarted)));
    }
    parts << state;
    if (status.retryAt && status.state == StepState::Waiting)
        parts << tr("next attempt in %1")
                     .arg(clockText(std::chrono::ceil<Seconds>(std::max(*status.retryAt, now) - now)));
    if (!isFinal(status.state) && !status.firstStarted && !status.planned.after.isEmpty())
        parts << tr("after %1").arg(titles(run, status.planned.after));
    if (!status.by.isEmpty())
        parts << tr("by %1").arg(status.by);
    if (status.planned.critical)
        parts << tr("critical");
    return parts.join(QStringLiteral(" · "));
}

static QString automationWords(const StepStatus &status)
{
    if (status.planned.leftOut)
        return tr("not in the manifest");
    switch (status.planned.automation) {
    case Automation::Automated:
        return tr("Relight");
    case Automation::Manual:
        return tr("a person, ticked by hand");
    case Automation::NotAutomated:
        break;
    }
    return tr("a person: this version cannot do it");
}

QList<StepFact> stepFacts(const RunState &run, const StepStatus &status, const Step *step)
{
    const PlannedStep &planned = status.planned;
    QList<StepFact> facts;
    if (run.cluster)
        facts << StepFact{tr("Cluster"), QStringLiteral("%1, UID %2").arg(run.cluster->server, run.cluster->uid)};
    facts << StepFact{tr("Done by"), automationWords(status)};
    if (planned.high > Seconds{0})
        facts << StepFact{tr("Expected"),
            planned.low == planned.high ? clockText(planned.high)
                                        : tr("%1 to %2").arg(clockText(planned.low), clockText(planned.high))};
    if (step && !step->estimate.source.isEmpty())
        facts << StepFact{tr("Figure from"), step->estimate.source};
    facts << StepFact{tr("Time-out"), clockText(planned.timeout)};
    facts << StepFact{tr("Retries"),
        planned.retries == 0
            ? tr("none by itself")
            : tr("%1 by itself, first after %2").arg(planned.retries).arg(durationText(planned.retryDelay))};
    facts << StepFact{
        tr("If it fails"), planned.onFailure == FailurePolicy::Pause ? tr("the run pauses") : tr("the run goes on")};
    const QString prefix = planned.id + u'/';
    QStringList keys;
    for (auto fact = run.facts.cbegin(); fact != run.facts.cend(); ++fact) {
        if (fact.key().startsWith(prefix))
            keys << fact.key();
    }
    keys.sort();
    for (const QString &key : keys)
        facts << StepFact{key.mid(prefix.size()), run.facts.value(key)};
    return facts;
}

} // namespace relight
