#pragma once
// The world's time: it stands still until the drill's clock sends it on (drill/drillclock.h). What the world does by
// itself is an event at a time; events of one time run in the order of their names, then of their making. The world's
// one thread.

#include "models/base/time.h"

#include <functional>
#include <map>
#include <optional>

namespace relight::world {

class WorldClock
{
public:
    explicit WorldClock(Timestamp start)
        : m_start(start)
    {
    }

    Milliseconds now() const { return m_now; } // since the drill's start
    Timestamp wall() const { return m_start + m_now; }

    // Times in the past mean now. An event may make others, also for now. `name` orders and is unique for its thing.
    void at(Milliseconds time, const QString &name, std::function<void()> event);
    void after(Milliseconds delay, const QString &name, std::function<void()> event)
    {
        at(m_now + delay, name, std::move(event));
    }
    // For an event that changes only what is in the world. Whoever has to tell somebody outside what follows from it
    // does so in an event of its own, by at(): nobody outside has to be waited for after this one.
    void quietly(Milliseconds delay, const QString &name, std::function<void()> event);
    bool isQuiet() const { return m_isQuiet; } // such an event runs: not the time to write to anybody

    std::optional<Milliseconds> next() const; // when the next event is due
    void advanceTo(Milliseconds time);        // runs everything up to and at `time`
    // One event at most, if one is due by then; else time is there. So whoever hears of it is done before the next.
    // After a quiet one all quiet ones that follow it, up to and at `until`.
    void stepTo(Milliseconds time, Milliseconds until);

private:
    struct Place
    {
        Milliseconds time;
        QString name;
        quint64 number;
        auto operator<=>(const Place &) const = default;
    };

    struct Event
    {
        std::function<void()> run;
        bool isQuiet = false;
    };
    bool isDue(Milliseconds time) const { return !m_events.empty() && m_events.begin()->first.time <= time; }
    void runNext();

    const Timestamp m_start;
    Milliseconds m_now{0};
    quint64 m_made = 0;
    bool m_isQuiet = false;
    std::map<Place, Event> m_events;
};

} // namespace relight::world
