#pragma once
// The engine's face towards running steps; called on worker threads. Private to app/engine.

#include "app/engine/runengine.h"

#include <future>

namespace relight {

[[nodiscard]] PlannedStep plannedStep(const Step &step);

class RunEngine::Host : public StepHost
{
public:
    explicit Host(RunEngine &engine)
        : m_engine(engine)
    {
    }

    void log(LogLine line) override;
    void progress(StepProgress progress) override { m_engine.m_listener.onProgress(progress); }
    void applications(ApplicationsDelta delta) override { m_engine.m_listener.onApplications(delta); }
    Result<> record(RunEventBody event) override;
    RunState state() const override;
    Result<std::shared_ptr<Cluster>> cluster(const Call &call) override { return m_engine.m_cluster->cluster(call); }
    Result<std::shared_ptr<ArgoCd>> argocd(const Call &call) override { return m_engine.m_cluster->argocd(call); }
    void forgetCluster() override { m_engine.m_cluster->forget(); }
    Result<std::shared_ptr<Cluster>> unpinned() override { return m_engine.m_cluster->unpinned(); }

private:
    RunEngine &m_engine;
};

} // namespace relight
