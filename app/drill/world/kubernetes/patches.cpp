#include "app/drill/world/kubernetes/patches.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace relight::world {

QJsonObject merged(const QJsonObject &object, const QJsonObject &patch)
{
    QJsonObject result = object;
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it.value().isNull())
            result.remove(it.key());
        else if (it.value().isObject())
            result.insert(it.key(), merged(result.value(it.key()).toObject(), it.value().toObject()));
        else
            result.insert(it.key(), it.value());
    }
    return result;
}

namespace {

using Written = std::expected<QJsonValue, QString>;
enum class Deed { Add, Remove, Replace };

QStringList pointer(const QString &path)
{
    QStringList steps = path.split(u'/');
    steps.removeFirst();
    for (QString &step : steps)
        step.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    return steps;
}

QJsonValue at(QJsonValue value, const QStringList &steps)
{
    for (const QString &step : steps) {
        if (!value.isArray()) {
            value = value.toObject().value(step);
            continue;
        }
        bool isNumber = false;
        const int index = step.toInt(&isNumber);
        value = isNumber ? value.toArray().at(index) : QJsonValue(QJsonValue::Undefined);
    }
    return value;
}

Written inArray(QJsonArray array, const QString &step, Deed deed, const QJsonValue &value)
{
    bool isNumber = false;
    const int index = step == u"-" ? int(array.size()) : step.toInt(&isNumber);
    const bool isThere = index >= 0 && index < array.size();
    if (deed == Deed::Add && (isThere || index == array.size()))
        array.insert(index, value);
    else if (deed == Deed::Remove && isThere)
        array.removeAt(index);
    else if (deed == Deed::Replace && isThere)
        array.replace(index, value);
    else
        return std::unexpected(u"invalid index referenced"_s);
    return array;
}

Written change(const QJsonValue &parent, QStringList steps, Deed deed, const QJsonValue &value)
{
    if (steps.isEmpty())
        return value;
    const QString step = steps.takeFirst();
    if (parent.isArray() && steps.isEmpty())
        return inArray(parent.toArray(), step, deed, value);
    const QJsonValue child = at(parent, {step});
    if (steps.isEmpty()) {
        if (!parent.isObject() || (deed != Deed::Add && child.isUndefined()))
            return std::unexpected(u"Unable to access nonexistent key: %1"_s.arg(step));
        QJsonObject object = parent.toObject();
        if (deed == Deed::Remove)
            object.remove(step);
        else
            object.insert(step, value);
        return object;
    }
    if (child.isUndefined())
        return std::unexpected(u"doc is missing path: %1"_s.arg(step));
    const auto inner = change(child, steps, deed, value);
    if (!inner || parent.isObject()) {
        QJsonObject object = parent.toObject();
        if (inner)
            object.insert(step, *inner);
        return inner ? Written(object) : inner;
    }
    return inArray(parent.toArray(), step, Deed::Replace, *inner);
}

Written apply(const QJsonValue &document, const QJsonObject &operation)
{
    const QString deed = operation.value(u"op").toString(), path = operation.value(u"path").toString();
    const QStringList steps = pointer(path);
    const QJsonValue value = operation.value(u"value");
    if (deed == u"test") {
        const QJsonValue there = at(document, steps);
        if (there == value || (there.isUndefined() && value.isNull()))
            return document;
        return std::unexpected(u"testing value %1 failed: test failed"_s.arg(path));
    }
    if (deed == u"add")
        return change(document, steps, Deed::Add, value);
    if (deed == u"remove")
        return change(document, steps, Deed::Remove, {});
    if (deed == u"replace")
        return change(document, steps, Deed::Replace, value);
    const QStringList from = pointer(operation.value(u"from").toString());
    const QJsonValue moved = at(document, from);
    if ((deed != u"move" && deed != u"copy") || moved.isUndefined())
        return std::unexpected(u"Unexpected kind: %1"_s.arg(deed));
    const auto without = deed == u"move" ? change(document, from, Deed::Remove, {}) : Written(document);
    return without ? change(*without, steps, Deed::Add, moved) : without;
}

} // namespace

std::expected<QJsonObject, QString> patched(const QJsonObject &object, const QJsonArray &patch)
{
    QJsonValue document = object;
    for (const QJsonValue &operation : patch) {
        const auto next = apply(document, operation.toObject());
        if (!next) {
            const QJsonObject one = operation.toObject();
            return std::unexpected(u"%1 operation does not apply: %2"_s.arg(one.value(u"op").toString(), next.error()));
        }
        document = *next;
    }
    return document.toObject();
}

} // namespace relight::world
