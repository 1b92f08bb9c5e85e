#pragma once
// Sets of fields of an object, as server-side apply owns them: leaves by their path, lists whole unless they are known
// to be maps by a key. Pure.

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <set>

namespace relight::world {

// "f:spec", "k:{\"name\":\"web\"}", "v:\"x\"", joined.
using FieldSet = std::set<QString>;

[[nodiscard]] FieldSet fieldsOf(const QJsonObject &object); // without what names or versions the object
[[nodiscard]] QJsonObject fieldsV1(const FieldSet &fields);
[[nodiscard]] FieldSet readFieldsV1(const QJsonObject &tree);

[[nodiscard]] QJsonValue valueAt(const QJsonObject &object, const QString &field); // undefined: absent
[[nodiscard]] QJsonObject withoutField(const QJsonObject &object, const QString &field);
[[nodiscard]] QString displayField(const QString &field); // ".spec.containers[name=\"web\"].image"

// What is applied laid over what is there: objects and keyed lists are merged, everything else is replaced.
[[nodiscard]] QJsonObject overlaid(const QJsonObject &live, const QJsonObject &config);

} // namespace relight::world
