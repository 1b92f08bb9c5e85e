#include "models/manifest/schema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

ManifestSchema::ManifestSchema(const QByteArray &json)
    : m_root(QJsonDocument::fromJson(json).object())
{
}

// The node itself, what it refers to, and what it may be instead.
QList<QJsonObject> ManifestSchema::alternatives(const QJsonObject &node, int depth) const
{
    QList<QJsonObject> all{node};
    if (depth > 8) // a circle
        return all;
    if (const QString ref = node["$ref"_L1].toString(); ref.startsWith("#/$defs/"_L1))
        all += alternatives(m_root["$defs"_L1].toObject()[ref.sliced(8)].toObject(), depth + 1);
    for (const auto choice : {"anyOf"_L1, "oneOf"_L1, "allOf"_L1}) {
        for (const QJsonValue &each : node[choice].toArray())
            all += alternatives(each.toObject(), depth + 1);
    }
    return all;
}

QList<QJsonObject> ManifestSchema::nodesAt(const QStringList &path) const
{
    QList<QJsonObject> nodes{m_root};
    for (const QString &step : path) {
        QList<QJsonObject> next;
        for (const QJsonObject &node : std::as_const(nodes)) {
            for (const QJsonObject &choice : alternatives(node)) {
                if (step == "[]"_L1) {
                    if (choice["items"_L1].isObject())
                        next.append(choice["items"_L1].toObject());
                    continue;
                }
                const QJsonObject patterns = choice["patternProperties"_L1].toObject();
                const QStringList expressions = patterns.keys();
                const auto pattern = std::ranges::find_if(
                    expressions, [&](const QString &each) { return QRegularExpression(each).match(step).hasMatch(); });
                if (const QJsonValue own = choice["properties"_L1].toObject()[step]; own.isObject())
                    next.append(own.toObject());
                else if (pattern != expressions.cend())
                    next.append(patterns[*pattern].toObject());
                else if (choice["additionalProperties"_L1].isObject())
                    next.append(choice["additionalProperties"_L1].toObject());
            }
        }
        nodes = std::move(next);
    }
    return nodes;
}

QString ManifestSchema::descriptionOf(const QJsonObject &node) const
{
    for (const QJsonObject &each : alternatives(node)) {
        if (const QString text = each["description"_L1].toString(); !text.isEmpty())
            return text;
    }
    return {};
}

QList<SchemaKey> ManifestSchema::keysAt(const QStringList &path) const
{
    QList<SchemaKey> keys;
    for (const QJsonObject &node : nodesAt(path)) {
        for (const QJsonObject &choice : alternatives(node)) {
            const QJsonObject properties = choice["properties"_L1].toObject();
            const QJsonArray required = choice["required"_L1].toArray();
            for (auto each = properties.begin(); each != properties.end(); ++each) {
                if (!each.value().isObject() || std::ranges::contains(keys, each.key(), &SchemaKey::name))
                    continue;
                const QList<QJsonObject> kinds = alternatives(each.value().toObject());
                const auto is = [](const char *type) {
                    return
                        [type](const QJsonObject &kind) { return kind["type"_L1].toString() == QLatin1String(type); };
                };
                const bool plain = std::ranges::any_of(kinds, [](const QJsonObject &kind) {
                    return kind.contains("enum"_L1) || kind["type"_L1].isArray()
                        || kind["type"_L1].toString() == "string"_L1;
                });
                keys.append({each.key(), descriptionOf(each.value().toObject()), required.contains(each.key()),
                    !plain && (std::ranges::any_of(kinds, is("object")) || std::ranges::any_of(kinds, is("array")))});
            }
        }
    }
    // What has to be there comes first; else as people look for it.
    std::ranges::stable_sort(keys, [](const SchemaKey &a, const SchemaKey &b) { return a.required > b.required; });
    return keys;
}

QStringList ManifestSchema::valuesAt(const QStringList &path) const
{
    QStringList values;
    const auto add = [&](const QJsonValue &value) {
        const QString text = value.toVariant().toString();
        if (!text.isEmpty() && !values.contains(text))
            values.append(text);
    };
    for (const QJsonObject &node : nodesAt(path)) {
        for (const QJsonObject &choice : alternatives(node)) {
            for (const auto list : {"enum"_L1, "examples"_L1}) {
                for (const QJsonValue &value : choice[list].toArray())
                    add(value);
            }
            if (choice.contains("const"_L1))
                add(choice["const"_L1]);
            if (choice["type"_L1].toString() == "boolean"_L1) {
                add(true);
                add(false);
            }
        }
    }
    return values;
}

QString ManifestSchema::describe(const QStringList &path) const
{
    for (const QJsonObject &node : nodesAt(path)) {
        if (const QString text = descriptionOf(node); !text.isEmpty())
            return text;
    }
    return {};
}

} // namespace relight
