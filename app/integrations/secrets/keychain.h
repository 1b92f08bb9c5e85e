#pragma once
// One entry of the desktop's keyring (Secret Service, KWallet). Asks on an I/O thread, waits on the calling worker.

#include "app/integrations/io/mailbox.h"
#include "app/ports/secrets.h"

namespace relight {

class Clock;

// `name`: ENTRY (of the service "relight") or SERVICE/ENTRY. NotFound: no such entry; Unavailable: no keyring to ask.
Result<QByteArray> readKeychain(Mailbox &io, Clock &clock, const QString &name, const Call &call);

} // namespace relight
