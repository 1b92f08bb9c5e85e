#include "models/rto/spread.h"

#include <algorithm>
#include <cmath>

namespace relight {

static constexpr double late = 0.05, lateMean = 0.25;

Spread spreadOf(const PlannedStep &step)
{
    const double low = double(step.low.count());
    const double high = std::max(low, double(step.high.count()));
    if (low == high)
        return {0.8 * low, low, 1.4 * high};
    return {low, low + (high - low) / 3, high};
}

// Share of those within the estimate that are over by `time`.
static double shareBy(const Spread &spread, double time)
{
    const double width = spread.high - spread.low;
    if (time <= spread.low)
        return 0;
    if (time >= spread.high)
        return 1;
    if (time < spread.peak)
        return (time - spread.low) * (time - spread.low) / (width * (spread.peak - spread.low));
    return 1 - (spread.high - time) * (spread.high - time) / (width * (spread.high - spread.peak));
}

double durationAt(const Spread &spread, double u)
{
    if (u >= 1 - late)
        return spread.high - lateMean * spread.high * std::log((1 - u) / late);
    const double width = spread.high - spread.low;
    const double share = u / (1 - late);
    if (width <= 0)
        return spread.high;
    if (share * width < spread.peak - spread.low)
        return spread.low + std::sqrt(share * width * (spread.peak - spread.low));
    return spread.high - std::sqrt((1 - share) * width * (spread.high - spread.peak));
}

double remainingAt(const Spread &spread, double elapsed, double u)
{
    if (spread.high <= 0)
        return 0;
    if (elapsed >= spread.high)
        return -lateMean * elapsed * std::log(1 - u);
    const double passed = (1 - late) * shareBy(spread, elapsed);
    return std::max(0.0, durationAt(spread, passed + u * (1 - passed)) - elapsed);
}

} // namespace relight
