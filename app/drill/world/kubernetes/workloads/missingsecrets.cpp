#include "app/drill/world/kubernetes/workloads/missingsecrets.h"

#include "app/drill/world/kubernetes/jsonparts.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static bool isMeant(const Fault &fault, const Key &key)
{
    return word(fault.with, u"name") == key.name
        && (!fault.with.contains(u"namespace") || word(fault.with, u"namespace") == key.space);
}

void MissingSecrets::hear(const Happening &happening)
{
    const Key &key = happening.key;
    if (key.kind != u"Secret" || !key.group.isEmpty() || happening.change == Change::Deleted)
        return;
    const auto fault = m_world.faults.find(u"secret-missing"_s, u"name"_s, key.name);
    if (!fault || !isMeant(*fault, key))
        return;
    m_kept.insert_or_assign(key, happening.now->object);
    m_world.cluster.remove(key);
}

void MissingSecrets::turn(const Fault &fault, bool begins)
{
    if (fault.kind != u"secret-missing")
        return;
    if (!begins) {
        for (auto &[key, object] : std::exchange(m_kept, {}))
            if (m_world.cluster.get({{}, u"Namespace"_s, {}, key.space}))
                m_world.cluster.put(object);
        return;
    }
    for (const auto &stored : m_world.cluster.list({}, u"Secret"_s))
        if (const Key key = keyOf(stored->object); isMeant(fault, key)) {
            m_kept.insert_or_assign(key, stored->object);
            m_world.cluster.remove(key);
        }
}

} // namespace relight::world
