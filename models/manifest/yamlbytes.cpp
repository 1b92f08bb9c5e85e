#include "models/manifest/yamlbytes.h"

#include <QStringDecoder>
#include <QUtf8StringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

SourcePosition placeOf(const QByteArray &bytes, qsizetype offset)
{
    const qsizetype lineStart = offset == 0 ? 0 : bytes.lastIndexOf('\n', offset - 1) + 1;
    const int line = int(std::count(bytes.cbegin(), bytes.cbegin() + offset, '\n')) + 1;
    return {line, int(QString::fromUtf8(bytes.mid(lineStart, offset - lineStart)).size()) + 1};
}

bool isForbidden(char byte)
{
    return (static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7f;
}

qsizetype firstBrokenSequence(const QByteArray &bytes)
{
    qsizetype start = 0;
    for (qsizetype end = bytes.indexOf('\n'); start < bytes.size(); end = bytes.indexOf('\n', start)) {
        const qsizetype stop = end < 0 ? bytes.size() : end + 1;
        const QByteArrayView line = QByteArrayView(bytes).sliced(start, stop - start);
        if (!QUtf8StringView(line).isValidUtf8()) {
            QStringDecoder bytewise(QStringDecoder::Utf8);
            for (qsizetype i = 0; i < line.size(); ++i) {
                [[maybe_unused]] const QString decoded = bytewise(line.sliced(i, 1));
                if (bytewise.hasError())
                    return start + i;
            }
            return stop - 1;
        }
        start = stop;
    }
    return -1;
}

} // namespace

std::optional<Diagnostic> refuseBytes(const QByteArray &bytes, qint64 maximum)
{
    const auto refuse
        = [](SourcePosition at, const QString &message) { return Diagnostic{Severity::Error, at, {}, message}; };
    if (bytes.size() > maximum) {
        return refuse({1, 1},
            u"the file has %1 bytes, a recovery manifest has at most %2 (4 MiB): is this the right file?"_s
                .arg(bytes.size())
                .arg(maximum));
    }
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return refuse({1, 1}, u"the file is UTF-16: save it as UTF-8"_s);
    const auto bad = std::find_if(bytes.cbegin(), bytes.cend(), isForbidden);
    if (bad != bytes.cend()) {
        const QString name
            = *bad == '\0' ? u"a NUL byte"_s : u"the control character 0x%1"_s.arg(int(*bad), 2, 16, QLatin1Char('0'));
        return refuse(
            placeOf(bytes, bad - bytes.cbegin()), u"found %1, which YAML does not allow: remove it"_s.arg(name));
    }
    if (const qsizetype broken = firstBrokenSequence(bytes); broken >= 0)
        return refuse(placeOf(bytes, broken), u"these bytes are not UTF-8: save the file as UTF-8"_s);
    return std::nullopt;
}

ColumnMap::ColumnMap(const QByteArray &bytes)
{
    if (std::all_of(bytes.cbegin(), bytes.cend(), [](char c) { return static_cast<signed char>(c) >= 0; }))
        return;
    m_columns.reserve(std::size_t(bytes.size()) + 1);
    quint32 column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        m_columns.push_back(column);
        if (byte == '\n')
            column = 0;
        else if (byte >= 0xf0)
            column += 2; // outside the basic plane: a surrogate pair
        else if (byte < 0x80 || byte >= 0xc0)
            column += 1;
    }
    m_columns.push_back(column);
}

SourcePosition ColumnMap::position(int line, int column, int offset) const
{
    if (line < 0 || column < 0)
        return {1, 1};
    if (offset >= 0 && std::size_t(offset) < m_columns.size())
        return {line + 1, int(m_columns[std::size_t(offset)]) + 1};
    return {line + 1, column + 1};
}

} // namespace relight
