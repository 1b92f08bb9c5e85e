#pragma once
// The figures of the timeline in words: for its table, tooltips, screen readers and the mission bar. Pure; GUI thread
// (translations).

#include "models/items/timelinerows.h"

namespace relight {

[[nodiscard]] QString minutesText(Seconds time);                // "38 min", "1 h 12", "40 s" below a minute
[[nodiscard]] QString minutesText(Seconds early, Seconds late); // "38–50 min"
[[nodiscard]] QString shortSpan(Seconds span);                  // "14 min", "2 h 14", "3 d": whole ones, rounded down
[[nodiscard]] QString tickText(Seconds time);                   // "0", "10 min", "1 h 30", "0:30" below a minute
[[nodiscard]] QString shareText(double share);                  // "78 %", "<1 %", never 0 or 100
[[nodiscard]] QString shortTitle(const TimelineRow &row);       // a part is known by its own name

// One column each; empty: nothing to say.
[[nodiscard]] QString plannedText(const TimelineRow &row);  // "5:00–15:00"
[[nodiscard]] QString actualText(const TimelineRow &row);   // "6:12", "4:10 so far"
[[nodiscard]] QString forecastText(const TimelineRow &row); // "over at 38–50 min"
[[nodiscard]] QString overText(const TimelineRow &row);     // "within", "2:10 over", "0:40 under"

// The whole row, line by line (tooltip) or in one sentence (screen readers).
[[nodiscard]] QStringList rowFacts(const TimelineRow &row);

[[nodiscard]] QString landingTitle(const TimelineFrame &frame); // "Landing", "Being cancelled"
// "Half of all courses land by 38 min, 9 in 10 by 50 min; 78 % within the objective of 45:00.", before the start why
// there is no forecast, after the end how it came out.
[[nodiscard]] QString landingText(const TimelineFrame &frame);
[[nodiscard]] QString conditionText(const RtoForecast &forecast); // "if answered now"
[[nodiscard]] QString outcomeText(const TimelineFrame &frame);    // "objective met, 3:40 to spare"; empty: not over

} // namespace relight
