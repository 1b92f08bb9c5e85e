#include "models/plan/planjson.h"

#include "models/plan/checklist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QJsonValue secondsOf(const std::optional<Seconds> &duration)
{
    return duration ? QJsonValue(static_cast<qint64>(duration->count())) : QJsonValue(QJsonValue::Null);
}

QJsonObject rangeOf(Seconds low, Seconds high)
{
    return {{u"low"_s, static_cast<qint64>(low.count())}, {u"high"_s, static_cast<qint64>(high.count())}};
}

QJsonObject objectOf(const Step &step)
{
    return {{u"id"_s, step.id}, {u"title"_s, step.title}, {u"phase"_s, step.phase}, {u"kind"_s, stepKindId(step.kind)},
        {u"after"_s, QJsonArray::fromStringList(step.after)},
        {u"estimateSeconds"_s, rangeOf(step.estimate.low, step.estimate.high)}, {u"critical"_s, step.critical},
        {u"approve"_s, step.approve}, {u"automated"_s, step.automation == Automation::Automated},
        {u"commands"_s, QJsonArray::fromStringList(step.commands)}};
}

QString ownerOf(const Step &step)
{
    if (step.leftOut)
        return u"not in the manifest"_s;
    switch (step.automation) {
    case Automation::Automated:
        return step.approve ? u"Relight, after an approval"_s : u"Relight"_s;
    case Automation::Manual:
        return u"a person"_s;
    case Automation::NotAutomated:
        return u"a person (not automated yet)"_s;
    }
    return {};
}

// Titles come from the manifest: nothing in them may start a heading, a list or a link.
QString plainText(QString text)
{
    QString out;
    for (const QChar c : std::as_const(text)) {
        if (u"\\`*_[]<>#|"_s.contains(c))
            out += u'\\';
        out += c.isPrint() ? c : QChar(u' ');
    }
    return out;
}

QString lineOf(const QString &words, const Step &step)
{
    return u"- [ ] %1 — %2; %3\n"_s.arg(words, ownerOf(step), estimateText(step.estimate));
}

QString partsOf(const RecoveryPlan &plan, const ChecklistLine &line)
{
    QString text;
    QStringList own;
    for (const Step &step : plan.steps) {
        if (stepKindId(step.kind) != line.id)
            continue;
        if (step.id == line.id)
            return lineOf(line.words, step);
        text += u"  "_s + lineOf(plainText(step.title.startsWith(line.words) ? step.subject : step.title), step);
    }
    return u"- [ ] %1\n"_s.arg(line.words) + text;
}

} // namespace

QByteArray planToJson(const RecoveryPlan &plan, const QString &digest, const QString &digestCovers)
{
    QJsonArray steps;
    for (const Step &step : plan.steps)
        steps << objectOf(step);
    QJsonObject root{{u"format"_s, 1}, {u"name"_s, plan.name}, {u"digest"_s, digest},
        {u"objectives"_s, QJsonObject{{u"rtoSeconds"_s, secondsOf(plan.rto)}, {u"rpoSeconds"_s, secondsOf(plan.rpo)}}},
        {u"steps"_s, steps}, {u"criticalPathSeconds"_s, rangeOf(plan.criticalPath.low, plan.criticalPath.high)}};
    if (!digestCovers.isEmpty())
        root.insert(u"digestCovers"_s, digestCovers);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

QString checklistMarkdown(const RecoveryPlan &plan)
{
    QString text = u"# Recovery of %1\n\n## Before a disaster\n\n"_s.arg(
        plan.name.isEmpty() ? u"the cluster"_s : plainText(plan.name));
    for (const ChecklistLine &line : preDisasterChecklist())
        text += u"- [ ] %1\n"_s.arg(line.words);
    text += u"\n## During the recovery\n\n"_s;
    for (const ChecklistLine &line : recoveryChecklist())
        text += partsOf(plan, line);
    QString own;
    for (const Step &step : plan.steps) {
        if (step.kind == StepKind::Own)
            own += lineOf(plainText(step.title), step).chopped(1)
                + u"; after %1\n"_s.arg(step.after.isEmpty() ? u"nothing"_s : step.after.join(u", "_s));
    }
    if (!own.isEmpty())
        text += u"\n## %1\n\n"_s.arg(phaseWords(StepKind::Own)) + own;
    return text
        + u"\nLongest chain of steps: %1"_s.arg(estimateText({plan.criticalPath.low, plan.criticalPath.high, {}}))
        + (plan.rto ? u"; objective %1"_s.arg(durationText(*plan.rto)) : QString()) + u".\n"_s;
}

QString estimateText(const Estimate &estimate)
{
    if (estimate.high.count() == 0)
        return u"–"_s;
    if (estimate.low == estimate.high)
        return durationText(estimate.high);
    return durationText(estimate.low) + u'–' + durationText(estimate.high);
}

} // namespace relight
