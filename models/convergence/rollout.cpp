#include "models/convergence/rollout.h"

#include <QJsonArray>

namespace relight {

namespace {

QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

int number(const QJsonObject &object, const char *name, int otherwise = 0)
{
    return object.value(QLatin1String(name)).toInt(otherwise);
}

QString nameOf(const QJsonObject &object)
{
    return object.value(u"kind").toString() + u' ' + part(object, "metadata").value(u"name").toString();
}

bool observed(const QJsonObject &object)
{
    const qint64 generation = part(object, "metadata").value(u"generation").toInteger();
    return part(object, "status").value(u"observedGeneration").toInteger() >= generation;
}

Rollout waits(const QString &name, const QString &what, int ready, int total)
{
    return {.text = name + QStringLiteral(": ") + what, .ready = ready, .total = total};
}

Rollout available(const QString &name, int ready, int total)
{
    return waits(name, QStringLiteral("%1 of %2 replicas available").arg(ready).arg(total), ready, total);
}

Rollout finished(const QString &name, int total)
{
    return {.done = true, .text = name + QStringLiteral(" is rolled out"), .ready = total, .total = total};
}

Rollout deployment(const QJsonObject &object)
{
    const QJsonObject status = part(object, "status");
    const QString name = nameOf(object);
    const int wanted = number(part(object, "spec"), "replicas", 1);
    const int updated = number(status, "updatedReplicas"), ready = number(status, "availableReplicas");
    if (!observed(object))
        return waits(name, QStringLiteral("its controller has not seen the change yet"), 0, wanted);
    const QJsonObject progressing = conditionOf(object, u"Progressing");
    if (progressing.value(u"reason").toString() == u"ProgressDeadlineExceeded") {
        Rollout rollout = waits(name, progressing.value(u"message").toString(), ready, wanted);
        rollout.failed = true;
        return rollout;
    }
    if (updated < wanted)
        return waits(name, QStringLiteral("%1 of %2 replicas updated").arg(updated).arg(wanted), updated, wanted);
    if (number(status, "replicas") > updated)
        return waits(
            name, QStringLiteral("%1 old replicas still run").arg(number(status, "replicas") - updated), ready, wanted);
    return ready < updated ? available(name, ready, wanted) : finished(name, wanted);
}

Rollout statefulSet(const QJsonObject &object)
{
    const QJsonObject status = part(object, "status"), strategy = part(part(object, "spec"), "updateStrategy");
    const QString name = nameOf(object);
    const int wanted = number(part(object, "spec"), "replicas", 1), ready = number(status, "readyReplicas");
    if (!observed(object))
        return waits(name, QStringLiteral("its controller has not seen the change yet"), 0, wanted);
    if (ready < wanted)
        return waits(name, QStringLiteral("%1 of %2 replicas ready").arg(ready).arg(wanted), ready, wanted);
    if (strategy.value(u"type").toString() == u"OnDelete")
        return finished(name, wanted);
    const int partition = number(part(strategy, "rollingUpdate"), "partition"),
              updated = number(status, "updatedReplicas");
    if (partition > 0) {
        if (updated < wanted - partition)
            return waits(name, QStringLiteral("%1 of %2 replicas updated").arg(updated).arg(wanted - partition),
                updated, wanted - partition);
        return finished(name, wanted);
    }
    if (status.value(u"updateRevision").toString() != status.value(u"currentRevision").toString())
        return waits(name, QStringLiteral("%1 of %2 replicas updated").arg(updated).arg(wanted), updated, wanted);
    return finished(name, wanted);
}

Rollout daemonSet(const QJsonObject &object)
{
    const QJsonObject status = part(object, "status");
    const QString name = nameOf(object);
    const int wanted = number(status, "desiredNumberScheduled");
    const int updated = number(status, "updatedNumberScheduled"), ready = number(status, "numberAvailable");
    if (!observed(object))
        return waits(name, QStringLiteral("its controller has not seen the change yet"), 0, wanted);
    if (updated < wanted)
        return waits(name, QStringLiteral("%1 of %2 pods updated").arg(updated).arg(wanted), updated, wanted);
    if (ready < wanted)
        return waits(name, QStringLiteral("%1 of %2 pods available").arg(ready).arg(wanted), ready, wanted);
    return finished(name, wanted);
}

Rollout job(const QJsonObject &object)
{
    const QString name = nameOf(object);
    const int wanted = number(part(object, "spec"), "completions", 1);
    const int succeeded = number(part(object, "status"), "succeeded");
    if (const QJsonObject failed = conditionOf(object, u"Failed"); failed.value(u"status").toString() == u"True") {
        Rollout rollout
            = waits(name, QStringLiteral("failed: %1").arg(failed.value(u"message").toString()), succeeded, wanted);
        rollout.failed = true;
        return rollout;
    }
    if (conditionOf(object, u"Complete").value(u"status").toString() == u"True")
        return {.done = true, .text = name + QStringLiteral(" is complete"), .ready = wanted, .total = wanted};
    return waits(name, QStringLiteral("%1 of %2 completions").arg(succeeded).arg(wanted), succeeded, wanted);
}

} // namespace

QJsonObject conditionOf(const QJsonObject &object, QStringView type)
{
    const QJsonArray conditions = part(object, "status").value(u"conditions").toArray();
    for (const QJsonValue &condition : conditions) {
        if (condition.toObject().value(u"type").toString().compare(type, Qt::CaseInsensitive) == 0)
            return condition.toObject();
    }
    return {};
}

bool conditionMet(const QJsonObject &object, QStringView type, QStringView status)
{
    const QJsonObject condition = conditionOf(object, type);
    if (condition.value(u"status").toString().compare(status, Qt::CaseInsensitive) != 0)
        return false;
    const QJsonValue own = condition.value(u"observedGeneration"),
                     whole = part(object, "status").value(u"observedGeneration");
    const QJsonValue seen = own.isUndefined() ? whole : own;
    return seen.isUndefined() || seen.toInteger() >= part(object, "metadata").value(u"generation").toInteger();
}

Rollout rolloutOf(const QJsonObject &object)
{
    const QString kind = object.value(u"kind").toString();
    if (kind == u"Deployment")
        return deployment(object);
    if (kind == u"StatefulSet")
        return statefulSet(object);
    if (kind == u"DaemonSet")
        return daemonSet(object);
    if (kind == u"Job")
        return job(object);
    return {.done = true, .text = nameOf(object) + QStringLiteral(" exists")};
}

} // namespace relight
