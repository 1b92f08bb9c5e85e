#pragma once
// The manifest's JSON Schema as a guide for whoever writes one: what may stand where, and what it means. Pure, any
// thread.

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace relight {

struct SchemaKey
{
    QString name, description;
    bool required = false;
    bool nested = false; // its value is a map or a list
    bool operator==(const SchemaKey &) const = default;
};

class ManifestSchema
{
public:
    // Bytes of resources/schema/recovery-manifest.schema.json; anything else knows no key.
    explicit ManifestSchema(const QByteArray &json);

    // A path is keys from the root; "[]" stands for an item of a list.
    QList<SchemaKey> keysAt(const QStringList &path) const;
    QStringList valuesAt(const QStringList &path) const; // the only ones, or examples
    QString describe(const QStringList &path) const;     // of the key that the path ends with

private:
    QList<QJsonObject> alternatives(const QJsonObject &node, int depth = 0) const;
    QList<QJsonObject> nodesAt(const QStringList &path) const;
    QString descriptionOf(const QJsonObject &node) const;

    QJsonObject m_root;
};

} // namespace relight
