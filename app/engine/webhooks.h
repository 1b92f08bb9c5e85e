#pragma once
// Tells the people outside what happens: posts to the webhooks of the manifest that asked for an event. Worker threads.

#include "app/ports/network.h"
#include "app/ports/secrets.h"
#include "models/run/runstate.h"

namespace relight {

// `event`: declared, paused, restored or finished. Sends to every webhook that lists it (or lists none); each failure
// is a sentence that does not show the address.
[[nodiscard]] QStringList postToWebhooks(Network &network, Secrets &secrets, const RecoveryManifest &manifest,
    const RunState &state, const QString &event, const QString &what, Timestamp now, const Call &call,
    int *sent = nullptr);

} // namespace relight
