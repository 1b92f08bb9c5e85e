#pragma once
// What is wrong in the world right now. Named by the scenario (resources/scenarios), switched by the drill's director
// over the control socket; every part of the world looks here before it answers. The world's one thread.

#include "models/base/time.h"

#include <QJsonObject>
#include <QMap>

#include <functional>
#include <optional>
#include <vector>

namespace relight::world {

struct Fault
{
    QString id;       // of the scenario: "rate-limit"
    QString kind;     // "registry-rate-limit"; the list is in docs/scenarios.md
    QJsonObject with; // its own settings: { application: shop }
};

class Faults
{
public:
    using Listener = std::function<void(const Fault &fault, bool begins)>;

    void begin(const Fault &fault);
    void end(const QString &id);

    // The first one of this kind whose `with` has `key` with this value, or does not say; none: all is well.
    std::optional<Fault> find(const QString &kind, const QString &key = {}, const QString &value = {}) const;
    // Every one of this kind, by id: for those who look at several keys of `with`.
    QList<Fault> all(const QString &kind) const;
    bool has(const QString &kind) const { return find(kind).has_value(); }

    void listen(Listener listener) { m_listeners.push_back(std::move(listener)); }

private:
    QMap<QString, Fault> m_faults; // by id
    std::vector<Listener> m_listeners;
};

} // namespace relight::world
