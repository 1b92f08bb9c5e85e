#include "models/convergence/blockedbecause.h"
#include "models/convergence/rollout.h"

#include <QJsonArray>

namespace relight {

namespace {

QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

ObjectHealth workload(const QJsonObject &object)
{
    const Rollout rollout = rolloutOf(object);
    if (rollout.failed)
        return {HealthStatus::Degraded, rollout.text};
    if (rollout.done)
        return {HealthStatus::Healthy, {}};
    if (object.value(u"kind").toString() == u"Job" && part(object, "spec").value(u"suspend").toBool())
        return {HealthStatus::Suspended, QStringLiteral("the Job is suspended")};
    return {HealthStatus::Progressing, rollout.text};
}

ObjectHealth pod(const QJsonObject &object)
{
    const std::optional<PodProblem> problem = podProblem(object);
    if (!problem)
        return {HealthStatus::Healthy, {}};
    return {problem->blocking ? HealthStatus::Degraded : HealthStatus::Progressing, problem->text};
}

// Ready or Synced: what operators of our trade write into their objects.
ObjectHealth byReady(const QJsonObject &object, bool certificate)
{
    if (certificate && conditionOf(object, u"Issuing").value(u"status").toString() == u"True")
        return {HealthStatus::Progressing, conditionOf(object, u"Issuing").value(u"message").toString()};
    const QJsonObject ready = conditionOf(object, u"Ready");
    const QString status = ready.value(u"status").toString(), message = ready.value(u"message").toString();
    if (status == u"True")
        return {HealthStatus::Healthy, message};
    if (status == u"False")
        return {HealthStatus::Degraded, message};
    return {HealthStatus::Progressing, QStringLiteral("waits for its controller")};
}

bool hasAddress(const QJsonObject &object)
{
    return !part(part(object, "status"), "loadBalancer").value(u"ingress").toArray().isEmpty();
}

} // namespace

ObjectHealth healthOf(const QJsonObject &object)
{
    const QString kind = object.value(u"kind").toString();
    const QString group = object.value(u"apiVersion").toString().section(u'/', 0, 0);
    if (!part(object, "metadata").value(u"deletionTimestamp").toString().isEmpty())
        return {HealthStatus::Progressing, QStringLiteral("is being deleted")};
    if (kind == u"Deployment" || kind == u"StatefulSet" || kind == u"DaemonSet" || kind == u"Job")
        return workload(object);
    if (kind == u"Pod")
        return pod(object);
    if (kind == u"PersistentVolumeClaim") {
        const QString phase = part(object, "status").value(u"phase").toString();
        if (phase == u"Bound")
            return {HealthStatus::Healthy, {}};
        return {
            phase == u"Lost" ? HealthStatus::Degraded : HealthStatus::Progressing, QStringLiteral("is %1").arg(phase)};
    }
    if (kind == u"Service" && part(object, "spec").value(u"type").toString() == u"LoadBalancer" && !hasAddress(object))
        return {HealthStatus::Progressing, QStringLiteral("has no load balancer address yet")};
    if (kind == u"Service")
        return {HealthStatus::Healthy, {}};
    if (kind == u"Ingress")
        return hasAddress(object) ? ObjectHealth{HealthStatus::Healthy, {}}
                                  : ObjectHealth{HealthStatus::Progressing, QStringLiteral("has no address yet")};
    if (group == u"cert-manager.io" && kind == u"Certificate")
        return byReady(object, true);
    if (group == u"external-secrets.io" || (group == u"cert-manager.io" && kind.endsWith(u"Issuer")))
        return byReady(object, false);
    return {};
}

} // namespace relight
