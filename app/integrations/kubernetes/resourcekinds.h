#pragma once
// Which plural and scope each kind has on this server. Asks one API group version at a time and keeps the answer; a
// kind that is not there is asked for again next time, because a CRD may just have been added. Owned by its cluster,
// any worker thread. (Aggregated discovery would be two calls for everything; a recovery needs about ten group
// versions, and these answers exist on every server and are current first.)

#include "app/integrations/kubernetes/apiclient.h"
#include "app/ports/cluster.h"

#include <QHash>

namespace relight {

struct ResourceKind
{
    QString plural;
    bool isNamespaced = false;
};

class ResourceKinds
{
public:
    explicit ResourceKinds(ApiClient &api);

    // NotFound: the server has no such kind (yet).
    Result<ResourceKind> find(const QString &apiVersion, const QString &kind, const Call &call);

    // "/apis/apps/v1/namespaces/shop/deployments/web"; empty name: the collection; empty namespace: cluster scope or
    // all namespaces.
    Result<QString> pathOf(const ObjectRef &object, const Call &call);

private:
    Result<> load(const QString &apiVersion, const Call &call);

    ApiClient &m_api;
    std::mutex m_mutex;
    QHash<std::pair<QString, QString>, ResourceKind> m_kinds;
};

[[nodiscard]] QString groupVersionPath(const QString &apiVersion); // "/api/v1", "/apis/apps/v1"

} // namespace relight
