#pragma once
// How a made-up application gets its Secret: by the manifest's own method. Pure functions, any thread.

#include "models/manifest/recoverymanifest.h"

namespace relight::world {

// The Secret's name; empty: the manifest has no method, applications of the estate do without.
[[nodiscard]] QString secretNameOf(const RecoveryManifest &manifest, const QString &application);
// What brings it: an ExternalSecret, a SealedSecret, or a Secret encrypted by sops. Empty: nothing.
[[nodiscard]] QByteArray secretYaml(const RecoveryManifest &manifest, const QString &application);
// The (Cluster)SecretStore that ExternalSecrets of the estate use.
[[nodiscard]] QString storeOf(const RecoveryManifest &manifest);

} // namespace relight::world
