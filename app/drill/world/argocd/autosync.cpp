#include "app/drill/world/argocd/autosync.h"

#include "app/drill/world/argocd/jsonpath.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds betweenHeals{5000};

bool isAutomated(const QJsonObject &application)
{
    const QJsonValue automated = valueAt(application, {u"spec", u"syncPolicy", u"automated"});
    return automated.isObject() && automated.toObject().value(u"enabled").toBool(true);
}

bool isHeldBack(const QJsonObject &application)
{
    return textAt(application, {u"metadata", u"annotations", u"argocd.argoproj.io/skip-reconcile"}) == u"true";
}

static QJsonObject operationFor(const QJsonObject &application, const QString &revision)
{
    const QJsonObject policy = objectAt(application, {u"spec", u"syncPolicy"});
    QJsonObject sync{{u"revision"_s, revision}};
    if (policy.value(u"automated").toObject().value(u"prune").toBool())
        sync.insert(u"prune"_s, true);
    if (const QJsonArray options = policy.value(u"syncOptions").toArray(); !options.isEmpty())
        sync.insert(u"syncOptions"_s, options);
    return {{u"initiatedBy"_s, QJsonObject{{u"automated"_s, true}}}, {u"sync"_s, sync},
        {u"retry"_s, policy.contains(u"retry") ? policy.value(u"retry") : QJsonObject{{u"limit"_s, 5}}}};
}

AutoSync autoSync(const QJsonObject &application, const Rendering &rendering, Timestamp now)
{
    if (!isAutomated(application))
        return {};
    const QJsonObject last = objectAt(application, {u"status", u"operationState"});
    const bool attempted = textAt(last, {u"syncResult", u"revision"}) == rendering.revision
        && objectAt(last, {u"syncResult", u"source"}) == objectAt(application, {u"spec", u"source"});
    if (!attempted)
        return {operationFor(application, rendering.revision), {}, {}};
    if (textAt(last, {u"phase"}) != u"Succeeded")
        return {{}, u"Failed last sync attempt to [%1]: %2"_s.arg(rendering.revision, textAt(last, {u"message"})), {}};
    if (!valueAt(application, {u"spec", u"syncPolicy", u"automated", u"selfHeal"}).toBool())
        return {};
    const auto finished = parseTimestamp(textAt(last, {u"finishedAt"}));
    if (finished && now - *finished < betweenHeals)
        return {{}, {}, betweenHeals - (now - *finished)};
    return {operationFor(application, rendering.revision), {}, {}};
}

} // namespace relight::world
