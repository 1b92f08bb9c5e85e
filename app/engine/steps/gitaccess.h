#pragma once
// The manifest's Git credentials, resolved. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

// A manifest without credentials means a public repository, until preflight was refused and asked for them
// (askForGit()).
[[nodiscard]] Result<GitAccess> gitAccess(StepContext &context);
// From now on gitAccess() asks for prompt:git-username and prompt:git-password.
[[nodiscard]] Result<> askForGit(StepContext &context);
[[nodiscard]] bool hasGitCredentials(const RecoveryManifest &manifest);

// Known-hosts lines as given: lines, or the contents of a file: reference.
[[nodiscard]] Result<QByteArray> knownHosts(const QString &stated);

} // namespace relight
