#include "models/manifest/remedy.h"

#include "models/manifest/yamlnode.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Refused = std::unexpected<QString>;

Refused otherText()
{
    return Refused(u"the text is another one there by now; change it in the text"_s);
}

// Of the keys or the values at a place. Two or more: an anchor is used in several places.
QStringList wordsAt(const YamlNode &node, SourcePosition at, bool keys)
{
    QStringList words;
    if (!keys && node.kind == YamlNode::Kind::Scalar && node.at == at)
        words << node.text;
    for (const YamlEntry &entry : node.entries) {
        if (keys && entry.keyAt == at)
            words << entry.key;
        words << wordsAt(*entry.value, at, keys);
    }
    for (const YamlNodePtr &item : node.items)
        words << wordsAt(*item, at, keys);
    return words;
}

// Equal but for the word that stands at the place now.
bool sameButWord(const YamlNode &a, const YamlNode &b, SourcePosition at, const QString &word, bool keys)
{
    const bool here = !keys && a.kind == YamlNode::Kind::Scalar && a.at == at;
    if (a.kind != b.kind || b.text != (here ? word : a.text) || a.items.size() != b.items.size()
        || a.entries.size() != b.entries.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!sameButWord(*a.items[i], *b.items[i], at, word, keys))
            return false;
    }
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        const YamlEntry &one = a.entries[i], &other = b.entries[i];
        if (other.key != (keys && one.keyAt == at ? word : one.key)
            || !sameButWord(*one.value, *other.value, at, word, keys))
            return false;
    }
    return true;
}

qsizetype offsetOf(const QString &text, SourcePosition at)
{
    qsizetype start = 0;
    for (int line = 1; line < at.line && start >= 0; ++line)
        start = text.indexOf(u'\n', start) + 1;
    return start + at.column - 1;
}

std::expected<Mended, QString> withWord(const QString &text, SourcePosition at, const QString &word, bool keys)
{
    const auto before = loadYaml(text.toUtf8());
    if (!before)
        return Refused(u"the text is not YAML at the moment; change it in the text"_s);
    const QStringList written = wordsAt(**before, at, keys);
    if (written.isEmpty())
        return otherText();
    if (written.size() > 1)
        return Refused(u"this stands in several places by an anchor; change it in the text"_s);
    qsizetype from = offsetOf(text, at);
    if (from < text.size() && (text[from] == u'"' || text[from] == u'\''))
        ++from;
    if (!QStringView(text).sliced(std::min(from, text.size())).startsWith(written.first()))
        return Refused(u"this is written in a way that cannot be changed by itself; change it in the text"_s);
    const TextEdit edit{from, written.first().size(), word};
    const auto after = loadYaml(QString(text).replace(edit.at, edit.length, edit.text).toUtf8());
    if (!after || !sameButWord(**before, **after, at, word, keys))
        return Refused(u"this would change more than this word; change it in the text"_s);
    return Mended{edit, from + word.size()};
}

std::expected<Mended, QString> withKey(const QString &text, const Diagnostic &diagnostic, const ManifestSchema &schema)
{
    QStringList path = diagnostic.path.split(u'.');
    // A map that is missing gets the key that it cannot do without.
    for (;;) {
        const QString last = path.takeLast();
        const QList<SchemaKey> beside = schema.keysAt(path);
        path.append(last);
        const auto key = std::ranges::find(beside, last, &SchemaKey::name);
        const QList<SchemaKey> below = schema.keysAt(path);
        if (key == beside.cend() || !key->nested || below.isEmpty() || !below.first().required)
            break;
        path.append(below.first().name);
    }
    const auto edit = addKey(text, path);
    if (!edit)
        return Refused(edit.error());
    return Mended{*edit, edit->at + edit->text.lastIndexOf(u": "_s) + 2};
}

} // namespace

QString remedyText(const Remedy &remedy)
{
    switch (remedy.kind) {
    case Remedy::Kind::RenameKey:
    case Remedy::Kind::ReplaceValue:
        return u"write \"%1\""_s.arg(remedy.word);
    case Remedy::Kind::AddKey:
        return u"add the key \"%1\""_s.arg(remedy.word);
    case Remedy::Kind::None:
        break;
    }
    return {};
}

std::expected<Mended, QString> mended(const QString &text, const Diagnostic &diagnostic, const ManifestSchema &schema)
{
    switch (diagnostic.remedy.kind) {
    case Remedy::Kind::RenameKey:
        return withWord(text, diagnostic.at, diagnostic.remedy.word, true);
    case Remedy::Kind::ReplaceValue:
        return withWord(text, diagnostic.at, diagnostic.remedy.word, false);
    case Remedy::Kind::AddKey:
        return withKey(text, diagnostic, schema);
    case Remedy::Kind::None:
        break;
    }
    return Refused(u"nothing is known that mends this by itself; change it in the text"_s);
}

} // namespace relight
