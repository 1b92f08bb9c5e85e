#include "models/manifest/place.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

const QString item = u"[]"_s;

// The keys and list items above a column, from the root on.
QStringList pathAbove(const QList<YamlLine> &lines, int line, int limit, bool equal)
{
    QStringList path;
    for (int i = line - 1; i >= 0; --i) {
        const YamlLine &above = lines[i];
        if (above.kind != YamlLine::Kind::Item)
            continue;
        if (above.hasKey() && (above.keyAt < limit || (equal && above.keyAt == limit && above.dash < 0))) {
            path.prepend(above.key);
            limit = above.keyAt;
            equal = false;
        }
        if (above.dash >= 0 && above.dash < limit && !(equal && above.dash == limit)) {
            path.prepend(item);
            limit = above.dash;
            equal = true; // a list may stand as far left as the key that has it
        }
    }
    return path;
}

QStringList keysBeside(const QList<YamlLine> &lines, int line, int column)
{
    QStringList keys;
    const auto take = [&](const YamlLine &other) {
        if (other.hasKey() && other.keyAt == column)
            keys.append(other.key);
    };
    for (int i = line - 1; i >= 0 && !(lines[line].dash >= 0 && lines[line].dash < column); --i) {
        if (lines[i].kind != YamlLine::Kind::Item)
            continue;
        if (lines[i].column() < column)
            break;
        take(lines[i]);
        if (lines[i].dash >= 0 && lines[i].dash < column)
            break; // the first line of this item
    }
    for (int i = line + 1; i < lines.size(); ++i) {
        if (lines[i].kind != YamlLine::Kind::Item)
            continue;
        if (lines[i].column() < column || (lines[i].dash >= 0 && lines[i].dash < column))
            break;
        take(lines[i]);
    }
    return keys;
}

bool isWordEnd(QChar c)
{
    return c == u' ' || c == u'\t' || c == u',' || c == u'{' || c == u'}' || c == u'[' || c == u']';
}

// What is open in a flow value before the caret.
struct Flow
{
    struct Open
    {
        bool map = false;
        QString key; // of the value that is being written
        bool atValue = false;
        QStringList keys;
    };
    QList<Open> open;
    qsizetype word = 0; // where the last word begins
};

Flow readFlow(QStringView text)
{
    Flow flow;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"' || c == u'\'') {
            const qsizetype end = text.indexOf(c, i + 1);
            i = end < 0 ? text.size() : end;
        } else if (c == u'{' || c == u'[') {
            flow.open.append({.map = c == u'{'});
            flow.word = i + 1;
        } else if (c == u'}' || c == u']') {
            if (!flow.open.isEmpty())
                flow.open.removeLast();
            flow.word = i + 1;
        } else if (c == u',' && !flow.open.isEmpty()) {
            flow.open.last().atValue = false;
            flow.word = i + 1;
        } else if (c == u':' && !flow.open.isEmpty() && flow.open.last().map && !flow.open.last().atValue
            && (i + 1 == text.size() || text[i + 1].isSpace())) {
            Flow::Open &map = flow.open.last();
            map.key = text.sliced(flow.word, i - flow.word).trimmed().toString();
            map.keys.append(map.key);
            map.atValue = true;
            flow.word = i + 1;
        }
    }
    while (flow.word < text.size() && text[flow.word].isSpace())
        ++flow.word;
    return flow;
}

} // namespace

ManifestPlace placeAt(QStringView text, int line, int column)
{
    ManifestPlace place;
    const QList<YamlLine> lines = readYamlLines(text);
    const QList<QStringView> raw = text.split(u'\n');
    if (line < 0 || line >= lines.size())
        return place;
    const YamlLine &here = lines[line];
    const QStringView all = raw[line];
    column = std::clamp(column, 0, int(all.size()));
    const QStringView before = all.first(column);
    if (here.kind == YamlLine::Kind::Comment || before.contains(u" #"))
        return place;
    place.to = column;
    while (place.to < all.size() && !isWordEnd(all[place.to]) && all[place.to] != u':')
        ++place.to;
    const auto word = [&](qsizetype from) {
        place.from = int(std::min<qsizetype>(from, column));
        place.written = all.sliced(place.from, column - place.from).toString();
    };

    // In a { } or [ ] that began on this line or an earlier one.
    const int opener = here.opener >= 0 ? here.opener : line;
    const YamlLine &first = lines[opener];
    const bool flows
        = (first.value.startsWith(u'{') || first.value.startsWith(u'[')) && (opener < line || column > first.valueAt);
    if (flows) {
        QString written = raw[opener].sliced(first.valueAt).toString();
        if (opener == line)
            written = before.sliced(first.valueAt).toString();
        for (int i = opener + 1; i <= line; ++i)
            written += u'\n' + (i == line ? before : raw[i]).toString();
        const Flow flow = readFlow(written);
        if (flow.open.isEmpty())
            return place;
        place.path = pathAbove(lines, opener, first.dash >= 0 ? first.dash : first.column(), first.dash >= 0);
        if (first.dash >= 0)
            place.path.append(item);
        if (first.hasKey())
            place.path.append(first.key);
        for (qsizetype i = 0; i < flow.open.size(); ++i) {
            const Flow::Open &open = flow.open[i];
            if (!open.map)
                place.path.append(item);
            else if (open.atValue)
                place.path.append(open.key);
        }
        const Flow::Open &last = flow.open.last();
        place.at = last.map && !last.atValue ? ManifestPlace::At::Key : ManifestPlace::At::Value;
        if (place.at == ManifestPlace::At::Key)
            place.present = last.keys;
        word(column - (written.size() - flow.word));
        return place;
    }
    if (here.kind == YamlLine::Kind::Text && (line == 0 || here.hasKey()))
        return place;
    if (here.kind
        == YamlLine::Kind::Text) { // a word without its colon yet; a block of text has deeper lines than a key
        for (int i = line - 1; i >= 0; --i) {
            if (lines[i].kind == YamlLine::Kind::Item) {
                if (lines[i].value.startsWith(u'|') || lines[i].value.startsWith(u'>')) {
                    if (here.indent > lines[i].column())
                        return place;
                }
                break;
            }
        }
    }
    const int stands = here.kind == YamlLine::Kind::Blank ? column : here.column();
    const int edge = here.dash >= 0 ? here.dash : stands;
    place.path = pathAbove(lines, line, edge, here.dash >= 0);
    if (here.dash >= 0)
        place.path.append(item);
    if (here.hasKey() && (column > here.valueAt || (column == here.valueAt && before.endsWith(u' ')))) {
        place.path.append(here.key);
        place.at = ManifestPlace::At::Value;
        word(here.valueAt);
    } else {
        const int from = here.kind == YamlLine::Kind::Blank ? column : here.hasKey() ? here.keyAt : here.valueAt;
        if (here.kind != YamlLine::Kind::Blank && column < from)
            return place;
        place.at = ManifestPlace::At::Key;
        place.present = keysBeside(lines, line, here.hasKey() ? here.keyAt : here.dash >= 0 ? here.valueAt : stands);
        word(here.kind == YamlLine::Kind::Text ? here.indent : from);
    }
    return place;
}

} // namespace relight
