#pragma once
// Which application an object belongs to: the tracking id that Argo CD writes into everything it makes. Pure functions.

#include "app/drill/world/base/objectstore.h"

namespace relight::world {

inline constexpr QStringView trackingAnnotation = u"argocd.argoproj.io/tracking-id";

// "namespace/name" of an Application object: its key everywhere in this folder.
[[nodiscard]] QString applicationKey(const QJsonObject &application);
[[nodiscard]] Key applicationAt(const QString &applicationKey);

// What an application writes into `object`; argoNamespace: applications elsewhere have theirs in the id.
[[nodiscard]] QString trackingId(
    const QString &applicationKey, const QJsonObject &object, const QString &argoNamespace);
// The application's key; empty: nobody's, or a copy that carries another object's id.
[[nodiscard]] QString trackedBy(const QJsonObject &object, const QString &argoNamespace);

} // namespace relight::world
