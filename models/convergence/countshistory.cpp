#include "models/convergence/countshistory.h"

#include <algorithm>

namespace relight {

// The last point moves along until it is a step away from the one before: then it stays.
void CountsHistory::add(Timestamp at, const ConvergenceCounts &counts)
{
    if (!m_points.isEmpty())
        at = std::max(at, m_points.last().at);
    const qsizetype size = m_points.size();
    if (size >= 2 && m_points.last().at - m_points.at(size - 2).at < m_step) {
        m_points.last() = {at, counts};
        return;
    }
    // Where nothing changed a line needs only its two ends.
    if (size >= 2 && m_points.last().counts == counts && m_points.at(size - 2).counts == counts) {
        m_points.last().at = at;
        return;
    }
    m_points.append({at, counts});
    makeRoom();
}

void CountsHistory::makeRoom()
{
    if (m_points.size() <= m_most)
        return;
    m_step *= 2;
    QList<CountsPoint> kept;
    for (qsizetype i = 0; i < m_points.size(); ++i) {
        if (i % 2 == 0 || i == m_points.size() - 1)
            kept.append(m_points.at(i));
    }
    m_points = std::move(kept);
}

QList<CountsPoint> CountsHistory::thinned(int most) const
{
    if (m_points.size() <= most)
        return m_points;
    const auto span = m_points.last().at - m_points.first().at;
    const auto slotOf = [&](const CountsPoint &point) {
        return int((point.at - m_points.first().at).count() * (most - 2) / std::max<qint64>(span.count(), 1));
    };
    QList<CountsPoint> kept{m_points.first()};
    for (qsizetype i = 1; i < m_points.size() - 1; ++i) {
        const bool last = slotOf(m_points.at(i + 1)) != slotOf(m_points.at(i));
        if (last && kept.size() < most - 1)
            kept.append(m_points.at(i));
    }
    kept.append(m_points.last());
    return kept;
}

} // namespace relight
