#pragma once
// The environment of children (MANIFEST.md, "Commands"). Pure functions over this process's environment; any thread.

#include <QMap>
#include <QString>

namespace relight {

using Environment = QMap<QString, QString>;

// The user's, without what Relight's own start-up set for Qt: children use the host's libraries.
[[nodiscard]] Environment userEnvironment();

// The user's, minus settings that would silently choose a cluster (KUBECONFIG, KUBE_*, HELM_KUBE*, ARGOCD_* …), plus
// `overlay`, which wins.
[[nodiscard]] Environment childEnvironment(const Environment &overlay);

// Does this variable choose a cluster?
[[nodiscard]] bool isClusterSetting(const QString &name);

} // namespace relight
