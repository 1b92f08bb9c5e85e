#include "app/drill/world/kubernetes/workloads/kubelet.h"

#include "app/drill/world/kubernetes/workloads/initdeeds.h"
#include "app/drill/world/kubernetes/workloads/podneeds.h"
#include "app/drill/world/kubernetes/workloads/work.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

using State = ContainerRun::State;

static constexpr Milliseconds placing{60}, sandbox{400}, placeAgain{2'000}, mountAgain{5'000}, configAgain{10'000};
static constexpr Milliseconds pullFails{1'500}, pullFirst{10'000}, pullLater{80'000}, initTime{1'200}, jobTime{8'000},
    crashTime{2'000}, restartFirst{10'000}, restartLater{20'000}, leavingTime{1'500}, nudgeTime{1'000};

// Seconds to come over the net and to be unpacked: most of it for its size, the rest for what else the node does.
static Milliseconds pullTime(const World &world, const QString &image, const QString &node)
{
    return world.chance.between(Seconds{10}, Seconds{32}, u"size/"_s + image)
        + world.chance.between(Seconds{0}, Seconds{8}, u"pull/"_s + node + u'/' + image);
}

// From its start to the probe that finds it ready.
static Milliseconds readyTime(const World &world, const Key &pod)
{
    return world.chance.between(Seconds{5}, Seconds{20}, u"ready/"_s + pod.space + u'/' + pod.name);
}

Kubelet::Kubelet(World &world)
    : m_world(world)
{
}

void Kubelet::hear(const Happening &happening)
{
    if (std::exchange(m_cluster, m_world.clusters) != m_world.clusters) {
        m_runs.clear();
        m_onNode.clear();
    }
    const Key &key = happening.key;
    if (!key.group.isEmpty())
        return;
    if (happening.change != Change::Deleted && (key.kind == u"Secret" || key.kind == u"ConfigMap"))
        return happening.change == Change::Added ? nudge(key.space) : void();
    if (key.kind == u"PersistentVolumeClaim" && happening.change == Change::Modified)
        return nudge(key.space);
    if (key.kind != u"Pod")
        return;
    if (happening.change == Change::Deleted)
        m_runs.erase(key);
    else if (happening.change == Change::Added)
        take(happening.now->object);
    else if (isLeaving(happening.now->object) && !isLeaving(happening.before->object))
        m_world.clock.quietly(m_world.chance.about(leavingTime, u"leave/"_s + key.space + u'/' + key.name),
            u"leave/"_s + key.space + u'/' + key.name, [this, key, uid = uidOf(happening.now->object)] {
                const auto stored = m_world.cluster.get(key);
                if (stored && uidOf(stored->object) == uid)
                    m_world.cluster.remove(key);
            });
}

void Kubelet::take(const QJsonObject &pod)
{
    const Key key = keyOf(pod);
    m_runs.insert_or_assign(key, podRunOf(pod));
    later(m_runs.at(key), placing, &Kubelet::place);
}

void Kubelet::later(PodRun &run, Milliseconds delay, Step step)
{
    const quint64 turn = run.turn = ++m_turns;
    m_world.clock.quietly(
        delay, u"pod/"_s + run.key.space + u'/' + run.key.name, [this, key = run.key, uid = run.uid, turn, step] {
            const auto it = m_runs.find(key);
            const auto stored = m_world.cluster.get(key);
            if (it == m_runs.end() || it->second.uid != uid || it->second.turn != turn || !stored
                || uidOf(stored->object) != uid || isLeaving(stored->object))
                return;
            (this->*step)(it->second, stored->object);
        });
}

// The status as it is now; nobody takes the pod away while it is written, as listeners only plan.
void Kubelet::show(const PodRun &run)
{
    if (const auto stored = m_world.cluster.get(run.key))
        putStatus(m_world, stored->object, statusOf(m_world, run, stored->object));
}

// Pods that wait for something of this namespace look at once whether it is there.
void Kubelet::nudge(const QString &space)
{
    for (auto it = m_runs.lower_bound({{}, u"Pod"_s, space, {}}); it != m_runs.end() && it->first.space == space;
        ++it) {
        PodRun &run = it->second;
        const auto waitsForConfig = [](const ContainerRun &one) { return one.reason == u"CreateContainerConfigError"; };
        if (!run.problem.isEmpty())
            later(run, nudgeTime, &Kubelet::place);
        else if (run.startTime.isEmpty())
            continue;
        else if (std::ranges::any_of(run.init, waitsForConfig) || std::ranges::any_of(run.main, waitsForConfig))
            later(run, nudgeTime, &Kubelet::start);
    }
}

void Kubelet::place(PodRun &run, const QJsonObject &pod)
{
    QJsonObject placed = pod;
    if (word(part(pod, u"spec"), u"nodeName").isEmpty()) {
        const Placement placement = placementOf(m_world, pod);
        const bool isNews = run.problem != placement.problem && !placement.problem.isEmpty();
        run.problem = placement.problem;
        if (isNews)
            recordEvent(m_world, pod, true, u"FailedScheduling"_s, placement.problem);
        if (placement.node.isEmpty()) {
            show(run);
            return later(run, placeAgain, &Kubelet::place);
        }
        changePart(placed, "spec"_L1, [&](QJsonObject &spec) { spec.insert(u"nodeName"_s, placement.node); });
    }
    run.startTime = apiTime(m_world);
    putStatus(m_world, placed, statusOf(m_world, run, pod));
    later(run, m_world.chance.about(sandbox, run.key.name), &Kubelet::start);
}

void Kubelet::start(PodRun &run, const QJsonObject &pod)
{
    const bool isFresh = std::ranges::all_of(
        run.main + run.init, [](const auto &one) { return one.state == State::Waiting && one.restarts == 0; });
    if (const QString missing = isFresh ? missingVolume(m_world, pod) : QString(); !missing.isEmpty()) {
        recordEvent(m_world, pod, true, u"FailedMount"_s, missing);
        return later(run, mountAgain, &Kubelet::start);
    }
    for (ContainerRun &one : run.init)
        if (one.state != State::Done) {
            if (startOne(run, pod, one, true))
                later(run, m_world.chance.about(initTime, run.key.name + one.name), &Kubelet::endInit);
            return;
        }
    for (ContainerRun &one : run.main)
        if (one.state == State::Waiting && !startOne(run, pod, one, false))
            return;
    show(run);
    const bool crashes
        = m_world.faults.find(u"crash-loop"_s, u"application"_s, applicationOf(m_world, pod)).has_value();
    if (crashes)
        return later(run, m_world.chance.about(crashTime, run.key.name), &Kubelet::crashNow);
    if (run.restartPolicy != u"Always")
        return later(run, m_world.chance.about(jobTime, run.key.space + u'/' + run.key.name), &Kubelet::finish);
    later(run, readyTime(m_world, run.key), &Kubelet::becomeReady);
}

// Pulls, looks for what it needs, starts. False: another look was planned.
bool Kubelet::startOne(PodRun &run, const QJsonObject &pod, ContainerRun &one, bool isInit)
{
    if (!run.images.contains(one.image)) {
        if (const QString why = imageProblem(m_world, pod, one.image); !why.isEmpty()) {
            const bool isFirst = one.reason != u"ErrImagePull";
            recordEvent(m_world, pod, true, u"Failed"_s, u"Failed to pull image \"%1\": %2"_s.arg(one.image, why));
            one.isPulling = false;
            wait(run, one, isFirst ? u"ErrImagePull"_s : u"ImagePullBackOff"_s,
                isFirst ? why : u"Back-off pulling image \"%1\": ErrImagePull: %2"_s.arg(one.image, why),
                isFirst ? pullFails : std::min(pullFirst * (1 << std::min(one.refusals++, 10)), pullLater));
            return false;
        }
        const QString node = word(part(pod, u"spec"), u"nodeName");
        if (!std::exchange(one.isPulling, true) && !m_onNode.contains({node, one.image})) {
            wait(run, one, isInit ? u"PodInitializing"_s : u"ContainerCreating"_s, {},
                pullTime(m_world, one.image, node));
            return false;
        }
        m_onNode.insert({node, one.image});
        run.images << one.image;
        one.refusals = 0;
    }
    QJsonObject container;
    for (const QJsonValue &value : part(pod, u"spec").value(isInit ? u"initContainers" : u"containers").toArray())
        if (word(value.toObject(), u"name") == one.name)
            container = value.toObject();
    if (const QString missing = missingEnvironment(m_world, pod, container); !missing.isEmpty()) {
        recordEvent(m_world, pod, true, u"Failed"_s, u"Error: "_s + missing);
        wait(run, one, u"CreateContainerConfigError"_s, missing, configAgain);
        return false;
    }
    one.state = State::Running;
    one.startedAt = apiTime(m_world);
    one.reason.clear();
    one.message.clear();
    if (isInit)
        show(run);
    return true;
}

void Kubelet::wait(PodRun &run, ContainerRun &one, const QString &reason, const QString &message, Milliseconds again)
{
    one.reason = reason;
    one.message = message;
    show(run);
    later(run, again, &Kubelet::start);
}

void Kubelet::endInit(PodRun &run, const QJsonObject &pod)
{
    for (ContainerRun &one : run.init)
        if (one.state == State::Running) {
            one.state = State::Done;
            one.isReady = true;
            one.finishedAt = apiTime(m_world);
            leaveBehind(m_world, pod, one.name);
        }
    show(run);
    start(run, pod);
}

void Kubelet::becomeReady(PodRun &run, const QJsonObject &)
{
    for (ContainerRun &one : run.main)
        one.isReady = one.state == State::Running;
    show(run);
}

void Kubelet::finish(PodRun &run, const QJsonObject &)
{
    for (ContainerRun &one : run.main) {
        one.state = State::Done;
        one.finishedAt = apiTime(m_world);
    }
    show(run);
}

// It ends with an error and is held back a while, unless it must not be started again.
void Kubelet::crashNow(PodRun &run, const QJsonObject &pod)
{
    for (ContainerRun &one : run.main) {
        if (one.state != State::Running)
            continue;
        one.state = State::Failed;
        one.isReady = false;
        one.exitCode = 1;
        one.finishedAt = apiTime(m_world);
        if (run.restartPolicy == u"Never")
            continue;
        one.lastState = {{u"terminated"_s,
            QJsonObject{{u"exitCode"_s, 1}, {u"reason"_s, u"Error"_s}, {u"startedAt"_s, one.startedAt},
                {u"finishedAt"_s, one.finishedAt}}}};
        one.state = State::Waiting;
        ++one.restarts;
        one.reason = u"CrashLoopBackOff"_s;
        one.message = u"back-off %1s restarting failed container=%2 pod=%3_%4(%5)"_s.arg(one.restarts == 1 ? 10 : 20)
                          .arg(one.name, run.key.name, run.key.space, run.uid);
        recordEvent(m_world, pod, true, u"BackOff"_s,
            u"Back-off restarting failed container %1 in pod %2_%3(%4)"_s.arg(
                one.name, run.key.name, run.key.space, run.uid));
    }
    show(run);
    if (run.restartPolicy != u"Never")
        later(run, run.main.first().restarts <= 1 ? restartFirst : restartLater, &Kubelet::start);
}

void Kubelet::crash(const QString &application)
{
    for (auto &[key, run] : m_runs) {
        const auto stored = m_world.cluster.get(key);
        const bool runs = std::ranges::any_of(run.main, [](const auto &one) { return one.state == State::Running; });
        if (stored && runs && (application.isEmpty() || applicationOf(m_world, stored->object) == application))
            later(run, m_world.chance.about(crashTime, key.name), &Kubelet::crashNow);
    }
}

} // namespace relight::world
