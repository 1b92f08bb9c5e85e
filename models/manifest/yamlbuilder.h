#pragma once
// Listens to yaml-cpp's events and builds the tree under our limits; yaml-cpp's own node graph is never made. One use,
// one thread.

#include "models/manifest/yamlbytes.h"
#include "models/manifest/yamlnode.h"

#include <QHash>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace relight {

// Thrown through yaml-cpp to end the reading; loadYaml() catches it.
struct YamlRefusal
{
    Diagnostic reason;
};

class YamlBuilder final : public YAML::EventHandler
{
public:
    YamlBuilder(const ColumnMap &columns, const YamlLimits &limits);
    YamlNodePtr root() const { return m_root; }
    SourcePosition position(const YAML::Mark &mark) const;

    void OnDocumentStart(const YAML::Mark &mark) override;
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(
        const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override;
    void OnSequenceStart(
        const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(
        const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override;
    void OnMapEnd() override { close(); }

private:
    struct Open
    {
        std::shared_ptr<YamlNode> node;
        YAML::anchor_t anchor = 0;
        std::optional<QString> key; // a map between a key and its value
        SourcePosition keyAt;
        std::vector<YamlNodePtr> merges; // what "<<" names
        bool merging = false;            // the key was "<<"
    };

    [[noreturn]] static void refuse(SourcePosition at, const QString &message);
    void refuseTag(SourcePosition at, const std::string &tag) const;
    void open(YamlNode::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor);
    void close();
    void add(const YamlNodePtr &node, YAML::anchor_t anchor, SourcePosition at);
    void addKey(Open &map, const YamlNode &node, SourcePosition at) const;
    void addMerge(Open &map, const YamlNodePtr &node, SourcePosition at) const;
    void merge(Open &map) const;
    void account(YamlNode &parent, const YamlNode &child, SourcePosition at) const;

    const ColumnMap &m_columns;
    const YamlLimits m_limits;
    std::vector<Open> m_open;
    QHash<YAML::anchor_t, YamlNodePtr> m_anchors; // null: still open
    YamlNodePtr m_root;
    qint64 m_made = 0;
    bool m_started = false;
};

} // namespace relight
