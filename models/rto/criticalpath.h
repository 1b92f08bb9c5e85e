#pragma once
// What the landing waits for, as it is now. Pure, any thread.

#include "models/rto/rtoforecast.h"

namespace relight {

// From the step that ends last, by its real end, else by the forecast's half, back over what each waited for longest.
// First to last; of equally late ones the first of the plan. Without a forecast only what has ended counts.
[[nodiscard]] QStringList criticalPathNow(const RunState &run, const std::optional<RtoForecast> &forecast);

} // namespace relight
