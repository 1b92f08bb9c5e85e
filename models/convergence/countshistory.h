#pragma once
// How many applications stood how, over the time of a run: bounded however long it lasts. A value, any thread.

#include "models/convergence/trouble.h"

namespace relight {

struct CountsPoint
{
    Timestamp at;
    ConvergenceCounts counts;
    bool operator==(const CountsPoint &) const = default;
};

class CountsHistory
{
public:
    // At most one point every `step`, at most `most` points: a longer history gets coarser.
    explicit CountsHistory(Seconds step = Seconds{2}, int most = 4096)
        : m_step(step)
        , m_most(most)
    {
    }

    // A time before the last one counts as the last.
    void add(Timestamp at, const ConvergenceCounts &counts);

    // Oldest first; the last one is what was told last.
    const QList<CountsPoint> &points() const { return m_points; }
    // At most this many (2 or more), evenly over time, first and last always among them.
    [[nodiscard]] QList<CountsPoint> thinned(int most) const;

private:
    void makeRoom();

    Seconds m_step;
    int m_most;
    QList<CountsPoint> m_points;
};

} // namespace relight
