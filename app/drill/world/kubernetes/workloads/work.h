#pragma once
// What the controllers of the workload kinds share: who owns what, and when to look again. Made by Workloads; the
// world's one thread.

#include "app/drill/world/base/world.h"
#include "app/drill/world/kubernetes/jsonparts.h"

#include <set>

namespace relight::world {

// Which objects have which owner, kept up with what happens.
class Dependents
{
public:
    void hear(const Happening &happening);
    const std::set<Key> &of(const QString &uid) const;

private:
    QHash<QString, std::set<Key>> m_byOwner;
};

struct Work
{
    World &world;
    const Dependents &dependents;
    std::function<void(const Key &, Milliseconds)> again; // reconcile this one after so long
};

// The owner's objects of one kind, by name; those that are leaving, too.
[[nodiscard]] QList<QJsonObject> ownedBy(const Work &work, const QJsonObject &owner, const QString &kind);
[[nodiscard]] QJsonArray ownerReference(const QJsonObject &owner); // as its controller
[[nodiscard]] std::optional<QJsonObject> controllerOf(const World &world, const QJsonObject &object);

// Puts the object with this status; nothing happens when it says the same.
void putStatus(World &world, QJsonObject object, const QJsonObject &status);

struct Condition
{
    QString type;
    bool holds = true;
    QString reason, message;
};
// With `condition` in place of the one of its type; the time of its turn is kept while its status is.
[[nodiscard]] QJsonArray withCondition(const QJsonArray &conditions, const Condition &condition, const QString &time);
[[nodiscard]] bool conditionHolds(const QJsonObject &object, QStringView type);

// An Event of the object; the same again only counts.
void recordEvent(World &world, const QJsonObject &about, bool isWarning, const QString &reason, const QString &message);

// A pod of the workload's template, named, labelled and owned; `extra` labels are its controller's.
[[nodiscard]] QJsonObject podOf(const QJsonObject &owner, const QString &name, const QJsonObject &extraLabels = {});
[[nodiscard]] QString templateHash(const QJsonObject &owner);        // ten letters, as in a ReplicaSet's name
[[nodiscard]] QString suffix(const World &world, const QString &of); // five of them
[[nodiscard]] bool isPodReady(const QJsonObject &pod);

// The Argo CD application a pod or workload belongs to; empty: none.
[[nodiscard]] QString applicationOf(const World &world, const QJsonObject &object);

} // namespace relight::world
