#include "models/manifest/edits.h"

#include "models/manifest/yamllines.h"
#include "models/manifest/yamlnode.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Refused = std::unexpected<QString>;

Refused inTheText(const QString &why)
{
    return Refused(u"%1; change it in the text"_s.arg(why));
}

struct Document
{
    QString text;
    YamlNodePtr root;
    QList<qsizetype> starts; // of each line

    explicit Document(const QString &whole)
        : text(whole)
    {
        starts.append(0);
        for (qsizetype i = whole.indexOf(u'\n'); i >= 0; i = whole.indexOf(u'\n', i + 1))
            starts.append(i + 1);
    }
    qsizetype offset(SourcePosition at) const { return starts.value(at.line - 1, text.size()) + at.column - 1; }
    qsizetype lineEnd(qsizetype from) const
    {
        const qsizetype end = text.indexOf(u'\n', from);
        return end < 0 ? text.size() : end;
    }
};

const YamlEntry *entryOf(const YamlNode &map, const QString &key)
{
    if (map.kind != YamlNode::Kind::Map)
        return nullptr;
    const auto found = std::ranges::find(map.entries, key, &YamlEntry::key);
    return found == map.entries.cend() ? nullptr : &*found;
}

// Equal but for what stands at the path.
bool sameBut(const YamlNode &a, const YamlNode &b, const QStringList &path, qsizetype step = 0)
{
    if (step == path.size())
        return true;
    if (a.kind != b.kind && step < 0)
        return false;
    const auto rest = [&](const YamlNode &node) {
        QList<const YamlEntry *> entries;
        for (const YamlEntry &entry : node.entries) {
            if (step < 0 || entry.key != path[step])
                entries.append(&entry);
        }
        return entries;
    };
    if (a.text != b.text || a.items.size() != b.items.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!sameBut(*a.items[i], *b.items[i], path, -1))
            return false;
    }
    const auto as = rest(a), bs = rest(b);
    if (as.size() != bs.size())
        return false;
    for (qsizetype i = 0; i < as.size(); ++i) {
        if (as[i]->key != bs[i]->key || !sameBut(*as[i]->value, *bs[i]->value, path, -1))
            return false;
    }
    if (step < 0)
        return true;
    const YamlEntry *one = entryOf(a, path[step]), *other = entryOf(b, path[step]);
    static const YamlNode nothing;
    return (!one && !other) || sameBut(one ? *one->value : nothing, other ? *other->value : nothing, path, step + 1);
}

QString written(const QString &value, QChar quote)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9/.][A-Za-z0-9_./:@+=~-]*( [A-Za-z0-9_./@+=~-]+)*$"_s);
    static const QRegularExpression other(
        u"^(true|false|yes|no|on|off|null|[0-9.+-]+)$"_s, QRegularExpression::CaseInsensitiveOption);
    if (quote == u'\'')
        return u'\'' + QString(value).replace(u'\'', u"''"_s) + u'\'';
    if (quote.isNull() && plain.match(value).hasMatch() && !value.endsWith(u':') && !other.match(value).hasMatch())
        return value;
    return u'"' + QString(value).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

// The end of a scalar that begins at `from`; -1: it goes on over lines.
qsizetype endOfScalar(const Document &document, qsizetype from, const QString &value)
{
    const QString &text = document.text;
    const qsizetype end = document.lineEnd(from);
    const QChar quote = text[from];
    if (quote == u'|' || quote == u'>')
        return -1;
    if (quote == u'"' || quote == u'\'') {
        for (qsizetype i = from + 1; i < end; ++i) {
            if (text[i] == u'\\' && quote == u'"')
                ++i;
            else if (text[i] == quote && quote == u'\'' && i + 1 < end && text[i + 1] == quote)
                ++i;
            else if (text[i] == quote)
                return i + 1;
        }
        return -1;
    }
    return text.sliced(from, end - from).startsWith(value) ? from + value.size() : -1;
}

// Just before the bracket that closes the flow map which opens at `from`; -1: there is none.
qsizetype endOfFlow(const Document &document, qsizetype from)
{
    for (qsizetype end = document.text.indexOf(u'}', from); end >= 0; end = document.text.indexOf(u'}', end + 1)) {
        if (openBrackets(QStringView(document.text).sliced(from, end + 1 - from)) == 0)
            return end;
    }
    return -1;
}

bool isFlow(const Document &document, const YamlNode &map)
{
    return document.text.sliced(document.offset(map.at)).startsWith(u'{');
}

// "a:\n  b:\n    c: 1" or "a: { b: { c: 1 } }".
QString nested(const QStringList &keys, const QString &value, bool flow, qsizetype indent)
{
    QString text;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const bool last = i + 1 == keys.size();
        if (i > 0)
            text += flow ? u" { "_s : u'\n' + QString(indent + 2 * i, u' ');
        text += keys[i] + (last ? u": "_s + value : u":"_s);
    }
    for (qsizetype i = 1; flow && i < keys.size(); ++i)
        text += u" }"_s;
    return text;
}

// Behind the last line that belongs to keys in this column, comments that are indented as deep too.
std::expected<TextEdit, QString> afterBlock(
    const Document &document, const YamlNode &map, const QStringList &missing, const QString &value)
{
    const int column = map.entries.front().keyAt.column - 1;
    const QList<YamlLine> lines = readYamlLines(document.text);
    int last = map.entries.front().keyAt.line - 1;
    for (int i = last + 1; i < lines.size(); ++i) {
        const YamlLine &line = lines[i];
        if (line.kind == YamlLine::Kind::Blank || (line.kind == YamlLine::Kind::Comment && line.indent <= column))
            continue;
        if (line.indent < column && line.kind != YamlLine::Kind::Flow)
            break;
        last = i;
    }
    const qsizetype end = document.lineEnd(document.starts[last]);
    return TextEdit{end, 0, u'\n' + QString(column, u' ') + nested(missing, value, false, column)};
}

std::expected<TextEdit, QString> inserted(
    const Document &document, const YamlNode &map, const QStringList &missing, const QString &value)
{
    if (isFlow(document, map)) {
        qsizetype end = endOfFlow(document, document.offset(map.at));
        if (end < 0)
            return inTheText(u"the { of this map is not closed as usual"_s);
        const bool empty = map.entries.empty();
        qsizetype from = end;
        while (from > 0 && document.text[from - 1].isSpace())
            --from;
        return TextEdit{from, end - from,
            (empty                                    ? u" "_s
                    : document.text[from - 1] == u',' ? u" "_s
                                                      : u", "_s)
                + nested(missing, value, true, 0) + u' '};
    }
    if (map.entries.empty())
        return inTheText(u"this map has no keys yet"_s);
    return afterBlock(document, map, missing, value);
}

std::expected<TextEdit, QString> removed(const Document &document, const YamlNode &map, const YamlEntry &entry)
{
    qsizetype from = document.offset(entry.keyAt);
    const qsizetype value = document.offset(entry.value->at);
    qsizetype end = entry.value->kind == YamlNode::Kind::Null ? document.lineEnd(from)
                                                              : endOfScalar(document, value, entry.value->text);
    if (end < 0)
        return inTheText(u"this value goes over several lines"_s);
    const QString &text = document.text;
    if (!isFlow(document, map)) {
        const qsizetype line = document.starts[entry.keyAt.line - 1];
        if (!text.sliced(line, from - line).trimmed().isEmpty())
            return inTheText(u"this key begins a list item"_s);
        return TextEdit{line, std::min(document.lineEnd(end) + 1, text.size()) - line, {}};
    }
    while (end < text.size() && text[end].isSpace())
        ++end;
    if (text[end] == u',') {
        ++end;
        while (end < text.size() && text[end] == u' ')
            ++end;
    } else {
        end = document.offset(entry.value->at) + entry.value->text.size() + (entry.value->quoted ? 2 : 0);
        while (from > 0 && (text[from - 1].isSpace() || text[from - 1] == u','))
            --from;
    }
    return TextEdit{from, end - from, {}};
}

std::expected<TextEdit, QString> plan(const Document &document, const QStringList &path, const QString &value)
{
    const YamlNode *map = document.root.get();
    for (qsizetype step = 0; step < path.size(); ++step) {
        const bool last = step + 1 == path.size();
        const YamlEntry *entry = entryOf(*map, path[step]);
        if (map->kind != YamlNode::Kind::Map)
            return inTheText(u"\"%1\" is no map of keys"_s.arg(step > 0 ? path[step - 1] : QString()));
        if (!entry && value.isEmpty())
            return TextEdit{}; // not there, and not wanted
        if (!entry)
            return inserted(document, *map, path.sliced(step), written(value, {}));
        const YamlNode &node = *entry->value;
        if (last && value.isEmpty())
            return removed(document, *map, *entry);
        if (node.kind == YamlNode::Kind::Null) {
            const qsizetype key = document.offset(entry->keyAt);
            const qsizetype colon = document.text.indexOf(u':', key);
            if (colon < 0 || colon >= document.lineEnd(key))
                return inTheText(u"this key is written in another way than usual"_s);
            if (last)
                return TextEdit{colon + 1, 0, u' ' + written(value, {})};
            const int column = entry->keyAt.column + 1;
            return TextEdit{document.lineEnd(key), 0,
                u'\n' + QString(column, u' ') + nested(path.sliced(step + 1), written(value, {}), false, column)};
        }
        if (last) {
            if (node.kind != YamlNode::Kind::Scalar)
                return inTheText(u"\"%1\" holds more than one value"_s.arg(path[step]));
            const qsizetype from = document.offset(node.at);
            const qsizetype end = endOfScalar(document, from, node.text);
            if (end < 0)
                return inTheText(u"this value goes over several lines"_s);
            const QChar quote = document.text[from];
            const bool quoted = quote == u'"' || quote == u'\'';
            return TextEdit{from, end - from, written(value, quoted ? quote : QChar())};
        }
        map = &node;
    }
    return TextEdit{};
}

} // namespace

std::optional<QString> scalarAt(const QString &text, const QStringList &path)
{
    const auto tree = loadYaml(text.toUtf8());
    if (!tree)
        return std::nullopt;
    const YamlNode *node = tree->get();
    for (const QString &key : path) {
        const YamlEntry *entry = entryOf(*node, key);
        if (!entry)
            return std::nullopt;
        node = entry->value.get();
    }
    return node->kind == YamlNode::Kind::Scalar ? std::optional(node->text) : std::nullopt;
}

std::expected<TextEdit, QString> setScalar(const QString &text, const QStringList &path, const QString &value)
{
    Document document(text);
    const auto before = loadYaml(text.toUtf8());
    if (!before)
        return inTheText(u"the text is not YAML at the moment"_s);
    document.root = *before;
    const auto edit = plan(document, path, value.trimmed());
    if (!edit)
        return edit;
    const QString changed = QString(text).replace(edit->at, edit->length, edit->text);
    const auto after = loadYaml(changed.toUtf8());
    const bool arrived = after && scalarAt(changed, path).value_or(QString()) == value.trimmed();
    if (!arrived || !sameBut(**before, **after, path))
        return inTheText(u"this place is written in a way that the form cannot change by itself"_s);
    return edit;
}

std::expected<TextEdit, QString> addKey(const QString &text, const QStringList &path)
{
    Document document(text);
    const auto before = loadYaml(text.toUtf8());
    if (!before)
        return inTheText(u"the text is not YAML at the moment"_s);
    document.root = *before;
    const YamlNode *map = document.root.get();
    qsizetype step = 0;
    for (const YamlEntry *entry; step < path.size() && (entry = entryOf(*map, path[step])); ++step)
        map = entry->value.get();
    if (step == path.size())
        return Refused(u"the key is there already"_s);
    if (map->kind != YamlNode::Kind::Map)
        return inTheText(u"\"%1\" is no map of keys"_s.arg(step > 0 ? path[step - 1] : QString()));
    const auto edit = inserted(document, *map, path.sliced(step), {});
    if (!edit)
        return edit;
    const auto after = loadYaml(QString(text).replace(edit->at, edit->length, edit->text).toUtf8());
    const YamlNode *added = after ? after->get() : nullptr;
    for (const QString &key : path) {
        const YamlEntry *entry = added ? entryOf(*added, key) : nullptr;
        added = entry ? entry->value.get() : nullptr;
    }
    if (!added || added->kind != YamlNode::Kind::Null || !sameBut(**before, **after, path))
        return inTheText(u"this place is written in a way that cannot be changed by itself"_s);
    return edit;
}

} // namespace relight
