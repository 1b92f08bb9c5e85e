#include "models/plan/scriptcommand.h"

#include "models/plan/shellquote.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QStringList body(const ScriptCommand &command, ScriptSecrets &secrets, const QString &output)
{
    QStringList lines{u"RELIGHT_RUN=script"_s, u"RELIGHT_STEP="_s + shellQuoted(command.stepId),
        u"export RELIGHT_RUN RELIGHT_STEP"_s};
    if (!command.backupLocation.isEmpty())
        lines << u"RELIGHT_BACKUP_LOCATION="_s + shellQuoted(command.backupLocation)
              << u"export RELIGHT_BACKUP_LOCATION"_s;
    for (const QString &setting : command.settings)
        lines << setting << u"export "_s + setting.section(u'=', 0, 0);
    lines += secrets.exports(command.environment);
    return lines << u"sh -c %1 >%2 </dev/null"_s.arg(shellQuoted(command.text), output);
}

} // namespace

QStringList scriptCommand(const ScriptCommand &command, ScriptSecrets &secrets)
{
    return QStringList{u"("_s} + indented(body(command, secrets, u"&2"_s)) + QStringList{u")"_s};
}

QStringList scriptFunction(
    const QString &name, const ScriptCommand &command, ScriptSecrets &secrets, const QString &output)
{
    return QStringList{name + u"() ("_s} + indented(body(command, secrets, output)) + QStringList{u")"_s};
}

QStringList indented(const QStringList &lines)
{
    QStringList out;
    for (const QString &line : lines)
        out << (line.isEmpty() ? line : u"    "_s + line);
    return out;
}

} // namespace relight
