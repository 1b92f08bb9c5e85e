#pragma once
// Points in time as events carry them: 2026-08-01T10:00:00.000Z, without the cost of QDateTime (a replay reads one a
// line). Pure, any thread.

#include "models/base/time.h"

#include <array>
#include <string_view>

namespace relight {

using EventTimeText = std::array<char, 24>;

// Years outside 0000–9999 are written as the nearest that fits.
[[nodiscard]] EventTimeText eventTimeText(Timestamp time);

// Our own form at once, any other RFC 3339 by way of parseTimestamp().
[[nodiscard]] std::optional<Timestamp> parseEventTime(std::string_view text);

} // namespace relight
