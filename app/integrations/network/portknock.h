#pragma once
// Whether a TCP port takes a connection: opened on the network thread, closed at once.

#include "app/integrations/io/reply.h"

namespace relight {

Result<> knockAt(Mailbox &network, Clock &clock, const QString &host, quint16 port, const Call &call);

} // namespace relight
