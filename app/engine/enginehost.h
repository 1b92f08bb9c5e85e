#pragma once
// The engine's face towards running steps; called on worker threads. Owned by the engine.

#include "app/engine/clustersession.h"
#include "app/engine/runrecorder.h"
#include "app/engine/stepcontext.h"

namespace relight {

class EngineHost : public StepHost
{
public:
    using Task = RunRecorder::Task;
    using Post = std::function<void(Task)>; // runs a task on the engine thread, or destroys it

    EngineHost(RunRecorder &recorder, ClusterSession &cluster, EngineListener &listener, Secrets &secrets, Post post);

    void log(LogLine line) override;
    void progress(StepProgress progress) override;
    void applications(ApplicationsDelta delta) override { m_listener.onApplications(delta); }
    Result<> record(RunEventBody event) override;
    RunState state() const override { return m_recorder.copy(); }
    Result<std::shared_ptr<Cluster>> cluster(const Call &call) override { return m_cluster.cluster(call); }
    Result<std::shared_ptr<ArgoCd>> argocd(const Call &call) override { return m_cluster.argocd(call); }
    void forgetCluster() override { m_cluster.forget(); }
    Result<std::shared_ptr<Cluster>> unpinned() override { return m_cluster.unpinned(); }

private:
    RunRecorder &m_recorder;
    ClusterSession &m_cluster;
    EngineListener &m_listener;
    Secrets &m_secrets;
    Post m_post;
};

} // namespace relight
