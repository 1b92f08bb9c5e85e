#include "app/drill/world/base/objectstore.h"

#include <QJsonDocument>

#include <algorithm>

namespace relight::world {

const QByteArray &Stored::bytes() const
{
    if (m_bytes.isEmpty())
        m_bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return m_bytes;
}

QString groupOf(const QString &apiVersion)
{
    return apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString();
}

Key keyOf(const QJsonObject &object)
{
    const QJsonObject metadata = object.value(QLatin1String("metadata")).toObject();
    return {groupOf(object.value(QLatin1String("apiVersion")).toString()),
        object.value(QLatin1String("kind")).toString(), metadata.value(QLatin1String("namespace")).toString(),
        metadata.value(QLatin1String("name")).toString()};
}

void ObjectStore::define(const Kind &kind)
{
    m_kinds.removeIf([&](const Kind &one) { return one.group == kind.group && one.kind == kind.kind; });
    m_kinds << kind;
}

const Kind *ObjectStore::findKind(const QString &group, const QString &kind) const
{
    const auto it
        = std::ranges::find_if(m_kinds, [&](const Kind &one) { return one.group == group && one.kind == kind; });
    return it == m_kinds.end() ? nullptr : &*it;
}

const Kind *ObjectStore::findPlural(const QString &group, const QString &version, const QString &plural) const
{
    const auto it = std::ranges::find_if(
        m_kinds, [&](const Kind &one) { return one.group == group && one.version == version && one.plural == plural; });
    return it == m_kinds.end() ? nullptr : &*it;
}

std::shared_ptr<const Stored> ObjectStore::get(const Key &key) const
{
    const auto objects = m_objects.constFind({key.group, key.kind});
    if (objects == m_objects.cend())
        return nullptr;
    const auto it = objects->find({key.space, key.name});
    return it == objects->end() ? nullptr : it->second;
}

QList<std::shared_ptr<const Stored>> ObjectStore::list(
    const QString &group, const QString &kind, const QString &space) const
{
    QList<std::shared_ptr<const Stored>> found;
    const auto objects = m_objects.constFind({group, kind});
    if (objects == m_objects.cend())
        return found;
    auto from = space.isEmpty() ? objects->begin() : objects->lower_bound({space, QString()});
    for (; from != objects->end() && (space.isEmpty() || from->first.first == space); ++from)
        found << from->second;
    return found;
}

std::shared_ptr<const Stored> ObjectStore::put(QJsonObject object)
{
    const Key key = keyOf(object);
    auto &slot = m_objects[{key.group, key.kind}][{key.space, key.name}];
    const auto before = slot;
    QJsonObject metadata = object.value(QLatin1String("metadata")).toObject();
    if (before) {
        const QJsonObject old = before->object.value(QLatin1String("metadata")).toObject();
        for (const char *field : {"uid", "creationTimestamp", "resourceVersion"})
            metadata.insert(QLatin1String(field), old.value(QLatin1String(field)));
        object.insert(QStringLiteral("metadata"), metadata);
        if (object == before->object)
            return before;
    } else {
        m_stamp(metadata, key);
        ++m_size;
    }
    auto stored = std::make_shared<Stored>();
    stored->version = ++m_version;
    metadata.insert(QStringLiteral("resourceVersion"), QString::number(m_version));
    object.insert(QStringLiteral("metadata"), metadata);
    stored->object = std::move(object);
    slot = stored;
    tell({before ? Change::Modified : Change::Added, key, stored, before});
    return stored;
}

bool ObjectStore::remove(const Key &key)
{
    const auto objects = m_objects.find({key.group, key.kind});
    const auto it = objects == m_objects.end() ? Objects::iterator() : objects->find({key.space, key.name});
    if (objects == m_objects.end() || it == objects->end())
        return false;
    const auto before = it->second;
    objects->erase(it);
    --m_size;
    auto last = std::make_shared<Stored>();
    last->version = ++m_version;
    last->object = before->object;
    QJsonObject metadata = last->object.value(QLatin1String("metadata")).toObject();
    metadata.insert(QStringLiteral("resourceVersion"), QString::number(m_version));
    last->object.insert(QStringLiteral("metadata"), metadata);
    tell({Change::Deleted, key, last, before});
    return true;
}

void ObjectStore::tell(Happening happening)
{
    m_history.push_back(happening);
    if (m_history.size() > remembered) {
        m_forgotten = m_history.front().now->version;
        m_history.pop_front();
    }
    m_untold.push_back(std::move(happening));
    if (std::exchange(m_telling, true))
        return;
    while (!m_untold.empty()) {
        const Happening next = std::move(m_untold.front());
        m_untold.pop_front();
        for (const Listener &listener : m_listeners)
            listener(next);
    }
    m_telling = false;
}

std::optional<QList<Happening>> ObjectStore::since(quint64 version) const
{
    if (version < m_forgotten)
        return std::nullopt;
    const auto first = std::ranges::upper_bound(
        m_history, version, {}, [](const Happening &happening) { return happening.now->version; });
    return QList<Happening>(first, m_history.end());
}

void ObjectStore::forget()
{
    m_history.clear();
    m_forgotten = m_version;
}

void ObjectStore::clear()
{
    m_objects.clear();
    m_kinds.clear();
    m_size = 0;
    ++m_version;
    forget();
}

} // namespace relight::world
