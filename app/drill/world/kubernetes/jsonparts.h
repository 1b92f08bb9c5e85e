#pragma once
// Short ways through JSON of Kubernetes' shape. Pure.

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace relight::world {

inline QJsonObject part(const QJsonObject &object, QStringView name)
{
    return object.value(name).toObject();
}

inline QString word(const QJsonObject &object, QStringView name)
{
    return object.value(name).toString();
}

inline QJsonObject metadataOf(const QJsonObject &object)
{
    return part(object, u"metadata");
}

inline QString nameOf(const QJsonObject &object)
{
    return word(metadataOf(object), u"name");
}

inline QString spaceOf(const QJsonObject &object)
{
    return word(metadataOf(object), u"namespace");
}

inline QString uidOf(const QJsonObject &object)
{
    return word(metadataOf(object), u"uid");
}

inline bool isLeaving(const QJsonObject &object)
{
    return metadataOf(object).contains(u"deletionTimestamp");
}

inline void setDefault(QJsonObject &object, QLatin1StringView key, const QJsonValue &value)
{
    if (!object.contains(key))
        object.insert(key, value);
}

// The member `name` of the object, changed by `change(QJsonObject &)` and put back.
template <class Change> void changePart(QJsonObject &object, QLatin1StringView name, const Change &change)
{
    QJsonObject inner = object.value(name).toObject();
    change(inner);
    object.insert(name, inner);
}

} // namespace relight::world
