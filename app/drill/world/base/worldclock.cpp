#include "app/drill/world/base/worldclock.h"

namespace relight::world {

void WorldClock::at(Milliseconds time, const QString &name, std::function<void()> event)
{
    m_events.emplace(Place{std::max(time, m_now), name, ++m_made}, Event{std::move(event)});
}

void WorldClock::quietly(Milliseconds delay, const QString &name, std::function<void()> event)
{
    m_events.emplace(Place{m_now + delay, name, ++m_made}, Event{std::move(event), true});
}

std::optional<Milliseconds> WorldClock::next() const
{
    return m_events.empty() ? std::nullopt : std::optional(m_events.begin()->first.time);
}

void WorldClock::runNext()
{
    const auto event = m_events.extract(m_events.begin());
    m_now = std::max(m_now, event.key().time);
    m_isQuiet = event.mapped().isQuiet;
    event.mapped().run();
    m_isQuiet = false;
}

void WorldClock::stepTo(Milliseconds time, Milliseconds until)
{
    if (!isDue(time)) {
        m_now = std::max(m_now, time);
        return;
    }
    const bool quiet = m_events.begin()->second.isQuiet;
    runNext();
    while (quiet && isDue(until) && m_events.begin()->second.isQuiet)
        runNext();
}

void WorldClock::advanceTo(Milliseconds time)
{
    while (isDue(time))
        runNext();
    m_now = std::max(m_now, time);
}

} // namespace relight::world
