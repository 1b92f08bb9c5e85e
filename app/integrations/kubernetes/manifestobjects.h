#pragma once
// Kubernetes objects out of manifest text, ready to be applied: Lists flattened, what a server once wrote stripped, in
// an order that works. Pure functions.

#include "app/ports/cluster.h"

namespace relight {

// Applied one after the other; objects of one stage at the same time.
enum class ApplyStage { Namespaces, Definitions, Foundations, Rest, Hooks };

struct ManifestObject
{
    ObjectRef ref; // namespace as written
    QJsonObject object;
    ApplyStage stage = ApplyStage::Rest;
};

// Sorted by stage, otherwise in the order of the text. Invalid: says which document.
[[nodiscard]] Result<QList<ManifestObject>> readManifestObjects(const QByteArray &documents);

// uid, resourceVersion, managedFields, status, owners in another cluster …: nothing of it may be applied.
[[nodiscard]] QJsonObject withoutServerFields(QJsonObject object);

// "Deployment shop/web", for messages.
[[nodiscard]] QString displayName(const ObjectRef &ref);

[[nodiscard]] ObjectRef refOf(const QJsonObject &object);

} // namespace relight
