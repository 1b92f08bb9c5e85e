#include "models/scenario/faultkinds.h"

#include <algorithm>

namespace relight {

namespace {

constexpr FaultKind kinds[] = {
    {"api-down", "", "", "the cluster's API refuses connections"},
    {"watch-cut", "", "", "every open watch ends at once"},
    {"watch-expired", "", "", "what a watch would go on from is forgotten: 410, list again"},
    {"credentials-expired", "", "", "the cluster's API answers 401 to everybody"},
    {"quota-exceeded", "namespace", "", "new pods are refused by a quota"},
    {"registry-rate-limit", "registry application", "", "images cannot be pulled: toomanyrequests"},
    {"bad-image", "application", "application", "the application's image does not exist"},
    {"crash-loop", "application", "application", "the application's containers crash again and again"},
    {"volume-pending", "namespace", "", "claims for volumes are not bound"},
    {"secret-missing", "name", "name", "the Secret of this name is not there"},
    {"git-down", "", "", "the Git host answers 503"},
    {"argocd-restart", "", "", "Argo CD's pods restart once; it comes back by itself"},
    {"argocd-password-changed", "", "", "Argo CD's tokens and password are not accepted any more"},
    {"store-sealed", "", "", "Vault is sealed: no ExternalSecret is filled"},
    {"circular-bootstrap", "application needs", "application needs",
        "the application waits for something that only the other one brings"},
    {"sync-window", "application", "", "a sync window denies syncing"},
    {"terraform-destroys", "", "", "the plan also deletes or replaces what is still there"},
    {"terraform-fails", "message resource", "", "terraform's apply fails at a resource"},
    {"provision-slow", "factor", "", "provisioning takes so many times as long"},
    {"command-fails", "step key status says", "step", "a command of this step fails with this status and these words"},
    {"restore-half", "name", "", "the restore ends without an error, and data is missing"},
    {"backup-old", "age name", "", "the newest backup is this old"},
    {"backup-missing", "name", "", "there is no backup at the stated place"},
    {"credentials-expire", "", "", "the cloud's CLI has no valid session any more"},
    {"dns-stale", "name", "", "resolvers keep the old value of the name"},
    {"site-down", "host", "", "this site does not answer"},
    {"webhook-down", "host", "", "notifications are refused: 503"},
    {"lost-cluster-answers", "", "", "the cluster that was lost answers again"},
    {"person-unreachable", "", "", "somebody who has to approve does not answer"},
};

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

QStringList FaultKind::keys() const
{
    return words(settings);
}

QStringList FaultKind::requiredKeys() const
{
    return words(required);
}

std::span<const FaultKind> faultKinds()
{
    return kinds;
}

const FaultKind *faultKind(const QString &name)
{
    const auto found
        = std::ranges::find_if(kinds, [&](const FaultKind &kind) { return name == QLatin1String(kind.name); });
    return found == std::end(kinds) ? nullptr : &*found;
}

QStringList faultKindNames()
{
    QStringList names;
    for (const FaultKind &kind : kinds)
        names << QString::fromLatin1(kind.name);
    return names;
}

} // namespace relight
