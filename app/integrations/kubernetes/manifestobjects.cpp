#include "app/integrations/kubernetes/manifestobjects.h"

#include "app/integrations/kubernetes/yamldocuments.h"

namespace relight {

static ApplyStage stageOf(const QString &kind)
{
    static const QStringList definitions{
        QStringLiteral("CustomResourceDefinition"), QStringLiteral("PriorityClass"), QStringLiteral("StorageClass")};
    static const QStringList foundations{QStringLiteral("ServiceAccount"), QStringLiteral("Secret"),
        QStringLiteral("ConfigMap"), QStringLiteral("ClusterRole"), QStringLiteral("ClusterRoleBinding"),
        QStringLiteral("Role"), QStringLiteral("RoleBinding"), QStringLiteral("ResourceQuota"),
        QStringLiteral("LimitRange"), QStringLiteral("NetworkPolicy"), QStringLiteral("PersistentVolume"),
        QStringLiteral("PersistentVolumeClaim"), QStringLiteral("Service")};
    static const QStringList hooks{QStringLiteral("ValidatingWebhookConfiguration"),
        QStringLiteral("MutatingWebhookConfiguration"), QStringLiteral("APIService")};
    if (kind == QLatin1String("Namespace"))
        return ApplyStage::Namespaces;
    if (definitions.contains(kind))
        return ApplyStage::Definitions;
    if (foundations.contains(kind))
        return ApplyStage::Foundations;
    return hooks.contains(kind) ? ApplyStage::Hooks : ApplyStage::Rest;
}

ObjectRef refOf(const QJsonObject &object)
{
    const QJsonObject metadata = object.value(QLatin1String("metadata")).toObject();
    return {object.value(QLatin1String("apiVersion")).toString(), object.value(QLatin1String("kind")).toString(),
        metadata.value(QLatin1String("namespace")).toString(), metadata.value(QLatin1String("name")).toString()};
}

QString displayName(const ObjectRef &ref)
{
    const QString scope = ref.objectNamespace.isEmpty() ? QString() : ref.objectNamespace + QLatin1Char('/');
    return QStringLiteral("%1 %2%3").arg(ref.kind, scope, ref.name).trimmed();
}

QJsonObject withoutServerFields(QJsonObject object)
{
    QJsonObject metadata = object.value(QLatin1String("metadata")).toObject();
    for (const char *field : {"uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "selfLink",
             "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences"})
        metadata.remove(QLatin1String(field));
    QJsonObject annotations = metadata.value(QLatin1String("annotations")).toObject();
    if (annotations.contains(QLatin1String("kubectl.kubernetes.io/last-applied-configuration"))) {
        annotations.remove(QLatin1String("kubectl.kubernetes.io/last-applied-configuration"));
        if (annotations.isEmpty())
            metadata.remove(QLatin1String("annotations"));
        else
            metadata.insert(QLatin1String("annotations"), annotations);
    }
    object.insert(QLatin1String("metadata"), metadata);
    object.remove(QLatin1String("status"));
    return object;
}

static Result<> collect(const QJsonValue &value, const QString &where, const QString &listKind,
    const QString &listVersion, QList<ManifestObject> &objects)
{
    if (!value.isObject())
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 is not a Kubernetes object but a %2")
                .arg(where, value.isArray() ? QStringLiteral("list") : QStringLiteral("scalar")));
    QJsonObject object = value.toObject();
    if (!object.contains(QLatin1String("kind")) && !listKind.isEmpty()) // items of a typed list leave it out
        object.insert(QLatin1String("kind"), listKind);
    if (!object.contains(QLatin1String("apiVersion")) && !listVersion.isEmpty())
        object.insert(QLatin1String("apiVersion"), listVersion);
    const ObjectRef ref = refOf(object);
    if (ref.kind.isEmpty() || ref.apiVersion.isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 has no %2")
                .arg(where, ref.kind.isEmpty() ? QStringLiteral("kind") : QStringLiteral("apiVersion")));
    if (ref.kind.endsWith(QLatin1String("List")) && object.value(QLatin1String("items")).isArray()) {
        const QString itemKind = ref.kind == QLatin1String("List") ? QString() : ref.kind.chopped(4);
        const QString itemVersion = itemKind.isEmpty() ? QString() : ref.apiVersion;
        int index = 0;
        for (const QJsonValue &item : object.value(QLatin1String("items")).toArray())
            if (auto done = collect(
                    item, QStringLiteral("Item %1 of %2").arg(++index).arg(where), itemKind, itemVersion, objects);
                !done)
                return done;
        return {};
    }
    if (ref.name.isEmpty())
        return failure(ErrorCode::Invalid, QStringLiteral("%1, a %2, has no metadata.name").arg(where, ref.kind));
    objects.append({ref, withoutServerFields(object), stageOf(ref.kind)});
    return {};
}

Result<QList<ManifestObject>> readManifestObjects(const QByteArray &documents)
{
    const auto values = readYamlDocuments(documents);
    if (!values)
        return std::unexpected(values.error());
    QList<ManifestObject> objects;
    for (const YamlDocument &document : *values)
        if (auto done
            = collect(document.value, QStringLiteral("The document at line %1").arg(document.line), {}, {}, objects);
            !done)
            return std::unexpected(done.error());
    std::ranges::stable_sort(objects, {}, &ManifestObject::stage);
    return objects;
}

} // namespace relight
