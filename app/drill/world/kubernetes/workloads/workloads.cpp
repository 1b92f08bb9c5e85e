#include "app/drill/world/kubernetes/workloads/workloads.h"

#include "app/drill/world/kubernetes/objectwriter.h"
#include "app/drill/world/kubernetes/workloads/reconcilers.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds moment{25}; // a controller's queue

using Reconcile = void (*)(Work &, const QJsonObject &);

static Reconcile reconcilerOf(const Key &key)
{
    static const std::map<std::pair<QString, QString>, Reconcile> all{
        {{u"apps"_s, u"Deployment"_s}, reconcileDeployment}, {{u"apps"_s, u"ReplicaSet"_s}, reconcileReplicaSet},
        {{u"apps"_s, u"StatefulSet"_s}, reconcileStatefulSet}, {{u"apps"_s, u"DaemonSet"_s}, reconcileDaemonSet},
        {{u"batch"_s, u"Job"_s}, reconcileJob}, {{QString(), u"PersistentVolumeClaim"_s}, reconcileClaim},
        {{QString(), u"Service"_s}, reconcileService}, {{u"networking.k8s.io"_s, u"Ingress"_s}, reconcileIngress}};
    const auto it = all.find({key.group, key.kind});
    return it == all.end() ? nullptr : it->second;
}

static QString titleOf(const Key &key)
{
    return key.kind + u'/' + key.space + u'/' + key.name;
}

Workloads::Workloads(World &world)
    : m_world(world)
    , m_work{world, m_dependents,
          [this](const Key &key, Milliseconds delay) {
              m_world.clock.quietly(delay, u"reconcile/"_s + titleOf(key), [this, key] { look(key); });
          }}
    , m_kubelet(world)
    , m_missing(world)
{
    m_world.cluster.listen([this](const Happening &happening) { hear(happening); });
    m_world.faults.listen([this](const Fault &fault, bool begins) { faultTurns(fault, begins); });
}

void Workloads::hear(const Happening &happening)
{
    m_dependents.hear(happening);
    m_missing.hear(happening);
    m_kubelet.hear(happening);
    if (happening.change == Change::Deleted)
        collect(uidOf(happening.now->object));
    const auto plan = [this](const Key &key) {
        if (reconcilerOf(key) && m_due.insert(key).second)
            m_work.again(key, moment);
    };
    if (happening.change != Change::Deleted)
        plan(happening.key);
    for (const QJsonValue &value : metadataOf(happening.now->object).value(u"ownerReferences").toArray()) {
        const QJsonObject owner = value.toObject();
        plan({groupOf(word(owner, u"apiVersion")), word(owner, u"kind"), happening.key.space, word(owner, u"name")});
    }
    if (happening.key.kind == u"Pod") {
        for (const auto &service : m_world.cluster.list({}, u"Service"_s, happening.key.space)) {
            if (selectsPod(service->object, happening.now->object))
                plan(keyOf(service->object));
        }
    }
    if (happening.key.kind == u"Node" && happening.change != Change::Modified)
        for (const auto &set : m_world.cluster.list(u"apps"_s, u"DaemonSet"_s))
            plan(keyOf(set->object));
}

void Workloads::look(const Key &key)
{
    m_due.erase(key);
    const auto stored = m_world.cluster.get(key);
    if (const Reconcile reconcile = reconcilerOf(key); stored && reconcile)
        reconcile(m_work, stored->object);
}

void Workloads::collect(const QString &ownerUid)
{
    const std::set<Key> owned = m_dependents.of(ownerUid);
    if (owned.empty())
        return;
    m_world.clock.quietly(moment, u"collect/"_s + ownerUid, [this, owned, made = m_world.clusters] {
        if (made != m_world.clusters)
            return;
        ObjectWriter writer(m_world);
        for (const Key &key : owned)
            if (const Kind *kind = m_world.cluster.findKind(key.group, key.kind))
                (void)writer.remove(*kind, key);
    });
}

void Workloads::faultTurns(const Fault &fault, bool begins)
{
    m_missing.turn(fault, begins);
    if (begins && fault.kind == u"crash-loop")
        m_kubelet.crash(word(fault.with, u"application"));
}

} // namespace relight::world
