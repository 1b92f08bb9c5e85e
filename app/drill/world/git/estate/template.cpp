#include "app/drill/world/git/estate/template.h"

using namespace Qt::StringLiterals;

namespace relight::world {

QByteArray filled(const char *text, const Words &words)
{
    const QByteArrayView rest = *text == '\n' ? text + 1 : text;
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    QByteArray out;
    for (qsizetype i = 0; i < rest.size();) {
        qsizetype end = i + 1;
        while (rest[i] == '$' && end < rest.size() && isLetter(rest[end]))
            ++end;
        const auto word = words.find(QString::fromLatin1(rest.sliced(i + 1, end - i - 1)));
        if (end > i + 1 && word != words.end())
            out += word->toUtf8();
        else
            out += rest.sliced(i, end - i);
        i = end;
    }
    return out;
}

QString dnsLabel(const QString &text)
{
    QString label;
    for (const QChar c : text.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain || (!label.isEmpty() && !label.endsWith(u'-')))
            label += plain ? c : QChar(u'-');
    }
    label.truncate(50);
    while (label.endsWith(u'-'))
        label.chop(1);
    // A Service's name begins with a letter, and what YAML reads as another type than text would need quotes.
    static const QStringList typed{
        u"y"_s, u"n"_s, u"yes"_s, u"no"_s, u"on"_s, u"off"_s, u"true"_s, u"false"_s, u"null"_s};
    const bool usable = !label.isEmpty() && !label[0].isDigit() && !typed.contains(label);
    return usable ? label : u"x"_s + label;
}

} // namespace relight::world
