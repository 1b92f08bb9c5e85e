#include "models/convergence/blockedbecause.h"
#include "models/convergence/rollout.h"

#include <QJsonArray>

namespace relight {

namespace {

using Kind = PodProblem::Kind;

QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

QString word(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

// "reason: message" or whichever there is, on one line of bearable length.
QString because(const QString &reason, const QString &message)
{
    const QString text = message.simplified().left(300);
    if (reason.isEmpty() || text.isEmpty())
        return reason.isEmpty() ? text : reason;
    return reason + QStringLiteral(": ") + text;
}

QString eventMessage(const QJsonObject &event)
{
    const QString message = word(event, "message");
    return (message.isEmpty() ? word(event, "note") : message).simplified().left(300);
}

bool isAbout(const QJsonObject &event, const QJsonObject &object)
{
    const QJsonObject regarding
        = event.contains(u"involvedObject") ? part(event, "involvedObject") : part(event, "regarding");
    const QJsonObject metadata = part(object, "metadata");
    const QString uid = word(regarding, "uid");
    if (!uid.isEmpty() && !word(metadata, "uid").isEmpty())
        return uid == word(metadata, "uid");
    return word(regarding, "name") == word(metadata, "name")
        && word(regarding, "namespace") == word(metadata, "namespace");
}

std::optional<PodProblem> fromWaiting(const QJsonObject &container, const QJsonObject &waiting)
{
    const QString reason = word(waiting, "reason"), message = word(waiting, "message"), name = word(container, "name");
    if (reason == u"ErrImagePull" || reason == u"ImagePullBackOff" || reason == u"InvalidImageName"
        || reason == u"ErrImageNeverPull" || reason == u"RegistryUnavailable" || reason == u"ImageInspectError")
        return PodProblem{Kind::Image, true,
            QStringLiteral("cannot pull image %1 (%2)").arg(word(container, "image"), because(reason, message))};
    if (reason == u"CreateContainerConfigError" || reason == u"CreateContainerError" || reason == u"RunContainerError")
        return PodProblem{Kind::Configuration, true,
            QStringLiteral("cannot start container %1 (%2)").arg(name, because(reason, message))};
    if (reason == u"CrashLoopBackOff") {
        const QJsonObject last = part(part(container, "lastState"), "terminated");
        const QString why = last.isEmpty() ? message.simplified()
                                           : because(word(last, "reason"), word(last, "message"))
                + QStringLiteral(", exit code %1").arg(last.value(u"exitCode").toInt());
        return PodProblem{Kind::Crash, true,
            QStringLiteral("container %1 crashes, %2 restarts (%3)")
                .arg(name)
                .arg(container.value(u"restartCount").toInt())
                .arg(why)};
    }
    return std::nullopt;
}

std::optional<PodProblem> fromContainer(const QJsonObject &container, bool init)
{
    const QJsonObject state = part(container, "state");
    const QString name = word(container, "name");
    if (const QJsonObject waiting = part(state, "waiting"); !waiting.isEmpty()) {
        if (const auto problem = fromWaiting(container, waiting))
            return problem;
        return PodProblem{Kind::Starting, false,
            QStringLiteral("container %1 is starting (%2)")
                .arg(name, because(word(waiting, "reason"), word(waiting, "message")))};
    }
    if (const QJsonObject ended = part(state, "terminated"); !ended.isEmpty()) {
        const int code = ended.value(u"exitCode").toInt();
        if (code == 0)
            return std::nullopt;
        return PodProblem{Kind::Crash, true,
            QStringLiteral("container %1 ended with exit code %2 (%3)")
                .arg(name)
                .arg(code)
                .arg(because(word(ended, "reason"), word(ended, "message")))};
    }
    if (!init && !container.value(u"ready").toBool())
        return PodProblem{Kind::NotReady, false, QStringLiteral("container %1 runs but is not ready").arg(name)};
    return std::nullopt;
}

std::optional<PodProblem> fromVolumes(const QJsonObject &pod, const QList<QJsonObject> &events)
{
    for (const QJsonObject &event : events) {
        const QString reason = word(event, "reason");
        if (isAbout(event, pod) && (reason.startsWith(u"FailedMount") || reason.startsWith(u"FailedAttachVolume")))
            return PodProblem{
                Kind::Volume, true, QStringLiteral("cannot mount a volume (%1: %2)").arg(reason, eventMessage(event))};
        if (isAbout(event, pod) && reason == u"FailedCreatePodSandBox")
            return PodProblem{
                Kind::Configuration, true, QStringLiteral("has no sandbox (%1)").arg(eventMessage(event))};
    }
    return std::nullopt;
}

std::optional<PodProblem> fromContainers(const QJsonObject &pod)
{
    std::optional<PodProblem> worst;
    for (const char *list : {"initContainerStatuses", "containerStatuses"}) {
        const QJsonArray containers = part(pod, "status").value(QLatin1String(list)).toArray();
        for (const QJsonValue &container : containers) {
            const auto problem = fromContainer(container.toObject(), list[0] == 'i');
            if (problem && (!worst || (problem->blocking && !worst->blocking)))
                worst = problem;
        }
    }
    return worst;
}

} // namespace

Seconds PodProblem::mayPass() const
{
    switch (kind) {
    case Kind::Scheduling:
    case Kind::Volume:
        return Seconds{300};
    case Kind::Crash:
        return Seconds{180};
    default:
        return Seconds{0};
    }
}

std::optional<PodProblem> podProblem(const QJsonObject &pod, const QList<QJsonObject> &events)
{
    const QJsonObject status = part(pod, "status");
    const QString phase = word(status, "phase");
    if (phase == u"Succeeded")
        return std::nullopt;
    if (!word(part(pod, "metadata"), "deletionTimestamp").isEmpty())
        return PodProblem{Kind::Deleting, false, QStringLiteral("is being deleted")};
    if (phase == u"Failed" && !word(status, "reason").isEmpty())
        return PodProblem{Kind::Failed, true,
            QStringLiteral("failed (%1)").arg(because(word(status, "reason"), word(status, "message")))};
    if (const QJsonObject scheduled = conditionOf(pod, u"PodScheduled"); word(scheduled, "status") == u"False")
        return PodProblem{Kind::Scheduling, true,
            QStringLiteral("cannot be scheduled (%1)")
                .arg(because(word(scheduled, "reason"), word(scheduled, "message")))};
    const auto container = fromContainers(pod);
    if (container && container->kind != Kind::Starting)
        return container;
    if (conditionMet(pod, u"Ready"))
        return std::nullopt;
    if (const auto volume = fromVolumes(pod, events))
        return volume;
    if (container)
        return container;
    if (phase == u"Failed")
        return PodProblem{Kind::Failed, true, QStringLiteral("failed")};
    if (phase == u"Running")
        return PodProblem{Kind::NotReady, false, QStringLiteral("runs but is not ready")};
    return PodProblem{Kind::Starting, false, QStringLiteral("is starting")};
}

std::optional<PodProblem> workloadProblem(const QJsonObject &workload, const QList<QJsonObject> &events)
{
    const auto problem = [](const QString &message) {
        const bool quota = message.contains(u"exceeded quota");
        return PodProblem{quota ? Kind::Quota : Kind::Failed, true,
            QStringLiteral("cannot make its pods (%1)").arg(message.simplified().left(300))};
    };
    const QJsonObject failed = conditionOf(workload, u"ReplicaFailure");
    if (word(failed, "status") == u"True")
        return problem(word(failed, "message"));
    for (const QJsonObject &event : events) {
        if (word(event, "reason") == u"FailedCreate" && isAbout(event, workload))
            return problem(eventMessage(event));
    }
    return std::nullopt;
}

} // namespace relight
