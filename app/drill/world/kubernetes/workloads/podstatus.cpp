#include "app/drill/world/kubernetes/workloads/podrun.h"
#include "app/drill/world/kubernetes/workloads/work.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

using State = ContainerRun::State;

PodRun podRunOf(const QJsonObject &pod)
{
    const QJsonObject spec = part(pod, u"spec");
    PodRun run{.key = keyOf(pod), .uid = uidOf(pod), .restartPolicy = word(spec, u"restartPolicy")};
    for (const auto &[list, runs] : {std::pair(u"initContainers", &run.init), {u"containers", &run.main}})
        for (const QJsonValue &value : spec.value(QStringView(list)).toArray())
            *runs << ContainerRun{.name = word(value.toObject(), u"name"), .image = word(value.toObject(), u"image")};
    return run;
}

static QJsonObject stateOf(const ContainerRun &one)
{
    if (one.state == State::Waiting) {
        QJsonObject waiting{{u"reason"_s, one.reason.isEmpty() ? u"ContainerCreating"_s : one.reason}};
        if (!one.message.isEmpty())
            waiting.insert(u"message"_s, one.message);
        return {{u"waiting"_s, waiting}};
    }
    if (one.state == State::Running)
        return {{u"running"_s, QJsonObject{{u"startedAt"_s, one.startedAt}}}};
    return {{u"terminated"_s,
        QJsonObject{{u"exitCode"_s, one.exitCode}, {u"reason"_s, one.exitCode == 0 ? u"Completed"_s : u"Error"_s},
            {u"startedAt"_s, one.startedAt}, {u"finishedAt"_s, one.finishedAt}}}};
}

static QJsonArray statusesOf(const QList<ContainerRun> &containers, bool waitForInit)
{
    QJsonArray all;
    for (ContainerRun one : containers) {
        if (waitForInit && one.state == State::Waiting && one.reason.isEmpty())
            one.reason = u"PodInitializing"_s;
        all << QJsonObject{{u"name"_s, one.name}, {u"image"_s, one.image}, {u"imageID"_s, QString()},
            {u"restartCount"_s, one.restarts}, {u"ready"_s, one.isReady}, {u"started"_s, one.state == State::Running},
            {u"state"_s, stateOf(one)}, {u"lastState"_s, one.lastState}};
    }
    return all;
}

static QString phaseOf(const PodRun &run)
{
    const auto are = [&](State state) {
        return std::ranges::all_of(run.main, [&](const auto &one) { return one.state == state; });
    };
    const bool isOver = run.restartPolicy != u"Always";
    if (isOver && are(State::Done))
        return u"Succeeded"_s;
    const auto hasFailed = [](const ContainerRun &one) { return one.state == State::Failed; };
    if (run.restartPolicy == u"Never"
        && (std::ranges::any_of(run.main, hasFailed) || std::ranges::any_of(run.init, hasFailed)))
        return u"Failed"_s;
    const auto hasRun = [](const ContainerRun &one) { return one.state != State::Waiting || one.restarts > 0; };
    return std::ranges::any_of(run.main, hasRun) ? u"Running"_s : u"Pending"_s;
}

static QJsonArray conditionsOf(const World &world, const PodRun &run, const QJsonObject &pod, const QString &phase)
{
    const QString time = apiTime(world);
    QJsonArray all = part(pod, u"status").value(u"conditions").toArray();
    if (!run.problem.isEmpty())
        return withCondition(all, {u"PodScheduled"_s, false, u"Unschedulable"_s, run.problem}, time);
    QStringList unready, unstarted;
    for (const ContainerRun &one : run.main)
        if (!one.isReady)
            unready << one.name;
    for (const ContainerRun &one : run.init)
        if (one.state != State::Done)
            unstarted << one.name;
    const bool isOver = phase == u"Succeeded" || phase == u"Failed";
    const QString why = isOver ? u"PodCompleted"_s : u"ContainersNotReady"_s;
    const QString which = isOver ? QString() : u"containers with unready status: [%1]"_s.arg(unready.join(u' '));
    const bool isReady = unready.isEmpty();
    all = withCondition(all, {u"PodScheduled"_s, true, {}, {}}, time);
    all = withCondition(all,
        unstarted.isEmpty() ? Condition{u"Initialized"_s, true, {}, {}}
                            : Condition{u"Initialized"_s, false, u"ContainersNotInitialized"_s,
                                  u"containers with incomplete status: [%1]"_s.arg(unstarted.join(u' '))},
        time);
    for (const QString &type : {u"ContainersReady"_s, u"Ready"_s})
        all = withCondition(all, isReady ? Condition{type, true, {}, {}} : Condition{type, false, why, which}, time);
    return all;
}

QJsonObject statusOf(const World &world, const PodRun &run, const QJsonObject &pod)
{
    const QString phase = phaseOf(run);
    QJsonObject status{
        {u"phase"_s, phase}, {u"qosClass"_s, u"BestEffort"_s}, {u"conditions"_s, conditionsOf(world, run, pod, phase)}};
    if (!run.problem.isEmpty())
        return status;
    const bool isInitialized
        = std::ranges::all_of(run.init, [](const ContainerRun &one) { return one.state == State::Done; });
    status.insert(u"startTime"_s, run.startTime);
    status.insert(u"containerStatuses"_s, statusesOf(run.main, !isInitialized));
    if (!run.init.isEmpty())
        status.insert(u"initContainerStatuses"_s, statusesOf(run.init, false));
    if (phase != u"Pending") {
        const auto number
            = [&](const QString &part) { return 1 + int(world.chance.draw(u"ip/"_s + run.uid + part) * 253); };
        const QString address = u"10.244.%1.%2"_s.arg(number(u"a"_s)).arg(number(u"b"_s));
        status.insert(u"podIP"_s, address);
        status.insert(u"podIPs"_s, QJsonArray{QJsonObject{{u"ip"_s, address}}});
    }
    return status;
}

} // namespace relight::world
