#pragma once
// The manifest's Git credentials, resolved. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

// Secrets are asked for when the manifest names none and `ask` is set; empty answers mean a public repository.
[[nodiscard]] Result<GitAccess> gitAccess(StepContext &context);

// Known-hosts lines as given: lines, or the contents of a file: reference.
[[nodiscard]] Result<QByteArray> knownHosts(const QString &stated);

} // namespace relight
