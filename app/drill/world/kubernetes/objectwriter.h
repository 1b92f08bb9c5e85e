#pragma once
// Every write to the world's cluster as its API server does it: namespaces must exist, defaults are added, generations
// counted, status kept apart, fields owned, finalizers waited for. For the HTTP side and for the controllers of
// workloads; what Argo CD applies is simpler (argocd/livestate.h). The world's one thread.

#include "app/drill/world/base/world.h"
#include "app/drill/world/kubernetes/managedfields.h"

namespace relight::world {

struct WriteOptions
{
    QString manager = QStringLiteral("kube-controller-manager");
    QString subresource; // "status" or empty
    bool force = true;   // of an apply
    bool dryRun = false;
};

struct Written
{
    std::shared_ptr<const Stored> now; // after a dry run: as it would be
    bool created = false;
};

class ObjectWriter
{
public:
    explicit ObjectWriter(World &world)
        : m_world(world)
    {
    }

    // The object says its kind, namespace and name (or generateName).
    OrRefusal<Written> create(QJsonObject object, const WriteOptions &options);
    OrRefusal<Written> replace(QJsonObject object, const WriteOptions &options);
    OrRefusal<Written> apply(QJsonObject object, const WriteOptions &options);
    // `change` makes the new object of the one there is; what it may not change is put back.
    using Change = std::function<OrRefusal<QJsonObject>(const QJsonObject &)>;
    OrRefusal<Written> update(const Kind &kind, const Key &key, const Change &change, const WriteOptions &options);

    // The last state. With finalizers, and for pods and namespaces, it only begins to leave.
    OrRefusal<std::shared_ptr<const Stored>> remove(const Kind &kind, const Key &key, bool dryRun = false);

private:
    QJsonObject named(QJsonObject object) const;
    OrRefusal<Written> finish(
        const Kind &kind, const std::shared_ptr<const Stored> &before, QJsonObject object, const WriteOptions &options);
    std::optional<Answer> refusedByNamespace(const Kind &kind, const Key &key) const;
    Writer writerOf(const WriteOptions &options) const;

    World &m_world;
};

} // namespace relight::world
