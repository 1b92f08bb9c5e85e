#pragma once
// Reads a whole collection page by page. A function on the calling worker.

#include "app/integrations/kubernetes/apiclient.h"
#include "app/ports/cluster.h"

namespace relight {

struct ObjectList
{
    QList<QJsonObject> items; // with apiVersion and kind, which lists leave out
    QString resourceVersion;  // where a watch goes on
};

[[nodiscard]] Result<ObjectList> listObjects(
    ApiClient &api, const QString &path, const ObjectRef &kind, const ListOptions &options, const Call &call);

// Adds the selectors, percent-encoded.
void addSelectors(QUrlQuery &query, const ListOptions &options);
void addQueryItem(QUrlQuery &query, const char *key, const QString &value);

} // namespace relight
