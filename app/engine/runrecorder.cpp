#include "app/engine/runrecorder.h"

#include "app/engine/scrubbedtexts.h"

namespace relight {

RunRecorder::RunRecorder(
    RunState resumed, EventSink &journal, EngineListener &listener, Clock &clock, const Secrets &secrets)
    : m_journal(journal)
    , m_listener(listener)
    , m_clock(clock)
    , m_secrets(secrets)
    , m_state(std::move(resumed))
{
}

bool RunRecorder::record(QList<RunEventBody> bodies)
{
    for (RunEventBody &body : bodies) {
        scrubTexts(body, m_secrets);
        m_unwritten << RunEvent{m_state.sequence + m_unwritten.size() + 1, m_clock.wall(), std::move(body)};
    }
    return flush();
}

void RunRecorder::recordThen(RunEventBody body, Task written)
{
    m_afterWrite.push_back(std::move(written));
    record(std::move(body));
}

void RunRecorder::forgetWaiters()
{
    m_afterWrite.clear();
}

void RunRecorder::writeIfDue()
{
    if (m_writeAgain && *m_writeAgain <= m_clock.now())
        flush();
}

bool RunRecorder::flush()
{
    if (m_unwritten.isEmpty())
        return true;
    if (const auto written = m_journal.append(m_unwritten); !written) {
        if (!m_writeAgain)
            m_listener.onStorageTrouble(written.error());
        m_writeAgain = m_clock.now() + Seconds{2};
        return false;
    }
    m_writeAgain.reset();
    onDisk(std::exchange(m_unwritten, {}));
    return true;
}

Result<> RunRecorder::recordNow(RunEventBody body)
{
    if (!allWritten())
        return failure(ErrorCode::Storage, QStringLiteral("the journal cannot be written at present"));
    scrubTexts(body, m_secrets);
    const QList<RunEvent> events{{m_state.sequence + 1, m_clock.wall(), std::move(body)}};
    const auto written = m_journal.append(events);
    if (written)
        onDisk(events);
    return written;
}

void RunRecorder::onDisk(const QList<RunEvent> &events)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const RunEvent &event : events)
            m_state = apply(std::move(m_state), event);
    }
    m_listener.onEvents(events, m_state);
    if (m_journal.nearlyFull() && !m_state.end && !m_state.paused) {
        record(RunPaused{
            PauseCause::Storage, QStringLiteral("the disk of the journal is full: make room, then resume"), {}});
    }
    for (Task &done : std::exchange(m_afterWrite, {}))
        done();
}

RunState RunRecorder::copy() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

std::optional<ClusterPinned> RunRecorder::pin() const
{
    const std::lock_guard lock(m_mutex);
    return m_state.cluster;
}

} // namespace relight
