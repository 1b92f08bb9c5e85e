#include "app/drill/world/kubernetes/workloads/reconcilers.h"

using namespace Qt::StringLiterals;

namespace relight::world {

bool selectsPod(const QJsonObject &service, const QJsonObject &pod)
{
    const QJsonObject selector = part(part(service, u"spec"), u"selector");
    const QJsonObject labels = part(metadataOf(pod), u"labels");
    if (selector.isEmpty())
        return false;
    for (auto label = selector.begin(); label != selector.end(); ++label) {
        if (labels.value(label.key()) != label.value())
            return false;
    }
    return true;
}

static QJsonArray portsOf(const QJsonObject &service)
{
    QJsonArray ports;
    for (const QJsonValue &value : part(service, u"spec").value(u"ports").toArray()) {
        const QJsonObject port = value.toObject();
        const QJsonValue target = port.value(u"targetPort");
        ports.append(QJsonObject{{u"name"_s, word(port, u"name")}, {u"protocol"_s, u"TCP"_s},
            {u"port"_s, target.isDouble() ? target : port.value(u"port")}});
    }
    return ports;
}

void reconcileEndpoints(Work &work, const QJsonObject &service)
{
    if (part(part(service, u"spec"), u"selector").isEmpty() || isLeaving(service))
        return;
    const QString space = spaceOf(service);
    QJsonArray endpoints;
    for (const auto &stored : work.world.cluster.list({}, u"Pod"_s, space)) {
        const QJsonObject &pod = stored->object;
        const QString address = word(part(pod, u"status"), u"podIP");
        if (address.isEmpty() || !selectsPod(service, pod))
            continue;
        const bool ready = isPodReady(pod) && !isLeaving(pod);
        endpoints.append(QJsonObject{{u"addresses"_s, QJsonArray{address}},
            {u"conditions"_s,
                QJsonObject{{u"ready"_s, ready}, {u"serving"_s, ready}, {u"terminating"_s, isLeaving(pod)}}},
            {u"nodeName"_s, word(part(pod, u"spec"), u"nodeName")},
            {u"targetRef"_s, QJsonObject{{u"kind"_s, u"Pod"_s}, {u"name"_s, nameOf(pod)}, {u"namespace"_s, space}}}});
    }
    const QString name = nameOf(service);
    work.world.cluster.put({{u"apiVersion"_s, u"discovery.k8s.io/v1"_s}, {u"kind"_s, u"EndpointSlice"_s},
        {u"metadata"_s,
            QJsonObject{{u"name"_s, name + u'-' + suffix(work.world, u"slice/"_s + space + u'/' + name)},
                {u"namespace"_s, space},
                {u"labels"_s,
                    QJsonObject{{u"kubernetes.io/service-name"_s, name},
                        {u"endpointslice.kubernetes.io/managed-by"_s, u"endpointslice-controller.k8s.io"_s}}},
                {u"ownerReferences"_s, ownerReference(service)}}},
        {u"addressType"_s, u"IPv4"_s}, {u"endpoints"_s, endpoints}, {u"ports"_s, portsOf(service)}});
}

} // namespace relight::world
