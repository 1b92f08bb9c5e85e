#include "app/session/manifesttext.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace relight {

static const QByteArray mark = QByteArrayLiteral("\xef\xbb\xbf");

static QString say(const char *text)
{
    return QCoreApplication::translate("relight::ManifestText", text);
}

// Qt's text documents take these for the end of a paragraph or a frame, and cannot give them back.
static bool holdsForeignBreaks(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) {
        return c == QChar::ParagraphSeparator || c == QChar(0xfdd0) || c == QChar(0xfdd1) || c == QChar(u'\0');
    });
}

ManifestText manifestText(const QByteArray &bytes)
{
    ManifestText made;
    made.byteOrderMark = bytes.startsWith(mark);
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    made.text = decode(made.byteOrderMark ? bytes.sliced(mark.size()) : bytes);
    if (decode.hasError())
        made.locked = say("The file is not UTF-8, and saving would change what cannot be shown: convert it first, for "
                          "example with iconv -f latin1 -t utf-8");
    else if (bytes.size() > 4 * 1024 * 1024)
        made.locked = say("The file is larger than 4 MiB, more than a recovery manifest may be");
    else if (holdsForeignBreaks(made.text))
        made.locked = say("The file holds characters that this editor cannot keep (NUL, U+2029): remove them first");
    const qsizetype all = made.text.count(u'\n'), windows = made.text.count(QStringLiteral("\r\n"));
    const qsizetype bare = made.text.count(u'\r') - windows;
    if (windows > 0 && windows == all && bare == 0)
        made.lineEnd = QStringLiteral("\r\n");
    else if (windows > 0 || bare > 0)
        made.note = say("The lines of this file end in different ways; saving ends all of them with LF");
    made.text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    return made;
}

QByteArray manifestBytes(const QString &text, const ManifestText &origin)
{
    QString written = text;
    if (origin.lineEnd != u"\n")
        written.replace(u'\n', origin.lineEnd);
    return (origin.byteOrderMark ? mark : QByteArray()) + written.toUtf8();
}

} // namespace relight
