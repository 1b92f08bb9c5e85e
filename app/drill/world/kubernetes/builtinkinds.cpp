#include "app/drill/world/kubernetes/builtinkinds.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace relight::world {

static Kind kind(const QString &groupVersion, const QString &name, const QString &plural, bool namespaced, bool status)
{
    return {groupOf(groupVersion), groupVersion.section(u'/', -1), name, plural, namespaced, status};
}

static QList<Kind> coreKinds()
{
    const QString v1 = u"v1"_s;
    return {kind(v1, u"Namespace"_s, u"namespaces"_s, false, true), kind(v1, u"Node"_s, u"nodes"_s, false, true),
        kind(v1, u"PersistentVolume"_s, u"persistentvolumes"_s, false, true), kind(v1, u"Pod"_s, u"pods"_s, true, true),
        kind(v1, u"Service"_s, u"services"_s, true, true), kind(v1, u"ConfigMap"_s, u"configmaps"_s, true, false),
        kind(v1, u"Secret"_s, u"secrets"_s, true, false),
        kind(v1, u"ServiceAccount"_s, u"serviceaccounts"_s, true, false),
        kind(v1, u"Endpoints"_s, u"endpoints"_s, true, false), kind(v1, u"Event"_s, u"events"_s, true, false),
        kind(v1, u"PersistentVolumeClaim"_s, u"persistentvolumeclaims"_s, true, true),
        kind(v1, u"ResourceQuota"_s, u"resourcequotas"_s, true, true),
        kind(v1, u"LimitRange"_s, u"limitranges"_s, true, false),
        kind(v1, u"PodTemplate"_s, u"podtemplates"_s, true, false),
        kind(v1, u"ReplicationController"_s, u"replicationcontrollers"_s, true, true)};
}

static QList<Kind> workloadKinds()
{
    const QString apps = u"apps/v1"_s, batch = u"batch/v1"_s;
    return {kind(apps, u"Deployment"_s, u"deployments"_s, true, true),
        kind(apps, u"ReplicaSet"_s, u"replicasets"_s, true, true),
        kind(apps, u"StatefulSet"_s, u"statefulsets"_s, true, true),
        kind(apps, u"DaemonSet"_s, u"daemonsets"_s, true, true),
        kind(apps, u"ControllerRevision"_s, u"controllerrevisions"_s, true, false),
        kind(batch, u"Job"_s, u"jobs"_s, true, true), kind(batch, u"CronJob"_s, u"cronjobs"_s, true, true),
        kind(u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s, u"horizontalpodautoscalers"_s, true, true),
        kind(u"policy/v1"_s, u"PodDisruptionBudget"_s, u"poddisruptionbudgets"_s, true, true)};
}

static QList<Kind> accessKinds()
{
    const QString rbac = u"rbac.authorization.k8s.io/v1"_s;
    return {kind(rbac, u"Role"_s, u"roles"_s, true, false),
        kind(rbac, u"RoleBinding"_s, u"rolebindings"_s, true, false),
        kind(rbac, u"ClusterRole"_s, u"clusterroles"_s, false, false),
        kind(rbac, u"ClusterRoleBinding"_s, u"clusterrolebindings"_s, false, false),
        kind(u"admissionregistration.k8s.io/v1"_s, u"ValidatingWebhookConfiguration"_s,
            u"validatingwebhookconfigurations"_s, false, false),
        kind(u"admissionregistration.k8s.io/v1"_s, u"MutatingWebhookConfiguration"_s,
            u"mutatingwebhookconfigurations"_s, false, false),
        kind(u"authorization.k8s.io/v1"_s, u"SelfSubjectAccessReview"_s, u"selfsubjectaccessreviews"_s, false, false),
        kind(u"authorization.k8s.io/v1"_s, u"SelfSubjectRulesReview"_s, u"selfsubjectrulesreviews"_s, false, false),
        kind(u"authentication.k8s.io/v1"_s, u"SelfSubjectReview"_s, u"selfsubjectreviews"_s, false, false)};
}

static QList<Kind> otherKinds()
{
    const QString net = u"networking.k8s.io/v1"_s, storage = u"storage.k8s.io/v1"_s;
    return {kind(net, u"Ingress"_s, u"ingresses"_s, true, true),
        kind(net, u"IngressClass"_s, u"ingressclasses"_s, false, false),
        kind(net, u"NetworkPolicy"_s, u"networkpolicies"_s, true, false),
        kind(storage, u"StorageClass"_s, u"storageclasses"_s, false, false),
        kind(storage, u"CSIDriver"_s, u"csidrivers"_s, false, false),
        kind(storage, u"VolumeAttachment"_s, u"volumeattachments"_s, false, true),
        kind(u"apiextensions.k8s.io/v1"_s, u"CustomResourceDefinition"_s, u"customresourcedefinitions"_s, false, true),
        kind(u"apiregistration.k8s.io/v1"_s, u"APIService"_s, u"apiservices"_s, false, true),
        kind(u"coordination.k8s.io/v1"_s, u"Lease"_s, u"leases"_s, true, false),
        kind(u"discovery.k8s.io/v1"_s, u"EndpointSlice"_s, u"endpointslices"_s, true, false),
        kind(u"scheduling.k8s.io/v1"_s, u"PriorityClass"_s, u"priorityclasses"_s, false, false),
        kind(u"node.k8s.io/v1"_s, u"RuntimeClass"_s, u"runtimeclasses"_s, false, false)};
}

QList<Kind> builtInKinds()
{
    return coreKinds() + workloadKinds() + accessKinds() + otherKinds();
}

QStringList subresourcesOf(const Kind &kind)
{
    QStringList names;
    if (kind.hasStatus)
        names << u"status"_s;
    if (kind.group.isEmpty() && kind.kind == u"Pod")
        names << u"log"_s << u"portforward"_s;
    return names;
}

} // namespace relight::world
