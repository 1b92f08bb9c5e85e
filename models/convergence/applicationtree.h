#pragma once
// Who made whom: applications, ApplicationSets and their children as a forest. Links come from a parent's
// status.resources, from an owner reference to an ApplicationSet, and from the tracking-id annotation. Pure values, any
// thread.

#include "models/convergence/application.h"

#include <QSet>

namespace relight {

using Applications = QMap<QString, Application>; // by Application::key()

struct ApplicationTree
{
    // Keys are "namespace/name", of an ApplicationSet "set:namespace/name". Children are in wave order, then by name.
    QMap<QString, QStringList> children;
    QMap<QString, QString> parent; // absent: a root
    QStringList roots;
    QStringList missing; // named by a parent's status.resources, not there
    QSet<QString>
        loops; // a link back to an ancestor or to itself was left out here (an application that manages itself)

    bool operator==(const ApplicationTree &) const = default;
};

[[nodiscard]] ApplicationTree applicationTree(const Applications &applications);

// The key and all below it, parents before children.
[[nodiscard]] QStringList withDescendants(const ApplicationTree &tree, const QString &key);

// argocd.argoproj.io/tracking-id of this very object: the name of the application that made it ("ns_app" is taken
// apart); empty: none, or a copied object's that speaks of another.
struct TrackedBy
{
    QString appNamespace, name; // namespace empty: the control plane's
    bool operator==(const TrackedBy &) const = default;
};
[[nodiscard]] std::optional<TrackedBy> trackedBy(const Application &application);

[[nodiscard]] QString setKey(const QString &setNamespace, const QString &name);

} // namespace relight
