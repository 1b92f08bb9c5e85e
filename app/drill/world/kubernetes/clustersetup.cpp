#include "app/drill/world/kubernetes/clustersetup.h"

#include "app/drill/world/kubernetes/builtinkinds.h"
#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/objectdefaults.h"
#include "app/drill/world/kubernetes/worldtime.h"
#include "app/integrations/kubernetes/yamldocuments.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds nodeTime{20'000};

static void put(World &world, QJsonObject object)
{
    setDefaults(object);
    if (object.contains(u"spec"))
        changePart(object, "metadata"_L1, [](QJsonObject &metadata) { metadata.insert(u"generation"_s, 1); });
    world.cluster.put(object);
}

QString kubernetesVersion(const World &world)
{
    QString text = world.manifest.cluster.expectVersion;
    while (!text.isEmpty() && !text.front().isDigit())
        text.remove(0, 1);
    const bool isAtLeast = world.manifest.cluster.expectVersion.contains(u'>');
    if (text.isEmpty() || (isAtLeast && text.section(u'.', 0, 1).toDouble() <= 1.34))
        return u"v1.34.4"_s;
    return u'v' + text + (text.count(u'.') == 1 ? u".4"_s : QString());
}

static QJsonObject nodeCondition(
    const QString &type, bool holds, const QString &reason, const QString &message, const QString &time)
{
    return {{u"type"_s, type}, {u"status"_s, holds ? u"True"_s : u"False"_s}, {u"reason"_s, reason},
        {u"message"_s, message}, {u"lastHeartbeatTime"_s, time}, {u"lastTransitionTime"_s, time}};
}

static QJsonObject node(const World &world, const QString &name, int number, bool isReady)
{
    const QString time = apiTime(world), version = kubernetesVersion(world);
    QJsonArray conditions;
    for (const auto &[type, reason, what] :
        {std::tuple(u"MemoryPressure"_s, u"KubeletHasSufficientMemory"_s, u"sufficient memory available"_s),
            {u"DiskPressure"_s, u"KubeletHasNoDiskPressure"_s, u"no disk pressure"_s},
            {u"PIDPressure"_s, u"KubeletHasSufficientPID"_s, u"sufficient PID available"_s}})
        conditions << nodeCondition(type, false, reason, u"kubelet has "_s + what, time);
    conditions << (isReady
            ? nodeCondition(u"Ready"_s, true, u"KubeletReady"_s, u"kubelet is posting ready status"_s, time)
            : nodeCondition(u"Ready"_s, false, u"KubeletNotReady"_s,
                  u"container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady "
                  "message:Network plugin returns error: cni plugin not initialized"_s,
                  time));
    const QJsonObject amounts{{u"cpu"_s, u"4"_s}, {u"memory"_s, u"16381924Ki"_s}, {u"pods"_s, u"110"_s}};
    const QJsonObject taint{{u"key"_s, u"node.kubernetes.io/not-ready"_s}, {u"effect"_s, u"NoSchedule"_s}};
    QJsonObject spec{{u"podCIDR"_s, u"10.244.%1.0/24"_s.arg(number)}};
    if (!isReady)
        spec.insert(u"taints"_s, QJsonArray{taint});
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Node"_s},
        {u"metadata"_s,
            QJsonObject{{u"name"_s, name},
                {u"labels"_s,
                    QJsonObject{{u"kubernetes.io/hostname"_s, name}, {u"kubernetes.io/os"_s, u"linux"_s},
                        {u"kubernetes.io/arch"_s, u"amd64"_s}}}}},
        {u"spec"_s, spec},
        {u"status"_s,
            QJsonObject{{u"capacity"_s, amounts}, {u"allocatable"_s, amounts}, {u"conditions"_s, conditions},
                {u"addresses"_s,
                    QJsonArray{
                        QJsonObject{{u"type"_s, u"InternalIP"_s}, {u"address"_s, u"10.0.0.%1"_s.arg(10 + number)}},
                        QJsonObject{{u"type"_s, u"Hostname"_s}, {u"address"_s, name}}}},
                {u"nodeInfo"_s,
                    QJsonObject{{u"kubeletVersion"_s, version}, {u"containerRuntimeVersion"_s, u"containerd://2.1.4"_s},
                        {u"osImage"_s, u"Debian GNU/Linux 13 (trixie)"_s}, {u"kernelVersion"_s, u"6.12.0"_s},
                        {u"operatingSystem"_s, u"linux"_s}, {u"architecture"_s, u"amd64"_s}}}}}};
}

static void makeNodes(World &world)
{
    const int count = world.manifest.cluster.expectNodes.value_or(3);
    for (int i = 0; i < count; ++i) {
        const QString name = u"pool-1-%1-%2"_s.arg(world.chance.uuid(u"pool"_s).left(4)).arg(i + 1);
        world.cluster.put(node(world, name, i, false));
        world.clock.quietly(world.chance.about(nodeTime, u"node/"_s + name), u"node/"_s + name,
            [&world, name, i, made = world.clusters] {
                if (made == world.clusters)
                    world.cluster.put(node(world, name, i, true));
            });
    }
}

static constexpr char systemObjects[] = R"(
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}},
 provisioner: disk.csi.example.com, reclaimPolicy: Delete, volumeBindingMode: Immediate, allowVolumeExpansion: true}
---
{apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default, labels: {component: apiserver, provider: kubernetes}},
 spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}},
 spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: coredns, namespace: kube-system}, data: {Corefile: ".:53 { }"}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}},
 spec: {replicas: 2, selector: {matchLabels: {k8s-app: kube-dns}}, template: {metadata: {labels: {k8s-app: kube-dns}},
  spec: {serviceAccountName: coredns, containers: [{name: coredns, image: registry.k8s.io/coredns/coredns:v1.12.1}]}}}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: kube-proxy, namespace: kube-system, labels: {k8s-app: kube-proxy}},
 spec: {selector: {matchLabels: {k8s-app: kube-proxy}}, template: {metadata: {labels: {k8s-app: kube-proxy}},
  spec: {containers: [{name: kube-proxy, image: registry.k8s.io/kube-proxy:v1.34.4}]}}}}
)";

void makeCluster(World &world)
{
    world.cluster.clear();
    ++world.clusters;
    for (const Kind &kind : builtInKinds())
        world.cluster.define(kind);
    for (const QString &name : {u"default"_s, u"kube-node-lease"_s, u"kube-public"_s, u"kube-system"_s})
        put(world,
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s}, {u"metadata"_s, QJsonObject{{u"name"_s, name}}}});
    makeNodes(world);
    const auto documents = readYamlDocuments(systemObjects);
    for (const YamlDocument &document : documents.value_or(QList<YamlDocument>()))
        put(world, document.value.toObject());
    world.clusterIsUp = true;
}

} // namespace relight::world
