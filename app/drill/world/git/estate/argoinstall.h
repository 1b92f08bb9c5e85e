#pragma once
// What Argo CD's install.yaml is to a real recovery: the same objects by kind and name, in few words. Pure, any thread.

#include <QByteArray>
#include <QString>

namespace relight::world {

// version empty or "stable": the one that Relight installs by itself.
[[nodiscard]] QByteArray argoInstallManifest(const QString &argoNamespace, const QString &version);

} // namespace relight::world
