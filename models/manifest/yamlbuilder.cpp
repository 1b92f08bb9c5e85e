#include "models/manifest/yamlbuilder.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

YamlBuilder::YamlBuilder(const ColumnMap &columns, const YamlLimits &limits)
    : m_columns(columns)
    , m_limits(limits)
{
}

SourcePosition YamlBuilder::position(const YAML::Mark &mark) const
{
    return m_columns.position(mark.line, mark.column, mark.pos);
}

void YamlBuilder::refuse(SourcePosition at, const QString &message)
{
    throw YamlRefusal{{Severity::Error, at, {}, message}};
}

void YamlBuilder::refuseTag(SourcePosition at, const std::string &tag) const
{
    // yaml-cpp's own marks: "?" a plain value, "!" a quoted one.
    if (tag.empty() || tag == "?" || tag == "!")
        return;
    QString name = QString::fromStdString(tag).left(80);
    name.replace("tag:yaml.org,2002:"_L1, "!!"_L1);
    refuse(at, u"found the YAML tag %1: tags are not used in a recovery manifest, remove it"_s.arg(name));
}

void YamlBuilder::OnDocumentStart(const YAML::Mark &mark)
{
    if (m_started)
        refuse(position(mark),
            u"a second YAML document starts here: a recovery manifest is one document, remove this one or its \"---\""_s);
    m_started = true;
}

void YamlBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    auto node = std::make_shared<YamlNode>();
    // yaml-cpp marks where the next token stands, which is lines away: the key is what a person looks for.
    node->at = !m_open.empty() && m_open.back().key ? m_open.back().keyAt : position(mark);
    add(node, anchor, node->at);
}

void YamlBuilder::OnScalar(
    const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value)
{
    auto node = std::make_shared<YamlNode>();
    node->at = position(mark);
    refuseTag(node->at, tag);
    node->kind = YamlNode::Kind::Scalar;
    node->text = QString::fromStdString(value);
    node->quoted = tag != "?";
    node->bytes = qint64(value.size());
    add(node, anchor, node->at);
}

void YamlBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const SourcePosition at = position(mark);
    const YamlNodePtr target = m_anchors.value(anchor);
    if (!target)
        refuse(at, u"this alias stands inside the very value it names: write the value out"_s);
    add(target, 0, at);
}

void YamlBuilder::OnSequenceStart(
    const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value)
{
    open(YamlNode::Kind::Sequence, mark, tag, anchor);
}

void YamlBuilder::OnMapStart(
    const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value)
{
    open(YamlNode::Kind::Map, mark, tag, anchor);
}

void YamlBuilder::open(YamlNode::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
{
    Open opened;
    opened.node = std::make_shared<YamlNode>();
    opened.node->kind = kind;
    opened.node->at = position(mark);
    opened.anchor = anchor;
    refuseTag(opened.node->at, tag);
    if (std::ssize(m_open) >= m_limits.depth)
        refuse(opened.node->at,
            u"nested deeper than %1 levels: a recovery manifest needs fewer than 10"_s.arg(m_limits.depth));
    if (anchor != 0)
        m_anchors.insert(anchor, nullptr);
    m_open.push_back(std::move(opened));
}

void YamlBuilder::close()
{
    Open closed = std::move(m_open.back());
    m_open.pop_back();
    merge(closed);
    add(closed.node, closed.anchor, closed.node->at);
}

void YamlBuilder::add(const YamlNodePtr &node, YAML::anchor_t anchor, SourcePosition at)
{
    if (anchor != 0)
        m_anchors.insert(anchor, node);
    if (++m_made > m_limits.nodes)
        refuse(at, u"more than %1 values: is this the right file?"_s.arg(m_limits.nodes));
    if (m_open.empty()) {
        m_root = node;
        return;
    }
    Open &parent = m_open.back();
    if (parent.node->kind == YamlNode::Kind::Map && !parent.key) {
        addKey(parent, *node, at);
        return;
    }
    if (parent.merging) {
        addMerge(parent, node, at);
    } else {
        account(*parent.node, *node, at);
        if (parent.node->kind == YamlNode::Kind::Map)
            parent.node->entries.push_back({*parent.key, parent.keyAt, node});
        else
            parent.node->items.push_back(node);
    }
    parent.key.reset();
    parent.merging = false;
}

void YamlBuilder::addKey(Open &map, const YamlNode &node, SourcePosition at) const
{
    // Judged when it ends, not where it starts: yaml-cpp takes an unclosed "[" for a key, and depth is the better
    // reason then.
    if (node.kind != YamlNode::Kind::Scalar) {
        const QString found = node.kind == YamlNode::Kind::Null ? u"nothing"_s
            : node.kind == YamlNode::Kind::Map                  ? u"a map"_s
                                                                : u"a list"_s;
        refuse(at, u"a key has to be plain text, found %1"_s.arg(found));
    }
    map.key = node.text;
    map.keyAt = at;
    map.merging = node.text == "<<"_L1 && !node.quoted;
    account(*map.node, node, at);
}

void YamlBuilder::addMerge(Open &map, const YamlNodePtr &node, SourcePosition at) const
{
    if (!map.merges.empty())
        refuse(map.keyAt, u"\"<<\" stands twice in this map: name both values in one list, <<: [*a, *b]"_s);
    map.merges = node->kind == YamlNode::Kind::Sequence ? node->items : std::vector{node};
    const auto isMap = [](const YamlNodePtr &each) { return each->kind == YamlNode::Kind::Map; };
    if (map.merges.empty() || !std::all_of(map.merges.cbegin(), map.merges.cend(), isMap))
        refuse(at, u"\"<<\" takes over the keys of maps: expected an alias of a map, or a list of such aliases"_s);
}

void YamlBuilder::merge(Open &map) const
{
    if (map.merges.empty())
        return;
    QSet<QString> taken;
    for (const YamlEntry &entry : map.node->entries)
        taken.insert(entry.key);
    for (const YamlNodePtr &source : map.merges) {
        for (const YamlEntry &entry : source->entries) {
            if (taken.contains(entry.key))
                continue;
            taken.insert(entry.key);
            account(*map.node, *entry.value, map.node->at);
            map.node->entries.push_back(entry);
        }
    }
}

void YamlBuilder::account(YamlNode &parent, const YamlNode &child, SourcePosition at) const
{
    parent.nodes += child.nodes;
    parent.bytes += child.bytes;
    parent.depth = std::max(parent.depth, child.depth + 1);
    if (parent.nodes > m_limits.nodes || parent.bytes > m_limits.textBytes) {
        refuse(at,
            u"with its aliases written out this value is larger than a recovery manifest may be (%1 values, %2 MiB of text)"_s
                .arg(m_limits.nodes)
                .arg(m_limits.textBytes / (1024 * 1024)));
    }
    if (parent.depth > m_limits.depth)
        refuse(at, u"nested deeper than %1 levels once its aliases are written out"_s.arg(m_limits.depth));
}

} // namespace relight
