#pragma once
// metadata.managedFields: who wrote which field last, and what follows from it for server-side apply. Pure.

#include "app/drill/world/kubernetes/answers.h"
#include "app/drill/world/kubernetes/fieldset.h"

namespace relight::world {

struct Writer
{
    QString manager;
    QString time; // RFC 3339
    QString subresource;
};

// `after` with the fields that differ from `before` (empty: new) owned by who wrote them.
[[nodiscard]] QJsonObject withOwners(const QJsonObject &before, QJsonObject after, const Writer &writer);

// The outcome of applying `config` over `live` (empty: new). Refusal: the conflicts, 409; with `force` they are taken
// over.
[[nodiscard]] OrRefusal<QJsonObject> applied(
    const QJsonObject &live, const QJsonObject &config, const Writer &writer, bool force);

// Nothing differs but the times at which fields were written.
[[nodiscard]] bool isSameButTimes(const QJsonObject &one, const QJsonObject &other);

} // namespace relight::world
