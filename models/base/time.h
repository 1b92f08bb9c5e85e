#pragma once
// Points in time and durations as the whole project writes them. Pure functions; no clock is read here.

#include "models/base/error.h"

#include <QString>

#include <chrono>
#include <optional>

namespace relight {

using Seconds = std::chrono::seconds;
using Milliseconds = std::chrono::milliseconds;
using Timestamp = std::chrono::sys_time<Milliseconds>; // UTC

// "90s", "45m", "1h30m", "2d"; a bare number is not a duration. Range: 0 s to 3,650 d.
[[nodiscard]] Result<Seconds> parseDuration(QStringView text);

// "1h30m", "45m", "90s" … the shortest exact form that parseDuration() reads back.
[[nodiscard]] QString durationText(Seconds duration);

// "6:12", "1:02:03": for clocks and tables.
[[nodiscard]] QString clockText(Seconds duration);

// RFC 3339 in UTC with milliseconds: 2026-08-01T10:00:00.000Z
[[nodiscard]] QString timestampText(Timestamp time);

// RFC 3339, any offset, seconds or fractions.
[[nodiscard]] std::optional<Timestamp> parseTimestamp(QStringView text);

} // namespace relight
