#pragma once
// Journal and listener of an engine under test: keeps all, waits for what is expected. Header-only; thread-safe.

#include "app/engine/runengine.h"

#include <condition_variable>

namespace relight::test {

// Events on "disk", and what the engine said.
class Recorder : public EventSink, public EngineListener
{
public:
    Result<> append(const QList<RunEvent> &events) override
    {
        const std::lock_guard lock(m_mutex);
        const bool starts = std::ranges::any_of(
            events, [](const RunEvent &event) { return std::holds_alternative<AttemptStarted>(event.body); });
        if (full || (starts && refusedStarts-- > 0))
            return failure(ErrorCode::Storage, QStringLiteral("the disk is full"));
        m_disk += events;
        return {};
    }
    void onEvents(const QList<RunEvent> &, const RunState &state) override
    {
        set([&] { m_state = state; });
    }
    void onLog(const LogLine &line) override
    {
        set([&] { m_lines << line.text; });
    }
    void onProgress(const StepProgress &) override { }
    void onApplications(const ApplicationsDelta &) override { }
    void onRejected(quint64, const Error &error) override
    {
        set([&] { m_rejected = error; });
    }
    void onStorageTrouble(const Error &) override
    {
        set([&] { m_trouble = true; });
    }
    void onWaiting(bool waits) override
    {
        set([&] { m_waits = waits; });
    }
    void onEnded(const RunState &) override
    {
        set([&] { m_ended = true; });
    }

    // Waits until it holds; false after ten seconds.
    bool until(const std::function<bool(const Recorder &)> &holds)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds{10}, [&] { return holds(*this); });
    }
    bool untilEnded()
    {
        return until([](const Recorder &r) { return r.m_ended; });
    }
    bool untilWaiting()
    {
        return until([](const Recorder &r) { return r.m_waits; });
    }
    RunState state()
    {
        const std::lock_guard lock(m_mutex);
        return m_state;
    }
    QList<RunEvent> disk()
    {
        const std::lock_guard lock(m_mutex);
        return m_disk;
    }

    std::atomic<bool> full = false;
    std::atomic<int> refusedStarts = 0; // so many starts of attempts find the disk full
    // Read inside until() only.
    RunState m_state;
    QList<RunEvent> m_disk;
    QStringList m_lines;
    std::optional<Error> m_rejected;
    bool m_waits = false, m_ended = false, m_trouble = false;

private:
    template <class Change> void set(Change change)
    {
        {
            const std::lock_guard lock(m_mutex);
            change();
        }
        m_changed.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

} // namespace relight::test
