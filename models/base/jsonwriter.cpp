#include "models/base/jsonwriter.h"

namespace relight {

static void appendEscaped(QByteArray &out, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out.append("\\\"");
        return;
    case '\\':
        out.append("\\\\");
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        out.append("\\u00");
        out.append(hex[c >> 4]);
        out.append(hex[c & 15]);
    }
}

void appendJsonString(QByteArray &out, QStringView text)
{
    out.append('"');
    const QByteArray utf8 = text.toUtf8();
    qsizetype begin = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8.constData() + begin, i - begin);
        begin = i + 1;
        appendEscaped(out, c);
    }
    out.append(utf8.constData() + begin, utf8.size() - begin);
    out.append('"');
}

} // namespace relight
