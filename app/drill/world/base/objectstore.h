#pragma once
// The objects of the world's one cluster: what etcd is to a real one. Every write gets the next resource version and is
// told to whoever listens, in order. No protocol and no behaviour here: the API server (world/kubernetes) and the
// controllers (world/argocd) are made of it. The world's one thread.

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace relight::world {

struct Kind
{
    QString group; // empty: core
    QString version, kind, plural;
    bool namespaced = true;
    bool hasStatus = false; // a status subresource: writes to the object leave its status alone

    QString apiVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
    bool operator==(const Kind &) const = default;
};

struct Key
{
    QString group, kind, space, name; // space empty: cluster-scoped
    bool operator==(const Key &) const = default;
    auto operator<=>(const Key &) const = default;
};

enum class Change { Added, Modified, Deleted };

struct Stored
{
    QJsonObject object; // whole, with apiVersion, kind, uid, resourceVersion, creationTimestamp
    quint64 version = 0;
    const QByteArray &bytes() const; // compact JSON, made once
private:
    mutable QByteArray m_bytes;
};

struct Happening
{
    Change change;
    Key key;
    std::shared_ptr<const Stored> now;    // Deleted: its last state, with the version of its deletion
    std::shared_ptr<const Stored> before; // Added: null
};

class ObjectStore
{
public:
    using Stamp
        = std::function<void(QJsonObject &metadata, const Key &key)>; // uid and creationTimestamp of a new object
    using Listener = std::function<void(const Happening &)>;

    explicit ObjectStore(Stamp stamp)
        : m_stamp(std::move(stamp))
    {
    }

    void define(const Kind &kind); // again: replaces
    const QList<Kind> &kinds() const { return m_kinds; }
    const Kind *findKind(const QString &group, const QString &kind) const;
    const Kind *findPlural(const QString &group, const QString &version, const QString &plural) const;

    std::shared_ptr<const Stored> get(const Key &key) const; // null: absent
    // Of one kind, sorted by namespace and name; space empty: everywhere.
    QList<std::shared_ptr<const Stored>> list(
        const QString &group, const QString &kind, const QString &space = {}) const;
    qsizetype size() const { return m_size; }

    // Creates or replaces; the same content as before changes nothing, not even the version. The object's apiVersion,
    // kind and metadata say where it belongs.
    std::shared_ptr<const Stored> put(QJsonObject object);
    bool remove(const Key &key); // at once; finalizers are the API server's business

    quint64 version() const { return m_version; }
    // Happenings after a version, oldest first; none: some of them are forgotten (410).
    std::optional<QList<Happening>> since(quint64 version) const;
    void forget(); // what happened so far: the next watch from an old version gets 410

    // Heard in the order of listening. A listener may write: what follows from that is told after everyone heard this
    // one.
    void listen(Listener listener) { m_listeners.push_back(std::move(listener)); }

    void clear(); // the cluster is gone; kinds go, too, listeners stay and hear nothing of it

private:
    void tell(Happening happening);

    using Objects = std::map<std::pair<QString, QString>, std::shared_ptr<const Stored>>; // namespace, name
    static constexpr size_t remembered = 10'000;

    const Stamp m_stamp;
    QList<Kind> m_kinds;
    QHash<std::pair<QString, QString>, Objects> m_objects; // group, kind
    qsizetype m_size = 0;
    quint64 m_version = 1;
    std::deque<Happening> m_history;
    quint64 m_forgotten = 1;        // up to here nothing is remembered
    std::deque<Happening> m_untold; // while one is being told
    bool m_telling = false;
    std::vector<Listener> m_listeners;
};

[[nodiscard]] Key keyOf(const QJsonObject &object);
[[nodiscard]] QString groupOf(const QString &apiVersion);

} // namespace relight::world
