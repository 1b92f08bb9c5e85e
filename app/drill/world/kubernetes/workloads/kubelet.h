#pragma once
// Scheduler and kubelets in one: takes each pod from its making to ready, as long as that takes, and takes it away. One
// plan a pod: what it waits for is looked at again when something it may need appears, or after a while. The world's
// one thread; owned by Workloads.

#include "app/drill/world/kubernetes/workloads/podrun.h"

#include <map>
#include <set>

namespace relight::world {

class Kubelet
{
public:
    explicit Kubelet(World &world);

    void hear(const Happening &happening);
    void crash(const QString &application); // its running containers end with an error; empty: of all

private:
    using Step = void (Kubelet::*)(PodRun &, const QJsonObject &);
    void take(const QJsonObject &pod);
    void later(PodRun &run, Milliseconds delay, Step step);
    void show(const PodRun &run);
    void nudge(const QString &space);

    void place(PodRun &run, const QJsonObject &pod);
    void start(PodRun &run, const QJsonObject &pod); // the next container, or what it waits for
    bool startOne(PodRun &run, const QJsonObject &pod, ContainerRun &one, bool isInit);
    void endInit(PodRun &run, const QJsonObject &pod);
    void becomeReady(PodRun &run, const QJsonObject &pod);
    void finish(PodRun &run, const QJsonObject &pod);
    void crashNow(PodRun &run, const QJsonObject &pod);
    void wait(PodRun &run, ContainerRun &one, const QString &reason, const QString &message, Milliseconds again);

    World &m_world;
    int m_cluster = 0;
    quint64 m_turns = 0; // plans made
    std::map<Key, PodRun> m_runs;
    std::set<std::pair<QString, QString>> m_onNode; // node, image: pulled already
};

} // namespace relight::world
