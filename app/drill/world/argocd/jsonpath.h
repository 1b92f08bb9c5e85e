#pragma once
// Ways into nested JSON by the names on the way: {u"metadata", u"annotations", key}. Pure functions.

#include "models/base/time.h"

#include <QJsonArray>
#include <QJsonObject>

#include <span>

namespace relight::world {

using JsonPath = std::initializer_list<QStringView>;

[[nodiscard]] QJsonValue valueAt(const QJsonObject &object, JsonPath path);
[[nodiscard]] QString textAt(const QJsonObject &object, JsonPath path);
[[nodiscard]] QJsonObject objectAt(const QJsonObject &object, JsonPath path);
[[nodiscard]] QJsonArray listAt(const QJsonObject &object, JsonPath path);
// Makes the objects on the way; an undefined value removes what is there.
void setAt(QJsonObject &object, JsonPath path, const QJsonValue &value);

// As Kubernetes writes it: whole seconds, Z.
[[nodiscard]] QString secondsText(Timestamp time);

} // namespace relight::world
