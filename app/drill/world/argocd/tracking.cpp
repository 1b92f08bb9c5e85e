#include "app/drill/world/argocd/tracking.h"

#include "app/drill/world/argocd/jsonpath.h"

using namespace Qt::StringLiterals;

namespace relight::world {

QString applicationKey(const QJsonObject &application)
{
    return textAt(application, {u"metadata", u"namespace"}) + u'/' + textAt(application, {u"metadata", u"name"});
}

Key applicationAt(const QString &applicationKey)
{
    return {u"argoproj.io"_s, u"Application"_s, applicationKey.section(u'/', 0, 0), applicationKey.section(u'/', 1)};
}

static QString identity(const QJsonObject &object)
{
    const Key key = keyOf(object);
    return key.group + u'/' + key.kind + u':' + key.space + u'/' + key.name;
}

QString trackingId(const QString &applicationKey, const QJsonObject &object, const QString &argoNamespace)
{
    const QString space = applicationKey.section(u'/', 0, 0), name = applicationKey.section(u'/', 1);
    return (space == argoNamespace ? name : space + u'_' + name) + u':' + identity(object);
}

QString trackedBy(const QJsonObject &object, const QString &argoNamespace)
{
    const QString id = textAt(object, {u"metadata", u"annotations", trackingAnnotation});
    if (id.isEmpty())
        return {};
    const QString owner = id.section(u':', 0, 0);
    // Objects without a namespace carry the application's destination in theirs.
    if (id.section(u':', 1, 1) != identity(object).section(u':', 0, 0) || id.section(u'/', -1) != keyOf(object).name)
        return {};
    return owner.contains(u'_') ? owner.section(u'_', 0, 0) + u'/' + owner.section(u'_', 1)
                                : argoNamespace + u'/' + owner;
}

} // namespace relight::world
