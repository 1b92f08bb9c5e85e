#include "app/drill/world/kubernetes/objectdefaults.h"

#include "app/drill/world/kubernetes/jsonparts.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

void changeItems(QJsonObject &object, QLatin1StringView name, const std::function<void(QJsonObject &)> &change)
{
    if (!object.value(name).isArray())
        return;
    QJsonArray items;
    for (const QJsonValue &value : object.value(name).toArray()) {
        QJsonObject item = value.toObject();
        change(item);
        items << item;
    }
    object.insert(name, items);
}

void container(QJsonObject &one)
{
    const QString image = word(one, u"image");
    const bool isLatest = image.endsWith(u":latest") || !image.section(u'/', -1).contains(u':');
    setDefault(one, "imagePullPolicy"_L1, isLatest && !image.contains(u'@') ? u"Always"_s : u"IfNotPresent"_s);
    setDefault(one, "resources"_L1, QJsonObject());
    setDefault(one, "terminationMessagePath"_L1, u"/dev/termination-log"_s);
    setDefault(one, "terminationMessagePolicy"_L1, u"File"_s);
    changeItems(one, "ports"_L1, [](QJsonObject &port) { setDefault(port, "protocol"_L1, u"TCP"_s); });
}

void podSpec(QJsonObject &spec)
{
    for (const auto list : {"containers"_L1, "initContainers"_L1})
        changeItems(spec, list, container);
    setDefault(spec, "restartPolicy"_L1, u"Always"_s);
    setDefault(spec, "dnsPolicy"_L1, u"ClusterFirst"_s);
    setDefault(spec, "schedulerName"_L1, u"default-scheduler"_s);
    setDefault(spec, "securityContext"_L1, QJsonObject());
    setDefault(spec, "terminationGracePeriodSeconds"_L1, 30);
}

void podTemplate(QJsonObject &spec)
{
    changePart(spec, "template"_L1, [](QJsonObject &one) { changePart(one, "spec"_L1, podSpec); });
}

void deployment(QJsonObject &spec)
{
    setDefault(spec, "replicas"_L1, 1);
    setDefault(spec, "progressDeadlineSeconds"_L1, 600);
    setDefault(spec, "revisionHistoryLimit"_L1, 10);
    setDefault(spec, "strategy"_L1,
        QJsonObject{{u"type"_s, u"RollingUpdate"_s},
            {u"rollingUpdate"_s, QJsonObject{{u"maxSurge"_s, u"25%"_s}, {u"maxUnavailable"_s, u"25%"_s}}}});
    podTemplate(spec);
}

void statefulSet(QJsonObject &spec)
{
    setDefault(spec, "replicas"_L1, 1);
    setDefault(spec, "podManagementPolicy"_L1, u"OrderedReady"_s);
    setDefault(spec, "revisionHistoryLimit"_L1, 10);
    setDefault(spec, "updateStrategy"_L1,
        QJsonObject{{u"type"_s, u"RollingUpdate"_s}, {u"rollingUpdate"_s, QJsonObject{{u"partition"_s, 0}}}});
    podTemplate(spec);
    changeItems(spec, "volumeClaimTemplates"_L1, [](QJsonObject &claim) {
        setDefault(claim, "apiVersion"_L1, u"v1"_s);
        setDefault(claim, "kind"_L1, u"PersistentVolumeClaim"_s);
        setDefault(claim, "status"_L1, QJsonObject{{u"phase"_s, u"Pending"_s}});
        changePart(claim, "spec"_L1, [](QJsonObject &inner) { setDefault(inner, "volumeMode"_L1, u"Filesystem"_s); });
    });
}

void job(QJsonObject &spec)
{
    setDefault(spec, "parallelism"_L1, 1);
    setDefault(spec, "completions"_L1, 1);
    setDefault(spec, "backoffLimit"_L1, 6);
    setDefault(spec, "completionMode"_L1, u"NonIndexed"_s);
    setDefault(spec, "suspend"_L1, false);
    podTemplate(spec);
}

void service(QJsonObject &spec)
{
    setDefault(spec, "type"_L1, u"ClusterIP"_s);
    setDefault(spec, "sessionAffinity"_L1, u"None"_s);
    setDefault(spec, "internalTrafficPolicy"_L1, u"Cluster"_s);
    changeItems(spec, "ports"_L1, [](QJsonObject &port) {
        setDefault(port, "protocol"_L1, u"TCP"_s);
        setDefault(port, "targetPort"_L1, port.value(u"port"));
    });
}

void secret(QJsonObject &object)
{
    setDefault(object, "type"_L1, u"Opaque"_s);
    const QJsonObject plain = object.take("stringData"_L1).toObject();
    if (plain.isEmpty())
        return;
    changePart(object, "data"_L1, [&](QJsonObject &data) {
        for (auto it = plain.begin(); it != plain.end(); ++it)
            data.insert(it.key(), QString::fromLatin1(it.value().toString().toUtf8().toBase64()));
    });
}

void space(QJsonObject &object)
{
    changePart(
        object, "spec"_L1, [](QJsonObject &spec) { setDefault(spec, "finalizers"_L1, QJsonArray{u"kubernetes"_s}); });
    changePart(object, "status"_L1, [](QJsonObject &status) { setDefault(status, "phase"_L1, u"Active"_s); });
    changePart(object, "metadata"_L1, [](QJsonObject &metadata) {
        const QString name = word(metadata, u"name");
        changePart(
            metadata, "labels"_L1, [&](QJsonObject &labels) { labels.insert(u"kubernetes.io/metadata.name"_s, name); });
    });
}

void definition(QJsonObject &spec)
{
    setDefault(spec, "conversion"_L1, QJsonObject{{u"strategy"_s, u"None"_s}});
    changePart(spec, "names"_L1, [](QJsonObject &names) {
        setDefault(names, "singular"_L1, word(names, u"kind").toLower());
        setDefault(names, "listKind"_L1, word(names, u"kind") + u"List"_s);
    });
}

void claim(QJsonObject &spec)
{
    setDefault(spec, "volumeMode"_L1, u"Filesystem"_s);
    setDefault(spec, "storageClassName"_L1, u"standard"_s);
}

} // namespace

void setDefaults(QJsonObject &object)
{
    using Spec = void (*)(QJsonObject &);
    static const QMap<QString, Spec> specs{{u"apps/Deployment"_s, deployment}, {u"apps/StatefulSet"_s, statefulSet},
        {u"apps/DaemonSet"_s, podTemplate}, {u"apps/ReplicaSet"_s, podTemplate}, {u"batch/Job"_s, job},
        {u"/Service"_s, service}, {u"/Pod"_s, podSpec}, {u"/PersistentVolumeClaim"_s, claim},
        {u"apiextensions.k8s.io/CustomResourceDefinition"_s, definition}};
    const QString kind = groupOf(word(object, u"apiVersion")) + u'/' + word(object, u"kind");
    if (const Spec spec = specs.value(kind))
        changePart(object, "spec"_L1, spec);
    if (kind == u"/Secret")
        secret(object);
    else if (kind == u"/Namespace")
        space(object);
}

} // namespace relight::world
