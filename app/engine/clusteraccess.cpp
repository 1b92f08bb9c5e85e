#include "app/engine/clusteraccess.h"

#include <QFileInfo>

namespace relight {

QString leaseHolder(const RunSite &site)
{
    return site.runId + QStringLiteral(", ") + site.operatorName;
}

Result<> kubeconfigIsThere(const RunSite &site)
{
    const QFileInfo kubeconfig(site.kubeconfigPath());
    if (!kubeconfig.exists() || kubeconfig.size() == 0)
        return failure(ErrorCode::NotFound,
            QStringLiteral("there is no kubeconfig of the recovered cluster yet: the step \"provision\" makes it"));
    return {};
}

Result<std::shared_ptr<Cluster>> openRecovered(const RunSite &site, Ports &ports)
{
    if (const auto there = kubeconfigIsThere(site); !there)
        return std::unexpected(there.error());
    ClusterAccess access;
    access.kubeconfigPath = site.kubeconfigPath();
    return ports.clusters.open(access);
}

std::unexpected<Error> notPinnedYet()
{
    return failure(ErrorCode::NotFound,
        QStringLiteral("the cluster's identity is not pinned yet: the step \"provision\" does it"));
}

Result<std::shared_ptr<ArgoCd>> openArgoCd(
    const ArgoCdSection &section, Ports &ports, std::shared_ptr<Cluster> cluster, const Call &call)
{
    ArgoCdAccess access;
    access.argoNamespace = section.argoNamespace;
    access.server = section.server;
    access.cluster = std::move(cluster);
    if (!section.username.isEmpty())
        access.username = section.username;
    for (const auto &[reference, target] :
        {std::pair{&section.password, &access.password}, {&section.token, &access.token}}) {
        if (!*reference)
            continue;
        auto secret = ports.secrets.resolve(**reference, call);
        if (!secret)
            return std::unexpected(secret.error());
        *target = *std::move(secret);
    }
    return ports.argocds.open(std::move(access));
}

} // namespace relight
