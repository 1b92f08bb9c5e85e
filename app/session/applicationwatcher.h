#pragma once
// Follows a run's applications while none of its steps does, and hands them to the run as a step would. One reconnect
// policy: the port's own while it follows, Backoff around it. run() blocks a worker thread.

#include "app/engine/clustersight.h"
#include "app/session/localrun.h"
#include "models/session/applicationinspector.h"

namespace relight {

class ApplicationWatcher
{
public:
    using Tell = std::function<void(const ApplicationWatch &)>; // on the calling thread

    ApplicationWatcher(ClusterSight &sight, LocalRun &run, Tell tell);

    // Until stopped, or refused: then it has told so.
    void run(std::stop_token stop);

private:
    bool aStepLooks();
    Result<> followOnce(std::stop_token stop);
    WatchVerdict hear(const ApplicationsDelta &delta, std::stop_token stop);
    void tell(ApplicationWatch::State state, const QString &trouble);
    void seen(const ApplicationsDelta &delta);

    ClusterSight &m_sight;
    LocalRun &m_run;
    Ports m_ports;
    Tell m_tell;
    ApplicationWatch m_watch;
    std::optional<Error> m_refusal; // of the cluster, while Argo CD was followed
    Instant m_checked{};
};

} // namespace relight
