#include "models/manifest/yamlmap.h"

#include "models/manifest/nearest.h"
#include "models/manifest/yamlvalue.h"

using namespace Qt::StringLiterals;

namespace relight {

YamlMap::YamlMap(const YamlNode &node, QString place, QList<Diagnostic> &log)
    : m_node(node)
    , m_path(std::move(place))
    , m_log(log)
    , m_valid(node.kind == YamlNode::Kind::Map)
{
    if (node.kind == YamlNode::Kind::Null)
        error(node.at, m_path, u"has no value: expected a map of keys; give it one, or remove the key"_s);
    else if (!m_valid)
        error(node.at, m_path, u"found %1, expected a map of keys"_s.arg(kindName(node)));
    m_index.reserve(qsizetype(node.entries.size()));
    for (const YamlEntry &entry : node.entries) {
        if (!m_index.contains(entry.key))
            m_index.insert(entry.key, &entry);
        else
            error(entry.keyAt, path(entry.key),
                u"the key %1 stands here a second time: keep one of the two"_s.arg(quotedValue(entry.key)));
    }
}

YamlMap::~YamlMap()
{
    if (m_open)
        return;
    for (const YamlEntry &entry : m_node.entries) {
        if (m_known.contains(entry.key) || m_log.size() >= maximumDiagnostics)
            continue;
        QString hint = didYouMean(entry.key, m_known);
        if (hint.isEmpty())
            hint = u"; known here: %1"_s.arg(m_known.join(", "_L1));
        Remedy remedy;
        if (const QString near = nearestWord(entry.key, m_known); !near.isEmpty() && !find(near))
            remedy = {Remedy::Kind::RenameKey, near};
        m_log.append({Severity::Warning, entry.keyAt, path(entry.key),
            u"unknown key %1 is not read%2"_s.arg(quotedValue(entry.key), hint), remedy});
    }
}

QString YamlMap::path(const QString &key) const
{
    return m_path.isEmpty() ? key : m_path + u'.' + key;
}

const YamlEntry *YamlMap::find(const QString &key) const
{
    return m_index.value(key, nullptr);
}

const YamlNode *YamlMap::take(const char *key)
{
    const QString name = QString::fromUtf8(key);
    if (!m_known.contains(name))
        m_known.append(name);
    const YamlEntry *entry = find(name);
    return entry ? entry->value.get() : nullptr;
}

bool YamlMap::has(const char *key) const
{
    return find(QString::fromUtf8(key)) != nullptr;
}

void YamlMap::require(const char *key, const QString &why)
{
    if (!m_valid || has(key))
        return;
    const QString name = QString::fromUtf8(key);
    Remedy remedy;
    if (!m_path.contains(u'[')) // to an item of a list a person adds it
        remedy = {Remedy::Kind::AddKey, name};
    error(at(), path(name), u"the key \"%1\" is missing: %2"_s.arg(name, why), remedy);
}

void YamlMap::map(const char *key, const std::function<void(YamlMap &)> &read)
{
    if (const YamlNode *node = take(key)) {
        YamlMap child(*node, path(QString::fromUtf8(key)), m_log);
        if (child.isValid())
            read(child);
    }
}

void YamlMap::list(const char *key, const std::function<void(const YamlNode &, const QString &)> &read)
{
    const YamlNode *node = take(key);
    if (!node)
        return;
    if (node->kind != YamlNode::Kind::Sequence) {
        error(key,
            node->kind == YamlNode::Kind::Null
                ? u"has no value: expected a list; write [] for an empty one, or remove the key"_s
                : u"found %1, expected a list"_s.arg(kindName(*node)));
        return;
    }
    if (std::ssize(node->items) > maximumEntries) {
        error(key, u"has more than %1 entries: is this the right file?"_s.arg(maximumEntries));
        return;
    }
    int index = 0;
    for (const YamlNodePtr &item : node->items)
        read(*item, u"%1[%2]"_s.arg(path(QString::fromUtf8(key))).arg(index++));
}

void YamlMap::maps(const char *key, const std::function<void(YamlMap &)> &read)
{
    list(key, [&](const YamlNode &node, const QString &place) {
        YamlMap child(node, place, m_log);
        if (child.isValid())
            read(child);
    });
}

void YamlMap::rest(const std::function<void(const YamlEntry &, const QString &)> &read)
{
    m_open = true;
    if (std::ssize(m_node.entries) > maximumEntries) {
        error(at(), m_path, u"has more than %1 keys: is this the right file?"_s.arg(maximumEntries));
        return;
    }
    for (const YamlEntry &entry : m_node.entries) {
        if (find(entry.key) == &entry) // the second of a duplicate was reported
            read(entry, path(entry.key));
    }
}

void YamlMap::error(SourcePosition where, const QString &place, const QString &message, const Remedy &remedy)
{
    if (m_log.size() < maximumDiagnostics)
        m_log.append({Severity::Error, where, place, message, remedy});
}

void YamlMap::error(const char *key, const QString &message, const Remedy &remedy)
{
    const YamlEntry *entry = find(QString::fromUtf8(key));
    error(entry ? entry->value->at : at(), path(QString::fromUtf8(key)), message, remedy);
}

void YamlMap::warning(const char *key, const QString &message)
{
    const YamlEntry *entry = find(QString::fromUtf8(key));
    m_log.append({Severity::Warning, entry ? entry->value->at : at(), path(QString::fromUtf8(key)), message});
}

} // namespace relight
