#pragma once
// Argo CD seen and driven through its Application resources in the Kubernetes API: for when its own API cannot be
// reached, and for Core installations, which have none. Argo CD's rights and sync windows do not apply on this path.
// Thread-safe.

#include "app/integrations/argocd/argosource.h"

namespace relight {

class ArgoResources : public ArgoSource
{
public:
    ArgoResources(std::shared_ptr<Cluster> cluster, QString argoNamespace);

    Result<QList<Application>> list(const Call &call) override;
    Result<QList<ApplicationSetStatus>> applicationSets(const Call &call) override;
    Result<> sync(const SyncRequest &request, const Call &call) override;
    Result<> refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call) override;
    Result<> terminate(const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QList<ResourceNode>> resourceTree(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QList<ArgoCd::Difference>> differences(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QString> syncWindow(const QString &application, const QString &appNamespace, const Call &call) override;

    // First all there are, then each change, until the handler has enough.
    Result<> follow(const ChangeHandler &handler, const Call &call);

    // Whether somebody answers there, whatever they say.
    bool answers(const Call &call);

private:
    using PatchFor = std::function<Result<QJsonArray>(const QJsonObject &present)>;
    Result<> patchAsRead(const ObjectRef &object, const PatchFor &patchFor, const Call &call);
    ObjectRef ref(const QString &name, const QString &objectNamespace) const;

    const std::shared_ptr<Cluster> m_cluster;
    const QString m_argoNamespace;
};

} // namespace relight
