#pragma once
// The desktop's buses, where there are any: never started by us, and never waited for where nobody listens.

class QDBusConnection;

namespace relight {

[[nodiscard]] bool hasSessionBus();
[[nodiscard]] bool hasSystemBus();

} // namespace relight
