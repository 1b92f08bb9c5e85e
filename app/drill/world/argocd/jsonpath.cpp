#include "app/drill/world/argocd/jsonpath.h"

namespace relight::world {

QJsonValue valueAt(const QJsonObject &object, JsonPath path)
{
    QJsonValue value = object;
    for (const QStringView name : path)
        value = value.toObject().value(name);
    return value;
}

QString textAt(const QJsonObject &object, JsonPath path)
{
    return valueAt(object, path).toString();
}

QJsonObject objectAt(const QJsonObject &object, JsonPath path)
{
    return valueAt(object, path).toObject();
}

QJsonArray listAt(const QJsonObject &object, JsonPath path)
{
    return valueAt(object, path).toArray();
}

static void setDeep(QJsonObject &object, std::span<const QStringView> path, const QJsonValue &value)
{
    const QString name = path.front().toString();
    if (path.size() == 1) {
        if (value.isUndefined())
            object.remove(name);
        else
            object.insert(name, value);
        return;
    }
    if (value.isUndefined() && !object.contains(name))
        return;
    QJsonObject inner = object.value(name).toObject();
    setDeep(inner, path.subspan(1), value);
    object.insert(name, inner);
}

void setAt(QJsonObject &object, JsonPath path, const QJsonValue &value)
{
    setDeep(object, {path.begin(), path.size()}, value);
}

QString secondsText(Timestamp time)
{
    return timestampText(time).left(19) + u'Z';
}

} // namespace relight::world
