#include "app/integrations/argocd/argoapi.h"

#include "app/integrations/argocd/argoanswer.h"
#include "app/integrations/argocd/ssereader.h"
#include "models/convergence/applicationjson.h"

#include <QJsonDocument>

namespace relight {

namespace {

QString pathOf(const QString &application, const QString &tail = {})
{
    return QStringLiteral("/api/v1/applications/") + QString::fromLatin1(QUrl::toPercentEncoding(application)) + tail;
}

QUrlQuery of(const QString &appNamespace)
{
    QUrlQuery query;
    if (!appNamespace.isEmpty())
        query.addQueryItem(QStringLiteral("appNamespace"), appNamespace);
    return query;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

ArgoApi::ArgoApi(IoThread &network, Clock &clock, const ArgoCdAccess &access, const Remember &remember)
    : m_clock(clock)
    , m_session(network, clock, access, remember)
{
}

// A list is silently cut to what the account may see: an empty one must not pass for "there are none".
Result<> ArgoApi::mayRead(const Call &call)
{
    const auto answer = m_session.send({.path = QStringLiteral("/api/v1/account/can-i/applications/get/*/*"),
                                           .what = QStringLiteral("tell what this account may do")},
        call);
    if (!answer)
        return std::unexpected(answer.error());
    if (QJsonDocument::fromJson(*answer).object().value(u"value").toString() == u"yes")
        return {};
    return failure(ErrorCode::Unauthorized,
        QStringLiteral("The Argo CD account may not read all applications: give it applications, get, */*, or use "
                       "another in gitops.argocd.credentials"),
        {}, 403);
}

Result<ArgoApi::Listed> ArgoApi::listed(const Call &call)
{
    const auto bytes = m_session.send(
        {.path = QStringLiteral("/api/v1/applications"), .what = QStringLiteral("list the applications")}, call);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto list = parseApplicationList(*bytes);
    if (!list)
        return std::unexpected(list.error());
    if (list->items.isEmpty()) {
        if (const auto may = mayRead(call); !may)
            return std::unexpected(may.error());
    }
    return Listed{std::move(list->items), list->resourceVersion};
}

Result<QList<Application>> ArgoApi::list(const Call &call)
{
    auto found = listed(call);
    if (!found)
        return std::unexpected(found.error());
    return std::move(found->items);
}

Result<> ArgoApi::follow(
    const QString &resourceVersion, const ChangeHandler &handler, const std::function<bool()> &tick, const Call &call)
{
    ArgoRequest request{
        .path = QStringLiteral("/api/v1/stream/applications"), .what = QStringLiteral("stream the applications")};
    request.inactivity = Milliseconds{45'000}; // three keep-alives
    if (!resourceVersion.isEmpty())
        request.query.addQueryItem(QStringLiteral("resourceVersion"), resourceVersion);
    request.query.addQueryItem(QStringLiteral("fields"),
        QStringLiteral("-result.application.metadata.managedFields,result.application.status.history"));
    SseReader reader;
    Result<> outcome;
    const auto ended = m_session.stream(
        request,
        [&](const QByteArray &chunk) {
            const bool more = reader.feed(chunk, [&](const QByteArray &message) {
                const auto event = parseApplicationEvent(message);
                if (!event)
                    outcome = std::unexpected(event.error());
                else if (event->type == ApplicationEvent::Type::Error)
                    outcome = std::unexpected(argoError(event->httpCode, event->error, request.what));
                else
                    return handler({event->application, event->type == ApplicationEvent::Type::Deleted});
                return false;
            });
            if (reader.isTooLong())
                outcome = failure(ErrorCode::Protocol,
                    QStringLiteral("A message of Argo CD's application stream is longer than 64 MiB"));
            return more && outcome && tick();
        },
        call);
    return outcome ? ended : outcome;
}

Result<> ArgoApi::ping(const Call &call)
{
    const auto answer
        = m_session.send({.path = QStringLiteral("/api/version"), .what = QStringLiteral("tell its version")}, call);
    return answer ? Result<>() : std::unexpected(answer.error());
}

Result<QList<ApplicationSetStatus>> ArgoApi::applicationSets(const Call &call)
{
    const auto bytes = m_session.send(
        {.path = QStringLiteral("/api/v1/applicationsets"), .what = QStringLiteral("list the ApplicationSets")}, call);
    if (!bytes)
        return std::unexpected(bytes.error());
    return parseApplicationSets(*bytes);
}

Result<> ArgoApi::sync(const SyncRequest &request, const Call &call)
{
    QJsonObject body{{QStringLiteral("name"), request.application}, {QStringLiteral("prune"), request.prune},
        {QStringLiteral("infos"),
            QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("Reason")},
                {QStringLiteral("value"), QStringLiteral("Relight")}}}}};
    for (const auto &[key, value] : {std::pair{"appNamespace", request.appNamespace}, {"project", request.project},
             {"revision", request.revision}}) {
        if (!value.isEmpty())
            body.insert(QLatin1String(key), value);
    }
    const auto answer = m_session.send({.method = "POST",
                                           .path = pathOf(request.application, QStringLiteral("/sync")),
                                           .body = compact(body),
                                           .what = QStringLiteral("sync %1").arg(request.application)},
        call);
    return answer ? Result<>() : std::unexpected(answer.error());
}

// The server answers when the comparison is done, which may take a minute. That it was asked for is enough here: the
// result comes with the stream.
Result<> ArgoApi::refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call)
{
    ArgoRequest request{
        .path = pathOf(application), .query = of(appNamespace), .what = QStringLiteral("refresh %1").arg(application)};
    request.query.addQueryItem(QStringLiteral("refresh"), hard ? QStringLiteral("hard") : QStringLiteral("normal"));
    if (const auto ready = m_session.ready(call); !ready)
        return ready;
    const Instant enough = m_clock.now() + Seconds{3};
    const auto answer = m_session.send(request, call.within(m_clock.now(), Seconds{3}));
    if (answer || (answer.error().code == ErrorCode::TimedOut && m_clock.now() >= enough && call.deadline > enough))
        return {};
    return std::unexpected(answer.error());
}

Result<> ArgoApi::terminate(const QString &application, const QString &appNamespace, const Call &call)
{
    const auto answer = m_session.send({.method = "DELETE",
                                           .path = pathOf(application, QStringLiteral("/operation")),
                                           .query = of(appNamespace),
                                           .what = QStringLiteral("end the sync of %1").arg(application)},
        call);
    return answer ? Result<>() : std::unexpected(answer.error());
}

Result<QList<ResourceNode>> ArgoApi::resourceTree(
    const QString &application, const QString &appNamespace, const Call &call)
{
    const auto bytes = m_session.send({.path = pathOf(application, QStringLiteral("/resource-tree")),
                                          .query = of(appNamespace),
                                          .what = QStringLiteral("give the resources of %1").arg(application)},
        call);
    if (!bytes)
        return std::unexpected(bytes.error());
    return parseResourceTree(*bytes);
}

Result<QList<ArgoCd::Difference>> ArgoApi::differences(
    const QString &application, const QString &appNamespace, const Call &call)
{
    const auto bytes = m_session.send({.path = pathOf(application, QStringLiteral("/managed-resources")),
                                          .query = of(appNamespace),
                                          .what = QStringLiteral("compare %1 with Git").arg(application)},
        call);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto resources = parseManagedResources(*bytes);
    if (!resources)
        return std::unexpected(resources.error());
    QList<ArgoCd::Difference> different;
    for (const ManagedResource &resource : *resources) {
        if (resource.modified || resource.live.isEmpty() != resource.target.isEmpty())
            different.append({resource.key, resource.live, resource.target});
    }
    return different;
}

Result<QString> ArgoApi::syncWindow(const QString &application, const QString &appNamespace, const Call &call)
{
    const auto bytes = m_session.send({.path = pathOf(application, QStringLiteral("/syncwindows")),
                                          .query = of(appNamespace),
                                          .what = QStringLiteral("give the sync windows of %1").arg(application)},
        call);
    if (!bytes)
        return std::unexpected(bytes.error());
    const QJsonObject body = QJsonDocument::fromJson(*bytes).object();
    const QJsonArray assigned = body.value(u"assignedWindows").toArray(),
                     active = body.value(u"activeWindows").toArray();
    if (body.value(u"canSync").toBool() || assigned.isEmpty())
        return QString();
    QStringList windows;
    for (const QJsonValue &value : active.isEmpty() ? assigned : active) {
        const QJsonObject window = value.toObject();
        windows.append(QStringLiteral("%1 \"%2\" for %3")
                .arg(window.value(u"kind").toString(), window.value(u"schedule").toString(),
                    window.value(u"duration").toString()));
    }
    return QStringLiteral("the sync windows of its project allow no sync now (%1)")
        .arg(windows.join(QStringLiteral("; ")));
}

} // namespace relight
