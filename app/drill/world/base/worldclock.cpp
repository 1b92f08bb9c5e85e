#include "app/drill/world/base/worldclock.h"

namespace relight::world {

void WorldClock::at(Milliseconds time, const QString &name, std::function<void()> event)
{
    m_events.emplace(Place{std::max(time, m_now), name, ++m_made}, std::move(event));
}

std::optional<Milliseconds> WorldClock::next() const
{
    return m_events.empty() ? std::nullopt : std::optional(m_events.begin()->first.time);
}

void WorldClock::stepTo(Milliseconds time)
{
    if (m_events.empty() || m_events.begin()->first.time > time) {
        m_now = std::max(m_now, time);
        return;
    }
    const auto event = m_events.extract(m_events.begin());
    m_now = std::max(m_now, event.key().time);
    event.mapped()();
}

void WorldClock::advanceTo(Milliseconds time)
{
    while (!m_events.empty() && m_events.begin()->first.time <= time) {
        const auto event = m_events.extract(m_events.begin());
        m_now = std::max(m_now, event.key().time);
        event.mapped()();
    }
    m_now = std::max(m_now, time);
}

} // namespace relight::world
