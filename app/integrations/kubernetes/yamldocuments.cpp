#include "app/integrations/kubernetes/yamldocuments.h"

#include "app/integrations/kubernetes/yamlscalar.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <spanstream>
#include <vector>

namespace relight {

namespace {

constexpr qint64 nodeLimit = 5'000'000; // aliases of aliases grow without bound otherwise

struct Frame
{
    bool isMap = false;
    YAML::anchor_t anchor = 0;
    QJsonObject map;
    QJsonArray array;
    std::optional<QString> key;
    bool isMergeKey = false;
    QList<QJsonObject> merged;
    qint64 nodes = 1;
};

// Builds one document from the parser's events.
class Builder : public YAML::EventHandler
{
public:
    QJsonValue value;
    int line = 0;

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        value = QJsonValue::Null;
        line = mark.line + 1;
        m_frames.clear();
        m_anchors.clear();
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &, YAML::anchor_t anchor) override { scalar("?", anchor, ""); }
    void OnScalar(const YAML::Mark &, const std::string &tag, YAML::anchor_t anchor, const std::string &text) override
    {
        scalar(tag, anchor, text);
    }
    void OnAlias(const YAML::Mark &, YAML::anchor_t anchor) override
    {
        const auto &[known, nodes] = m_anchors.value(anchor);
        if (isKeyNext())
            m_frames.back().key = known.toVariant().toString();
        else
            put(known, nodes);
    }
    void OnSequenceStart(
        const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        push(mark, Frame{.isMap = false, .anchor = anchor});
    }
    void OnMapStart(
        const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        push(mark, Frame{.isMap = true, .anchor = anchor});
    }
    void OnSequenceEnd() override
    {
        const Frame frame = pop();
        finish(frame.anchor, frame.array, frame.nodes);
    }
    void OnMapEnd() override
    {
        Frame frame = pop();
        for (const QJsonObject &merged : std::as_const(frame.merged))
            for (auto it = merged.begin(); it != merged.end(); ++it)
                if (!frame.map.contains(it.key()))
                    frame.map.insert(it.key(), it.value());
        finish(frame.anchor, frame.map, frame.nodes);
    }

private:
    bool isKeyNext() const { return !m_frames.empty() && m_frames.back().isMap && !m_frames.back().key; }

    void scalar(const std::string &tag, YAML::anchor_t anchor, const std::string &text)
    {
        if (!isKeyNext())
            return finish(anchor, yamlScalar(tag, text), 1);
        Frame &frame = m_frames.back();
        frame.isMergeKey = tag == "?" && text == "<<";
        frame.key = yamlKey(tag, text);
        if (anchor)
            m_anchors.insert(anchor, {QJsonValue(*frame.key), 1});
    }

    void push(const YAML::Mark &mark, Frame frame)
    {
        if (isKeyNext())
            throw YAML::ParserException(mark, "a map or list cannot be a key");
        m_frames.push_back(std::move(frame));
    }

    Frame pop()
    {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        return frame;
    }

    void finish(YAML::anchor_t anchor, const QJsonValue &node, qint64 nodes)
    {
        if (anchor)
            m_anchors.insert(anchor, {node, nodes});
        put(node, nodes);
    }

    void put(const QJsonValue &node, qint64 nodes)
    {
        if (m_frames.empty()) {
            value = node;
            return;
        }
        Frame &frame = m_frames.back();
        frame.nodes += nodes;
        if (frame.nodes > nodeLimit)
            throw YAML::ParserException(YAML::Mark::null_mark(), "aliases make this document too large");
        if (!frame.isMap) {
            frame.array.append(node);
            return;
        }
        if (frame.isMergeKey)
            merge(frame, node);
        else
            frame.map.insert(*frame.key, node);
        frame.key.reset();
        frame.isMergeKey = false;
    }

    static void merge(Frame &frame, const QJsonValue &node)
    {
        if (node.isObject())
            frame.merged.append(node.toObject());
        for (const QJsonValue &element : node.toArray())
            frame.merged.append(element.toObject());
    }

    std::vector<Frame> m_frames;
    QHash<YAML::anchor_t, std::pair<QJsonValue, qint64>> m_anchors;
};

} // namespace

static std::optional<QList<YamlDocument>> asJson(const QByteArray &text)
{
    const QByteArray start = text.left(64).trimmed();
    if (!start.startsWith('{') && !start.startsWith('['))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isNull())
        return std::nullopt;
    return QList<YamlDocument>{{document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array()), 1}};
}

Result<QList<YamlDocument>> readYamlDocuments(const QByteArray &text)
{
    if (auto json = asJson(text))
        return *json;
    QList<YamlDocument> documents;
    try {
        std::ispanstream stream(std::span<const char>(text.constData(), size_t(text.size())));
        YAML::Parser parser(stream);
        Builder builder;
        while (parser.HandleNextDocument(builder))
            if (!builder.value.isNull())
                documents.append({builder.value, builder.line});
    } catch (const YAML::Exception &error) {
        const QString where = error.mark.is_null()
            ? QString()
            : QStringLiteral(" in line %1, column %2").arg(error.mark.line + 1).arg(error.mark.column + 1);
        return failure(ErrorCode::Invalid,
            QStringLiteral("This YAML cannot be read%1: %2").arg(where, QString::fromStdString(error.msg)));
    } catch (const std::exception &error) { // memory, or a standard function that a value was too much for
        return failure(
            ErrorCode::Invalid, QStringLiteral("This YAML cannot be read: %1").arg(QString::fromUtf8(error.what())));
    }
    return documents;
}

} // namespace relight
