#include "app/integrations/kubernetes/lister.h"

#include <QJsonArray>

namespace relight {

static constexpr int pageSize = 500;   // kubectl's own
static constexpr int restartLimit = 3; // a page token lives some minutes

void addQueryItem(QUrlQuery &query, const char *key, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(QString::fromLatin1(key), QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

void addSelectors(QUrlQuery &query, const ListOptions &options)
{
    addQueryItem(query, "labelSelector", options.labelSelector);
    addQueryItem(query, "fieldSelector", options.fieldSelector);
}

static void append(QList<QJsonObject> &items, const QJsonObject &page, const ObjectRef &kind)
{
    for (const QJsonValue &value : page.value(QLatin1String("items")).toArray()) {
        QJsonObject item = value.toObject();
        if (!item.contains(QLatin1String("kind")))
            item.insert(QLatin1String("kind"), kind.kind);
        if (!item.contains(QLatin1String("apiVersion")))
            item.insert(QLatin1String("apiVersion"), kind.apiVersion);
        items.append(item);
    }
}

Result<ObjectList> listObjects(
    ApiClient &api, const QString &path, const ObjectRef &kind, const ListOptions &options, const Call &call)
{
    ObjectList list;
    QString token;
    for (int restarts = 0;;) {
        QUrlQuery query;
        addSelectors(query, options);
        addQueryItem(query, "limit", QString::number(pageSize));
        addQueryItem(query, "continue", token);
        const auto page
            = api.json({.path = path, .query = query, .what = QStringLiteral("list %1").arg(kind.kind)}, call);
        if (!page && page.error().status == 410 && !token.isEmpty() && ++restarts < restartLimit) {
            list = {};
            token.clear();
            continue;
        }
        if (!page)
            return std::unexpected(page.error());
        append(list.items, *page, kind);
        const QJsonObject metadata = page->value(QLatin1String("metadata")).toObject();
        list.resourceVersion = metadata.value(QLatin1String("resourceVersion")).toString();
        token = metadata.value(QLatin1String("continue")).toString();
        if (token.isEmpty())
            return list;
    }
}

} // namespace relight
