#pragma once
// One `terraform apply -json PLAN` while it runs: resources that wait for nothing any more start side by side, each
// tells every ten seconds that it still works, and the state knows what is finished. What was begun when terraform is
// ended from outside is not in the state. Kept alive by its stage's events. The world's one thread.

#include "app/drill/world/play/stage.h"
#include "app/drill/world/play/terraformsaved.h"

namespace relight::world {

struct ApplyOrder
{
    Cloud cloud;
    TerraformBrand brand;
    SavedPlan plan;
    QString output; // the name of the kubeconfig's
    QMap<QString, Seconds> takes;
    std::shared_ptr<TerraformState> state;
    std::function<QString()> refused; // the cloud's words while it knows nobody; empty: all is well
};

class TerraformApply : public std::enable_shared_from_this<TerraformApply>
{
public:
    TerraformApply(std::shared_ptr<Stage> stage, ApplyOrder order);
    void start();

private:
    enum class State { Waiting, Running, Done, Failed };
    struct Job
    {
        const CloudResource *resource;
        bool deletes = false;
        QList<int> after; // jobs
        Seconds takes{1};
        State state = State::Waiting;
        Milliseconds began{0};
    };
    struct Failure
    {
        const CloudResource *resource;
        QString summary;
    };

    void plan();
    void go(); // whatever can begin, begins; nothing left: the end
    void begin(int job);
    void progress(int job);
    void mayFail(int job);
    void finish(int job);
    void end();
    QJsonObject hook(const Job &job, bool isOver) const;
    QString verb(const Job &job, const char *creating, const char *destroying) const;

    World &m_world;
    Stage *m_stage; // lives as long as its events, which hold us
    const ApplyOrder m_order;
    QList<Job> m_jobs;
    QList<Failure> m_failures;
    bool m_madeCluster = false;
};

} // namespace relight::world
