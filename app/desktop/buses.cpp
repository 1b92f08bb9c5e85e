#include "app/desktop/buses.h"

#include <QFile>

namespace relight {

// Without an address libdbus would run dbus-launch, which starts a bus and takes its time.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

bool hasSystemBus()
{
    return qEnvironmentVariableIsSet("DBUS_SYSTEM_BUS_ADDRESS")
        || QFile::exists(QStringLiteral("/run/dbus/system_bus_socket"))
        || QFile::exists(QStringLiteral("/var/run/dbus/system_bus_socket"));
}

} // namespace relight
