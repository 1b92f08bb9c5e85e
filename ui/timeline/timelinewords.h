#pragma once
// The figures of the timeline in words: for its table, tooltips, screen readers and the mission bar. Pure; GUI thread
// (translations).

#include "models/items/timelinerows.h"

namespace relight {

[[nodiscard]] QString minutesText(Seconds time);                // "38 min", "1 h 12", "40 s" below a minute
[[nodiscard]] QString minutesText(Seconds early, Seconds late); // "38–50 min"
[[nodiscard]] QString tickText(Seconds time);                   // "0", "10 min", "1:30 h", "0:30" below a minute
[[nodiscard]] QString shareText(double share);                  // "78 %", "<1 %", never 0 or 100
[[nodiscard]] QString shortTitle(const TimelineRow &row);       // a part is known by its own name

// One column each; empty: nothing to say.
[[nodiscard]] QString plannedText(const TimelineRow &row);  // "5:00–15:00"
[[nodiscard]] QString actualText(const TimelineRow &row);   // "6:12", "4:10 so far"
[[nodiscard]] QString forecastText(const TimelineRow &row); // "over at 38–50 min"
[[nodiscard]] QString overText(const TimelineRow &row);     // "within", "2:10 over", "0:40 under"

// The whole row, line by line (tooltip) or in one sentence (screen readers).
[[nodiscard]] QStringList rowFacts(const TimelineRow &row);

// "Lands at 38–50 min, 78 % in time", after the end how it came out; one or two sentences.
[[nodiscard]] QString landingText(const TimelineFrame &frame);
[[nodiscard]] QString conditionText(const RtoForecast &forecast); // "if answered now"
[[nodiscard]] QString outcomeText(const TimelineFrame &frame);    // "objective met, 3:40 to spare"; empty: not over

} // namespace relight
