#include "app/engine/enginehost.h"

#include "app/engine/scrubbedtexts.h"

#include <future>

namespace relight {

EngineHost::EngineHost(
    RunRecorder &recorder, ClusterSession &cluster, EngineListener &listener, Secrets &secrets, Post post)
    : m_recorder(recorder)
    , m_cluster(cluster)
    , m_listener(listener)
    , m_secrets(secrets)
    , m_post(std::move(post))
{
}

void EngineHost::log(LogLine line)
{
    line.text = scrubbed(line.text, m_secrets);
    m_listener.onLog(line);
}

void EngineHost::progress(StepProgress progress)
{
    progress.text = scrubbed(progress.text, m_secrets);
    m_listener.onProgress(progress);
}

Result<> EngineHost::record(RunEventBody event)
{
    std::promise<void> promise;
    auto written = promise.get_future();
    m_post([this, promise = std::move(promise), event = std::move(event)]() mutable {
        m_recorder.recordThen(std::move(event), [promise = std::move(promise)]() mutable { promise.set_value(); });
    });
    try {
        written.get();
        return {};
    } catch (const std::future_error &) { // the engine went away with the task
        return failure(ErrorCode::Cancelled, QStringLiteral("the engine was stopped before the event was on disk"));
    }
}

} // namespace relight
