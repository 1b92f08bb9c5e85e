#pragma once
// Who a process is beyond its number: numbers are used again, the number with its start time and the machine's boot is
// not. Linux only; any thread.

#include <cstdint>
#include <optional>
#include <string>

namespace relight::supervisor {

// Clock ticks since boot, field 22 of /proc/PID/stat; none: there is no such process (one that only waits to be reaped
// does not count).
std::optional<uint64_t> startTime(int64_t pid);
std::string bootId(); // empty: unknown

} // namespace relight::supervisor
