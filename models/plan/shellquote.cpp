#include "models/plan/shellquote.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

bool isHarmless(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || u"_-./:@%+,"_s.contains(c);
}

} // namespace

QString shellQuoted(const QString &text)
{
    // "a=b" as a first word would be an assignment, "-var=a=b" never is.
    const bool option = text.startsWith(u'-');
    const auto bare = [&](QChar c) { return isHarmless(c) || (option && c == u'='); };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), bare))
        return text;
    QString inner = text;
    inner.remove(QChar(u'\0')); // no shell word can hold it
    return u'\'' + inner.replace(u"'"_s, u"'\\''"_s) + u'\'';
}

QString shellPath(const QString &path)
{
    return shellQuoted(path.startsWith(u'-') ? u"./"_s + path : path);
}

QString shellHomePath(const QString &path)
{
    if (path == u"~"_s)
        return u"\"$HOME\""_s;
    return path.startsWith(u"~/"_s) ? u"\"$HOME\"/"_s + shellQuoted(path.mid(2)) : shellPath(path);
}

QStringList shellComment(const QString &text)
{
    QStringList lines;
    for (QString line : text.split(u'\n')) {
        for (QChar &c : line) {
            if (!c.isPrint())
                c = u' ';
        }
        lines << (u"# "_s + line).trimmed();
    }
    while (lines.size() > 1 && lines.last() == u"#"_s)
        lines.removeLast();
    return lines;
}

} // namespace relight
