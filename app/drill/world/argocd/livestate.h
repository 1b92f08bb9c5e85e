#pragma once
// What is in the cluster against what should be: covered, merged, applied. Writes go straight into the store, with the
// API server's semantics kept simple. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

// Everything that the target says is so in the live object; what others added does not count.
[[nodiscard]] bool covers(const QJsonObject &live, const QJsonObject &target);
// The live object with everything that the target says.
[[nodiscard]] QJsonObject mergedOver(const QJsonObject &live, const QJsonObject &target);

// stringData folded into data, server's fields gone, quantities as written.
[[nodiscard]] QJsonObject normalized(QJsonObject object);

[[nodiscard]] std::shared_ptr<const Stored> liveOf(const World &world, const QJsonObject &target);

struct ApplyOutcome
{
    bool done = false;
    QString message; // "deployment.apps/web created", or the API server's refusal
};
ApplyOutcome applyToCluster(World &world, const QJsonObject &target, bool serverSide);

// Empty: its kind is served. Else what Argo CD says of it.
[[nodiscard]] QString whyNotServed(const World &world, const QJsonObject &object);

} // namespace relight::world
