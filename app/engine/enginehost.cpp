#include "app/engine/enginehost.h"

namespace relight {

PlannedStep plannedStep(const Step &step)
{
    PlannedStep planned;
    planned.id = step.id;
    planned.title = step.title;
    planned.phase = step.phase;
    planned.kind = step.kind;
    planned.after = step.after;
    planned.low = step.estimate.low;
    planned.high = step.estimate.high;
    planned.critical = step.critical;
    planned.approve = step.approve;
    planned.leftOut = step.leftOut;
    planned.automation = step.automation;
    return planned;
}

void RunEngine::Host::log(LogLine line)
{
    line.text = QString::fromUtf8(m_engine.m_ports.secrets.scrub(line.text.toUtf8()));
    m_engine.m_listener.onLog(line);
}

Result<> RunEngine::Host::record(RunEventBody event)
{
    std::promise<void> promise;
    auto written = promise.get_future();
    m_engine.post([this, promise = std::move(promise), event = std::move(event)]() mutable {
        m_engine.m_afterWrite.push_back([promise = std::move(promise)]() mutable { promise.set_value(); });
        m_engine.record(std::move(event));
    });
    try {
        written.get();
        return {};
    } catch (const std::future_error &) { // the engine went away with the task
        return failure(ErrorCode::Cancelled, QStringLiteral("the engine was stopped before the event was on disk"));
    }
}

RunState RunEngine::Host::state() const
{
    const std::lock_guard lock(m_engine.m_stateMutex);
    return m_engine.m_state;
}

} // namespace relight
