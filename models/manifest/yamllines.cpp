#include "models/manifest/yamllines.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

// After the closing quote; the text's end where there is none yet.
int afterQuoted(QStringView text, int from)
{
    const QChar quote = text[from];
    for (int i = from + 1; i < text.size(); ++i) {
        if (text[i] == u'\\' && quote == u'"')
            ++i;
        else if (text[i] == quote && quote == u'\'' && i + 1 < text.size() && text[i + 1] == quote)
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return int(text.size());
}

// Where a comment begins that ends a plain or flow value.
int commentAt(QStringView line, int from)
{
    for (int i = from; i < line.size(); ++i) {
        const bool begins = i == from || isSpace(line[i - 1]) || u"{[,:"_s.contains(line[i - 1]);
        if ((line[i] == u'"' || line[i] == u'\'') && begins)
            i = afterQuoted(line, i) - 1;
        else if (line[i] == u'#' && (i == 0 || isSpace(line[i - 1])))
            return i;
    }
    return int(line.size());
}

// The colon that ends a key which begins at `from`; -1: this is no key.
int colonAt(QStringView line, int from)
{
    if (from >= line.size() || u"{[#&*!|>%@"_s.contains(line[from]))
        return -1;
    int i = line[from] == u'"' || line[from] == u'\'' ? afterQuoted(line, from) : from;
    for (; i < line.size(); ++i) {
        if (line[i] == u':' && (i + 1 == line.size() || isSpace(line[i + 1])))
            return i;
        if (line[i] == u'#' && i > 0 && isSpace(line[i - 1]))
            return -1;
    }
    return -1;
}

QString bare(QStringView key)
{
    const QStringView cut = key.trimmed();
    const bool quoted = cut.size() >= 2 && (cut.front() == u'"' || cut.front() == u'\'') && cut.back() == cut.front();
    return (quoted ? cut.sliced(1, cut.size() - 2) : cut).toString();
}

YamlLine readLine(QStringView line)
{
    YamlLine read;
    int at = 0;
    while (at < line.size() && isSpace(line[at]))
        ++at;
    read.indent = at;
    if (at == line.size())
        return read;
    if (line[at] == u'#') {
        read.kind = YamlLine::Kind::Comment;
        return read;
    }
    read.kind = YamlLine::Kind::Item;
    while (at < line.size() && line[at] == u'-' && (at + 1 == line.size() || isSpace(line[at + 1]))) {
        read.dash = at++;
        while (at < line.size() && isSpace(line[at]))
            ++at;
    }
    read.valueAt = at;
    if (const int colon = colonAt(line, at); colon >= 0) {
        read.key = bare(line.sliced(at, colon - at));
        read.keyAt = at;
        read.valueAt = colon + 1;
        while (read.valueAt < line.size() && isSpace(line[read.valueAt]))
            ++read.valueAt;
    } else if (read.dash < 0) {
        read.kind = YamlLine::Kind::Text;
    }
    read.value = line.sliced(read.valueAt, commentAt(line, read.valueAt) - read.valueAt).trimmed().toString();
    return read;
}

bool beginsText(const QString &value)
{
    static const QRegularExpression header(u"^(&\\S+\\s+)?[|>][-+0-9]*$"_s);
    return header.match(value).hasMatch();
}

} // namespace

int openBrackets(QStringView text)
{
    int open = 0;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool begins = i == 0 || isSpace(text[i - 1]) || u"{[,:"_s.contains(text[i - 1]);
        if ((c == u'"' || c == u'\'') && begins)
            i = afterQuoted(text, i) - 1;
        else if (c == u'{' || c == u'[')
            ++open;
        else if (c == u'}' || c == u']')
            --open;
    }
    return open;
}

QList<YamlLine> readYamlLines(QStringView text)
{
    QList<YamlLine> lines;
    int block = -1;             // lines indented deeper than this column are text
    int opener = -1, depth = 0; // of the flow value that is open
    for (const QStringView line : text.split(u'\n')) {
        YamlLine read = readLine(line);
        const int number = int(lines.size());
        if (block >= 0 && read.kind != YamlLine::Kind::Blank && read.indent <= block)
            block = -1;
        if (block >= 0) {
            if (read.kind != YamlLine::Kind::Blank)
                read.kind = YamlLine::Kind::Text;
            lines.append(read);
            continue;
        }
        // A bracket that nobody closed does not swallow the keys below it.
        if (opener >= 0 && read.kind == YamlLine::Kind::Item && read.indent <= lines[opener].indent)
            opener = -1;
        if (opener >= 0) {
            if (read.kind != YamlLine::Kind::Blank && read.kind != YamlLine::Kind::Comment)
                read.kind = YamlLine::Kind::Flow;
            read.opener = opener;
            depth += openBrackets(line.first(commentAt(line, 0)));
            if (depth <= 0)
                opener = -1;
            lines.append(read);
            continue;
        }
        if (read.kind == YamlLine::Kind::Item && beginsText(read.value)) {
            block = read.column();
        } else if (read.kind == YamlLine::Kind::Item && (read.value.startsWith(u'{') || read.value.startsWith(u'['))) {
            depth = openBrackets(read.value);
            if (depth > 0)
                opener = number;
        }
        lines.append(read);
    }
    return lines;
}

} // namespace relight
