#include "app/drill/world/kubernetes/fieldset.h"

#include "app/drill/world/base/objectstore.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

constexpr QChar joint(0x1f);

// What is known of an object's lists: of built-in kinds by their schema, of custom ones that they are replaced whole.
struct Shape
{
    bool isBuiltIn = false;
    bool isService = false;
};

Shape shapeOf(const QJsonObject &object)
{
    const QString group = groupOf(object.value(u"apiVersion").toString());
    return {!group.contains(u'.') || group.endsWith(u".k8s.io"), object.value(u"kind").toString() == u"Service"};
}

// The fields that tell one item of this list from another; empty: the list is one value.
QStringList keysOf(const QString &name, const QJsonArray &items, const Shape &shape)
{
    static const QSet<QString> byName{u"containers"_s, u"initContainers"_s, u"ephemeralContainers"_s, u"env"_s,
        u"volumes"_s, u"imagePullSecrets"_s, u"secrets"_s};
    QStringList keys;
    if (name == u"ownerReferences")
        keys = {u"uid"_s};
    else if (!shape.isBuiltIn)
        return {};
    else if (byName.contains(name))
        keys = {u"name"_s};
    else if (name == u"volumeMounts")
        keys = {u"mountPath"_s};
    else if (name == u"conditions")
        keys = {u"type"_s};
    else if (name == u"ports")
        keys = {shape.isService ? u"port"_s : u"containerPort"_s, u"protocol"_s};
    for (const QJsonValue &item : items)
        for (const QString &key : std::as_const(keys))
            if (key != u"protocol" && !item.toObject().contains(key))
                return {};
    return keys;
}

bool isSet(const QString &name)
{
    return name == u"finalizers";
}

bool isAtomic(const QString &name, const Shape &shape)
{
    return shape.isBuiltIn && (name == u"selector" || name == u"nodeSelector");
}

QString textOf(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

// A port's protocol may be left out, in what is applied.
QJsonValue keyValue(const QJsonObject &item, const QString &key)
{
    return key == u"protocol" && !item.contains(key) ? QJsonValue(u"TCP"_s) : item.value(key);
}

QString itemStep(const QJsonObject &item, const QStringList &keys)
{
    QJsonObject named;
    for (const QString &key : keys)
        named.insert(key, keyValue(item, key));
    return u"k:"_s + textOf(named);
}

QString below(const QString &path, const QString &step)
{
    return path.isEmpty() ? step : path + joint + step;
}

void collect(const QJsonValue &value, const QString &name, const QString &path, const Shape &shape, FieldSet &found)
{
    if (value.isObject() && !value.toObject().isEmpty() && !isAtomic(name, shape)) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collect(it.value(), it.key(), below(path, u"f:"_s + it.key()), shape, found);
        return;
    }
    const QJsonArray items = value.toArray();
    const QStringList keys = keysOf(name, items, shape);
    if (!items.isEmpty() && !keys.isEmpty()) {
        for (const QJsonValue &item : items) {
            const QString own = below(path, itemStep(item.toObject(), keys));
            found.insert(own);
            collect(item, {}, own, shape, found);
        }
    } else if (!items.isEmpty() && isSet(name)) {
        for (const QJsonValue &item : items)
            found.insert(below(path, u"v:"_s + textOf(item)));
    } else {
        found.insert(path);
    }
}

bool isItem(const QJsonValue &item, const QString &step)
{
    if (step.startsWith(u"v:"))
        return textOf(item) == step.mid(2);
    const QJsonObject named = QJsonDocument::fromJson(step.mid(2).toUtf8()).object();
    for (auto it = named.begin(); it != named.end(); ++it)
        if (keyValue(item.toObject(), it.key()) != it.value())
            return false;
    return true;
}

qsizetype indexOf(const QJsonArray &items, const QString &step)
{
    for (qsizetype i = 0; i < items.size(); ++i)
        if (isItem(items.at(i), step))
            return i;
    return -1;
}

QJsonValue without(const QJsonValue &parent, QStringList steps)
{
    const QString step = steps.takeFirst();
    if (step.startsWith(u"f:")) {
        QJsonObject object = parent.toObject();
        const QString key = step.mid(2);
        if (steps.isEmpty() || !object.contains(key)) {
            object.remove(key);
            return object;
        }
        const QJsonValue rest = without(object.value(key), steps);
        const bool isEmptyNow
            = (rest.isObject() && rest.toObject().isEmpty()) || (rest.isArray() && rest.toArray().isEmpty());
        if (isEmptyNow)
            object.remove(key);
        else
            object.insert(key, rest);
        return object;
    }
    QJsonArray items = parent.toArray();
    const qsizetype index = indexOf(items, step);
    if (index >= 0 && steps.isEmpty())
        items.removeAt(index);
    else if (index >= 0)
        items.replace(index, without(items.at(index), steps));
    return items;
}

QJsonValue laid(const QJsonValue &live, const QJsonValue &config, const QString &name, const Shape &shape)
{
    if (config.isObject() && live.isObject() && !isAtomic(name, shape)) {
        QJsonObject result = live.toObject();
        const QJsonObject wanted = config.toObject();
        for (auto it = wanted.begin(); it != wanted.end(); ++it)
            result.insert(it.key(), laid(result.value(it.key()), it.value(), it.key(), shape));
        return result;
    }
    if (!config.isArray() || !live.isArray())
        return config;
    QJsonArray items = live.toArray();
    const QJsonArray wanted = config.toArray();
    QStringList keys = keysOf(name, wanted, shape);
    if (keys.isEmpty() && !isSet(name))
        return config;
    for (const QJsonValue &item : wanted) {
        const QString step = keys.isEmpty() ? u"v:"_s + textOf(item) : itemStep(item.toObject(), keys);
        const qsizetype index = indexOf(items, step);
        if (index < 0)
            items.append(item);
        else
            items.replace(index, laid(items.at(index), item, {}, shape));
    }
    return items;
}

} // namespace

FieldSet fieldsOf(const QJsonObject &object)
{
    static const QSet<QString> given{u"name"_s, u"namespace"_s, u"uid"_s, u"resourceVersion"_s, u"creationTimestamp"_s,
        u"generation"_s, u"managedFields"_s, u"selfLink"_s, u"deletionTimestamp"_s, u"deletionGracePeriodSeconds"_s,
        u"generateName"_s};
    FieldSet found;
    const Shape shape = shapeOf(object);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == u"apiVersion" || it.key() == u"kind")
            continue;
        QJsonValue value = it.value();
        if (it.key() == u"metadata") {
            QJsonObject metadata = value.toObject();
            for (const QString &key : given)
                metadata.remove(key);
            if (metadata.isEmpty())
                continue;
            value = metadata;
        }
        collect(value, it.key(), u"f:"_s + it.key(), shape, found);
    }
    return found;
}

static QJsonObject planted(QJsonObject tree, QStringList steps)
{
    const QString step = steps.takeFirst();
    QJsonObject inner = tree.value(step).toObject();
    if (!steps.isEmpty()) {
        if (tree.contains(step) && inner.isEmpty())
            inner.insert(u"."_s, QJsonObject()); // the item itself, before its fields
        inner = planted(inner, steps);
    }
    tree.insert(step, inner);
    return tree;
}

QJsonObject fieldsV1(const FieldSet &fields)
{
    QJsonObject tree;
    for (const QString &field : fields) // sorted: an item comes before its fields
        tree = planted(tree, field.split(joint));
    return tree;
}

static void read(const QJsonObject &tree, const QString &path, FieldSet &found)
{
    for (auto it = tree.begin(); it != tree.end(); ++it) {
        const QJsonObject inner = it.value().toObject();
        if (it.key() == u".")
            found.insert(path);
        else if (inner.isEmpty())
            found.insert(below(path, it.key()));
        else
            read(inner, below(path, it.key()), found);
    }
}

FieldSet readFieldsV1(const QJsonObject &tree)
{
    FieldSet found;
    read(tree, {}, found);
    return found;
}

QJsonValue valueAt(const QJsonObject &object, const QString &field)
{
    QJsonValue value = object;
    for (const QString &step : field.split(joint)) {
        if (step.startsWith(u"f:")) {
            value = value.toObject().value(step.mid(2));
            continue;
        }
        const QJsonArray items = value.toArray();
        const qsizetype index = indexOf(items, step);
        value = index < 0 ? QJsonValue(QJsonValue::Undefined) : items.at(index);
    }
    return value;
}

QJsonObject withoutField(const QJsonObject &object, const QString &field)
{
    return without(object, field.split(joint)).toObject();
}

QString displayField(const QString &field)
{
    QString text;
    for (const QString &step : field.split(joint)) {
        if (step.startsWith(u"f:")) {
            text += u'.' + step.mid(2);
        } else if (step.startsWith(u"v:")) {
            text += u"[="_s + step.mid(2) + u']';
        } else {
            QStringList named;
            const QJsonObject keys = QJsonDocument::fromJson(step.mid(2).toUtf8()).object();
            for (auto it = keys.begin(); it != keys.end(); ++it)
                named << it.key() + u'=' + textOf(it.value());
            text += u'[' + named.join(u',') + u']';
        }
    }
    return text;
}

QJsonObject overlaid(const QJsonObject &live, const QJsonObject &config)
{
    return laid(live, config, {}, shapeOf(config)).toObject();
}

} // namespace relight::world
