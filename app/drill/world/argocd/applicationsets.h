#pragma once
// argocd-applicationset-controller, in small: the generators list, git directories and clusters (this one). The world's
// one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

class Installation;

class ApplicationSets
{
public:
    ApplicationSets(World &world, const Installation &installation);

private:
    void later(const Key &key);
    void generate(const Key &key);
    QList<QJsonObject> parametersOf(const QJsonObject &set) const;
    void writeStatus(const Key &key);

    World &m_world;
    const Installation &m_installation;
};

} // namespace relight::world
