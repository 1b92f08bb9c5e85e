#pragma once
// The fault "secret-missing": a Secret of that name is not there while it lasts, whoever makes it, and comes back
// after. The world's one thread; owned by Workloads.

#include "app/drill/world/base/world.h"

namespace relight::world {

class MissingSecrets
{
public:
    explicit MissingSecrets(World &world)
        : m_world(world)
    {
    }
    void hear(const Happening &happening);
    void turn(const Fault &fault, bool begins);

private:
    World &m_world;
    std::map<Key, QJsonObject> m_kept;
};

} // namespace relight::world
