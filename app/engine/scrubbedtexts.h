#pragma once
// Events say in words what happened, and words may quote what a command or a peer said: secrets are taken out before an
// event is written, folded or shown. What identifies something (ids, facts, subjects, options) stays as it is: steps
// and consents are found again by it. Pure, any thread.

#include "app/ports/secrets.h"
#include "models/run/runevent.h"

namespace relight {

void scrubTexts(RunEventBody &event, const Secrets &secrets);
[[nodiscard]] QString scrubbed(const QString &text, const Secrets &secrets);

} // namespace relight
