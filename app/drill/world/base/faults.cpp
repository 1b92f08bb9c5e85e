#include "app/drill/world/base/faults.h"

namespace relight::world {

void Faults::begin(const Fault &fault)
{
    m_faults.insert(fault.id, fault);
    for (const Listener &listener : m_listeners)
        listener(fault, true);
}

void Faults::end(const QString &id)
{
    const Fault fault = m_faults.take(id);
    if (fault.id.isEmpty())
        return;
    for (const Listener &listener : m_listeners)
        listener(fault, false);
}

std::optional<Fault> Faults::find(const QString &kind, const QString &key, const QString &value) const
{
    for (const Fault &fault : m_faults) {
        if (fault.kind != kind)
            continue;
        const QJsonValue meant = fault.with.value(key);
        if (key.isEmpty() || meant.isUndefined() || meant.toString() == value)
            return fault;
    }
    return std::nullopt;
}

QList<Fault> Faults::all(const QString &kind) const
{
    QList<Fault> found;
    for (const Fault &fault : m_faults) {
        if (fault.kind == kind)
            found << fault;
    }
    return found;
}

} // namespace relight::world
