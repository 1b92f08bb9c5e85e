#pragma once
// What an application should be in the cluster: its source's objects, in its namespace, with its tracking id. The
// repo-server's part. The world's one thread.

#include "app/drill/world/argocd/foreignkinds.h"
#include "app/drill/world/argocd/gitsource.h"
#include "app/drill/world/base/world.h"

namespace relight::world {

struct Rendering
{
    QList<QJsonObject> targets; // hooks, too
    QString revision;           // 40 hex, or a chart's version
    QString sourceType;         // Directory, Kustomize, Helm
    bool operator==(const Rendering &) const = default;
};

class Renderer
{
public:
    explicit Renderer(World &world)
        : m_world(world)
    {
    }

    // Fails with the text of a ComparisonError.
    Result<Rendering> render(const QJsonObject &application);

private:
    bool isOurs(const QString &repoUrl) const;
    Result<Rendering> objectsOf(const QJsonObject &application, const GitSource &source);
    void place(QJsonObject &object, const QJsonObject &application, const QList<QJsonObject> &all) const;

    World &m_world;
    ForeignKinds m_foreign;
};

} // namespace relight::world
