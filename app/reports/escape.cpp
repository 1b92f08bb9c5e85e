#include "app/reports/escape.h"

namespace relight {

// Without control characters and those that turn the direction of the text around.
static QString harmless(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool turns = (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f;
        if (c == u'\n' || c == u'\t')
            result += c;
        else if (!turns && c.category() != QChar::Other_Control)
            result += c;
    }
    return result;
}

QString inMarkdown(const QString &text)
{
    QString result;
    const QString line = harmless(text).simplified();
    for (const QChar c : line) {
        if (c == u'<')
            result += QLatin1String("&lt;");
        else if (c == u'>')
            result += QLatin1String("&gt;");
        else if (c == u'&')
            result += QLatin1String("&amp;");
        else if (QStringView(u"\\`*_{}[]#|~!").contains(c))
            result += QStringLiteral("\\") + c;
        else
            result += c;
    }
    return result;
}

QString inHtml(const QString &text)
{
    return harmless(text).trimmed().toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
}

} // namespace relight
