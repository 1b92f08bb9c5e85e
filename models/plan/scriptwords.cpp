#include "models/plan/scriptwords.h"

#include "models/plan/shellquote.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight {

QString jsonText(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

QString printedLines(const QStringList &lines)
{
    QStringList words;
    for (const QString &line : lines)
        words << shellQuoted(line);
    return u"printf '%s\\n' "_s + words.join(u" \\\n        "_s);
}

QString quotedNames(const QStringList &names)
{
    QStringList words;
    for (const QString &name : names)
        words << shellQuoted(name);
    return words.join(u' ');
}

QStringList byHandLines(const Step &step)
{
    QStringList lines;
    for (const QString &line : step.shell)
        lines += shellComment(line);
    const QString what = step.commands.isEmpty() ? step.title : step.commands.join(u"; "_s).remove(u"by hand: "_s);
    return lines << u"by_hand %1 %2"_s.arg(shellQuoted(step.id), shellQuoted(what));
}

} // namespace relight
