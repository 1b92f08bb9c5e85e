#pragma once
// argocd-application-controller on the world's store: compares every Application with its source, writes its status,
// syncs the automated ones. Acts only while Argo CD's pods are there. The world's one thread; outlives the store's use.

#include "app/drill/world/argocd/applicationsets.h"
#include "app/drill/world/argocd/installation.h"
#include "app/drill/world/argocd/operations.h"
#include "app/drill/world/argocd/operators.h"
#include "models/convergence/rollout.h"

#include <map>

namespace relight::world {

class ApplicationController
{
public:
    explicit ApplicationController(World &world);

    Installation &installation() { return m_installation; }
    const Installation &installation() const { return m_installation; }

    // With the health of each resource, as the API gives single applications and streams.
    QJsonObject withResourceHealth(const QJsonObject &application) const;
    // As they were rendered last; empty: never.
    QList<QJsonObject> targetsOf(const QString &applicationKey) const;

private:
    struct Known
    {
        std::optional<Rendering> rendering;
        QList<ObjectHealth> healths; // beside status.resources
        std::optional<Milliseconds> due;
        bool fresh = false; // the source, too, is looked at
        // Nobody knew yet whether they live in a namespace.
        QList<std::pair<QString, QString>> unserved; // group, kind
    };

    void heard(const Happening &happening);
    void heardApplication(const Happening &happening);
    void heardObject(const Happening &happening, const QJsonObject &object);
    void heardFault(const Fault &fault, bool begins);
    void lookAtAll();
    void look(const QString &applicationKey, bool fresh);
    void lookAt(const QString &applicationKey, bool fresh, Milliseconds delay);
    void reconcile(const QString &applicationKey);
    void failed(const QString &applicationKey, QJsonObject application, const QString &type, const QString &message);
    void syncWhereDue(const QString &applicationKey, QJsonObject &application, const Rendering &rendering);
    void finalize(const QJsonObject &application);
    void drift(const Fault &fault);
    bool isForgotten(); // the cluster went; what was known of it, too

    World &m_world;
    Installation m_installation;
    Renderer m_renderer;
    Operations m_operations;
    Operators m_operators;
    ApplicationSets m_sets;
    std::map<QString, Known> m_known; // by application
    int m_clusters = 0;
};

} // namespace relight::world
