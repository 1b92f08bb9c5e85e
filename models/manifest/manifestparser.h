#pragma once
// Reads recovery-manifest.yaml into values. Pure: bytes in, values and diagnostics out. Any thread.

#include "models/manifest/diagnostic.h"

namespace relight {

struct ParsedManifest
{
    std::optional<RecoveryManifest> manifest; // only without errors
    QList<Diagnostic> diagnostics;            // all of them, in file order; a syntax error ends the list
    bool hasErrors() const;
};

// Limits (4 MiB, depth 100, 100,000 nodes after aliases) make hostile input fail within milliseconds.
[[nodiscard]] ParsedManifest parseManifest(const QByteArray &yaml);

// Repository paths that the manifest names (cluster.path, root-app, install manifest, bootstrap, ./scripts): what the
// digest covers.
[[nodiscard]] QStringList namedPaths(const RecoveryManifest &manifest);

} // namespace relight
