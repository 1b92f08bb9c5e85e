#pragma once
// Writes the events of a run, secrets taken out of their texts: to the journal first, then folded into the state, then
// told to the listener. What the disk refuses is kept, in order, until it takes it. Owned by the engine; its thread
// only, but for what says otherwise.

#include "app/engine/enginelistener.h"
#include "app/engine/eventsink.h"
#include "app/ports/clock.h"
#include "app/ports/secrets.h"

#include <mutex>

namespace relight {

class RunRecorder
{
public:
    using Task = std::move_only_function<void()>;

    RunRecorder(RunState resumed, EventSink &journal, EngineListener &listener, Clock &clock, const Secrets &secrets);

    const RunState &state() const { return m_state; }
    // Returns whether the events are on disk and folded.
    bool record(QList<RunEventBody> bodies);
    bool record(RunEventBody body) { return record(QList<RunEventBody>{std::move(body)}); }
    // `written` is called once the event is on disk, which may be much later.
    void recordThen(RunEventBody body, Task written);
    // Written now, or not at all: what the disk refuses is not kept for later.
    Result<> recordNow(RunEventBody body);
    void forgetWaiters(); // their tasks are destroyed uncalled

    bool allWritten() const { return m_unwritten.isEmpty(); }
    std::optional<Instant> writeAgain() const { return m_writeAgain; }
    void writeIfDue();

    // Any thread.
    RunState copy() const;
    std::optional<ClusterPinned> pin() const;

private:
    bool flush();
    void onDisk(const QList<RunEvent> &events); // folds and tells them

    EventSink &m_journal;
    EngineListener &m_listener;
    Clock &m_clock;
    const Secrets &m_secrets;
    RunState m_state; // written on the engine thread under m_mutex, copied from workers
    mutable std::mutex m_mutex;
    QList<RunEvent> m_unwritten;
    std::vector<Task> m_afterWrite;
    std::optional<Instant> m_writeAgain;
};

} // namespace relight
