#include "app/drill/world/kubernetes/workloads/podneeds.h"

#include "app/drill/world/kubernetes/workloads/work.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static QString claimProblem(const World &world, const QJsonObject &pod, qsizetype nodes)
{
    for (const QJsonValue &value : part(pod, u"spec").value(u"volumes").toArray()) {
        const QString claim = word(part(value.toObject(), u"persistentVolumeClaim"), u"claimName");
        if (claim.isEmpty())
            continue;
        const auto stored = world.cluster.get({{}, u"PersistentVolumeClaim"_s, spaceOf(pod), claim});
        const QString why = stored ? u"pod has unbound immediate PersistentVolumeClaims"_s
                                   : u"persistentvolumeclaim \"%1\" not found"_s.arg(claim);
        if (!stored || word(part(stored->object, u"status"), u"phase") != u"Bound")
            return u"0/%1 nodes are available: %2."_s.arg(nodes).arg(why)
                + u" preemption: 0/%1 nodes are available: %1 Preemption is not helpful for scheduling."_s.arg(nodes);
    }
    return {};
}

Placement placementOf(const World &world, const QJsonObject &pod)
{
    const auto nodes = world.cluster.list({}, u"Node"_s);
    QStringList ready;
    for (const auto &node : nodes)
        if (conditionHolds(node->object, u"Ready"))
            ready << nameOf(node->object);
    if (nodes.isEmpty())
        return {{}, u"no nodes available to schedule pods"_s};
    if (ready.isEmpty())
        return {{},
            u"0/%1 nodes are available: %1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }. "
            "preemption: 0/%1 nodes are available: %1 Preemption is not helpful for scheduling."_s.arg(nodes.size())};
    const QString problem = claimProblem(world, pod, nodes.size());
    const auto index
        = qsizetype(world.chance.draw(u"node/"_s + spaceOf(pod) + u'/' + nameOf(pod)) * double(ready.size()));
    return {problem.isEmpty() ? ready.at(index) : QString(), problem};
}

// `kind` of this name is absent and not optional.
static bool lacks(
    const World &world, const QJsonObject &pod, const QString &kind, const QString &name, const QJsonObject &reference)
{
    return !name.isEmpty() && !reference.value(u"optional").toBool()
        && !world.cluster.get({{}, kind, spaceOf(pod), name});
}

static QString missingSource(const World &world, const QJsonObject &pod, const QJsonObject &source)
{
    const QJsonObject secret = part(source, u"secret"); // a volume's says secretName, a projected one's name
    const QString secretName = word(secret, secret.contains(u"secretName") ? u"secretName" : u"name");
    if (lacks(world, pod, u"Secret"_s, secretName, secret))
        return u"secret \"%1\" not found"_s.arg(secretName);
    if (const QJsonObject map = part(source, u"configMap"); lacks(world, pod, u"ConfigMap"_s, word(map, u"name"), map))
        return u"configmap \"%1\" not found"_s.arg(word(map, u"name"));
    for (const QJsonValue &value : part(source, u"projected").value(u"sources").toArray())
        if (const QString missing = missingSource(world, pod, value.toObject()); !missing.isEmpty())
            return missing;
    return {};
}

QString missingVolume(const World &world, const QJsonObject &pod)
{
    for (const QJsonValue &value : part(pod, u"spec").value(u"volumes").toArray()) {
        const QString missing = missingSource(world, pod, value.toObject());
        if (!missing.isEmpty())
            return u"MountVolume.SetUp failed for volume \"%1\" : %2"_s.arg(word(value.toObject(), u"name"), missing);
    }
    return {};
}

QString missingEnvironment(const World &world, const QJsonObject &pod, const QJsonObject &container)
{
    QList<std::pair<QJsonObject, QJsonObject>> references; // to a Secret, to a ConfigMap
    for (const QJsonValue &value : container.value(u"envFrom").toArray())
        references << std::pair(part(value.toObject(), u"secretRef"), part(value.toObject(), u"configMapRef"));
    for (const QJsonValue &value : container.value(u"env").toArray()) {
        const QJsonObject from = part(value.toObject(), u"valueFrom");
        references << std::pair(part(from, u"secretKeyRef"), part(from, u"configMapKeyRef"));
    }
    for (const auto &[secret, map] : std::as_const(references)) {
        if (lacks(world, pod, u"Secret"_s, word(secret, u"name"), secret))
            return u"secret \"%1\" not found"_s.arg(word(secret, u"name"));
        if (lacks(world, pod, u"ConfigMap"_s, word(map, u"name"), map))
            return u"configmap \"%1\" not found"_s.arg(word(map, u"name"));
    }
    return {};
}

// "quay.io" of quay.io/argoproj/argocd; Docker's own when none is named.
static QString registryOf(const QString &image)
{
    const QString first = image.section(u'/', 0, 0);
    const bool isHost = image.contains(u'/') && (first.contains(u'.') || first.contains(u':'));
    return isHost ? first : u"docker.io"_s;
}

QString imageProblem(const World &world, const QJsonObject &pod, const QString &image)
{
    const QString application = applicationOf(world, pod), registry = registryOf(image);
    const auto limited = world.faults.find(u"registry-rate-limit"_s, u"application"_s, application);
    const auto ofRegistry = world.faults.find(u"registry-rate-limit"_s, u"registry"_s, registry);
    const auto concerns = [&](const std::optional<Fault> &fault) {
        return fault && (!fault->with.contains(u"registry") || word(fault->with, u"registry") == registry)
            && (!fault->with.contains(u"application") || word(fault->with, u"application") == application);
    };
    if (concerns(limited) || concerns(ofRegistry))
        return u"failed to pull and unpack image \"%1\": failed to copy: httpReadSeeker: failed open: unexpected "
               u"status code "
               "429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You "
               "may "
               "increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit"_s.arg(
                   image);
    if (world.faults.find(u"bad-image"_s, u"application"_s, application))
        return u"failed to pull and unpack image \"%1\": failed to resolve reference \"%1\": %1: not found"_s.arg(
            image);
    return {};
}

} // namespace relight::world
