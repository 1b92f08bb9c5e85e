#pragma once
// Asks for a secret on the controlling terminal, without echo. Blocks the calling worker; one question at a time.

#include "app/ports/secrets.h"

namespace relight {

[[nodiscard]] Result<Secret> promptOnTerminal(const QString &name, const Call &call);

} // namespace relight
