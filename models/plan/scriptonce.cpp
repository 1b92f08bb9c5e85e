#include "models/plan/scriptonce.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/scriptwords.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// What somebody else may have begun to write to is looked at before anything is written down.
QStringList onceLines(const Step &step, const QStringList &before, const QStringList &work)
{
    const QString mark = u"mark %1 %2 "_s.arg(shellQuoted(step.id), shellQuoted(jsonText(step.subject)));
    QStringList inside = before;
    if (step.automation == Automation::Automated)
        inside << mark + u"started"_s << u"guard"_s;
    inside += work;
    inside << mark + u"finished"_s;
    return QStringList{u"if once %1; then"_s.arg(shellQuoted(step.id))} + indented(inside) + QStringList{u"fi"_s};
}

QStringList recordLines(const TrafficItem &item, const Step &step, const QStringList &work)
{
    const QString patience = QString::number(step.timeout.count());
    QStringList lines{u"have getent"_s};
    if (item.recordService.isEmpty())
        lines << u"expected="_s + shellQuoted(item.recordValue);
    else
        lines << u"wait_for %1 %2 service_address %3 %4"_s.arg(patience,
            shellQuoted(u"the address of Service "_s + item.recordService),
            shellQuoted(item.recordService.section(u'/', 0, 0)), shellQuoted(item.recordService.section(u'/', 1)));
    const QString resolves = u"resolves_to %1 \"$expected\""_s.arg(shellQuoted(item.recordName));
    return lines + QStringList{u"if %1; then"_s.arg(resolves), u"    note \"it says $expected already\""_s, u"else"_s}
    + indented(QStringList{u"guard"_s} + work
        + QStringList{u"wait_for %1 %2 %3"_s.arg(
            patience, shellQuoted(u"the new value of "_s + item.recordName), resolves)})
        + QStringList{u"fi"_s};
}

} // namespace

QStringList scriptOnceKeys(const QList<Step> &order)
{
    QStringList lines{u"once_key() { # ID: the annotation that says whether it was done"_s, u"    case $1 in"_s};
    for (const Step &step : order) {
        if (!step.leftOut && (step.kind == StepKind::RestoreData || step.kind == StepKind::UpdateDns))
            lines << u"    %1) echo %2 ;;"_s.arg(shellQuoted(step.id), onceAnnotation(step.id));
    }
    return lines << u"    *) fail \"$1 is no restore and no switch\" ;;"_s << u"    esac"_s << u"}"_s;
}

QStringList scriptRestore(const Step &step, const ScriptParts &parts)
{
    const DataItem &item = *dataOf(parts.manifest, step);
    QStringList lines;
    if (item.needs && !item.needs->isEmpty())
        lines << u"wait_for %1 %2 all_healthy %3"_s.arg(QString::number(step.timeout.count()),
            shellQuoted(u"Healthy of "_s + item.needs->join(u", "_s)), quotedNames(*item.needs));
    QStringList before;
    for (const QString &name : item.holds)
        before << u"still_held "_s + shellQuoted(name);
    if (step.automation != Automation::Automated)
        return lines + onceLines(step, before, byHandLines(step));
    const SecretEnvironment environment = commandEnvironment(parts.manifest, step, item.environment);
    QStringList work
        = scriptCommand({step.id, item.restoreCommand, environment, item.backupLocation, {}}, parts.secrets);
    if (!item.verifyCommand.isEmpty())
        work += scriptCommand({step.id, item.verifyCommand, environment, item.backupLocation, {}}, parts.secrets);
    return lines + onceLines(step, before, work);
}

QStringList scriptSwitch(const Step &step, const ScriptParts &parts)
{
    const TrafficItem &item = *trafficOf(parts.manifest, step);
    ScriptCommand command{step.id, item.command, commandEnvironment(parts.manifest, step, item.environment), {}, {}};
    QStringList shown;
    if (!step.approve) { // else both were shown before the question
        shown << u"note "_s + shellQuoted(item.command);
        if (!item.undoCommand.isEmpty())
            shown << u"note "_s + shellQuoted(u"to go back: "_s + item.undoCommand);
    }
    if (item.recordName.isEmpty())
        return onceLines(step, shown, scriptCommand(command, parts.secrets));
    command.settings = {u"RELIGHT_RECORD="_s + shellQuoted(item.recordName), u"RELIGHT_RECORD_VALUE=$expected"_s};
    return recordLines(item, step, shown + scriptCommand(command, parts.secrets));
}

QStringList scriptReleases(const Step &step, const ScriptParts &parts)
{
    QStringList names;
    for (const HeldApplication &held : scriptHolds(parts)) {
        if (held.restores.last() == step.id)
            names << held.name;
    }
    if (names.isEmpty())
        return {};
    QStringList lines{u"# However it ended: what no later restore holds may sync now."_s};
    for (const QString &name : std::as_const(names))
        lines << u"release "_s + shellQuoted(name);
    return lines << u"wait_for %1 'Synced and Healthy of what was held' all_converged %2"_s.arg(
               QString::number(step.timeout.count()), quotedNames(names));
}

} // namespace relight
