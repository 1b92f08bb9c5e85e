// What argocd-server answers to single requests; the class is in argoserver.h.
#include "app/drill/world/argocd/argoserver.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/resourcetree.h"
#include "app/drill/world/argocd/tracking.h"
#include "models/plan/clusterobjects.h"

#include <QHttpServerRequest>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr QStringView refreshAnnotation = u"argocd.argoproj.io/refresh";

static ArgoAnswer json(const QJsonObject &object, int status = 200)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

// As the gRPC gateway words it.
static ArgoAnswer refusal(int status, int code, const QString &message)
{
    return json({{u"error"_s, message}, {u"code"_s, code}, {u"message"_s, message}}, status);
}

static QJsonObject objectIn(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

ArgoAnswer ArgoServer::logIn(const QByteArray &body) const
{
    const QJsonObject wish = objectIn(body);
    const QByteArray token
        = m_controller.installation().logIn(textAt(wish, {u"username"}), textAt(wish, {u"password"}));
    return token.isEmpty() ? refusal(401, 16, u"Invalid username or password"_s)
                           : json({{u"token"_s, QString::fromLatin1(token)}});
}

ArgoAnswer ArgoServer::answer(const QHttpServerRequest &request)
{
    const QString path = request.url().path();
    if (path == u"/healthz")
        return {200, "ok", "text/plain"};
    if (!path.startsWith(u"/api/"))
        return {200, "<!doctype html><title>Argo CD</title>", "text/html"};
    QString version = m_world.manifest.gitops.argocd.version;
    if (path == u"/api/version")
        return json({{u"Version"_s, version.isEmpty() ? defaultArgoCdVersion() : version}});
    const bool reads = request.method() == QHttpServerRequest::Method::Get;
    if (!reads && request.value("Content-Type").toLower() != "application/json")
        return {415, "Invalid content type", "text/plain"};
    if (path == u"/api/v1/session" && request.method() == QHttpServerRequest::Method::Post)
        return logIn(request.body());
    const QByteArray token = request.value("Authorization").mid(7);
    const bool known = m_controller.installation().knows(token);
    if (path == u"/api/v1/session/userinfo")
        return json(known ? QJsonObject{{u"loggedIn"_s, true}, {u"username"_s, u"admin"_s}, {u"iss"_s, u"argocd"_s}}
                          : QJsonObject());
    if (!known)
        return refusal(401, 16,
            token.count('.') == 2 ? u"invalid session: token signature is invalid: signature is invalid"_s
                                  : u"no session information"_s);
    return authorized(request);
}

ArgoAnswer ArgoServer::listOf(const QString &kind) const
{
    // Of ten thousand a hundred megabytes: neither copied nor, as Stored::bytes(), kept.
    QByteArray list
        = "{\"metadata\":{\"resourceVersion\":\"" + QByteArray::number(m_world.cluster.version()) + "\"},\"items\":[";
    QByteArrayView between;
    for (const auto &stored : m_world.cluster.list(u"argoproj.io"_s, kind)) {
        list += between;
        list += QJsonDocument(stored->object).toJson(QJsonDocument::Compact);
        between = ",";
    }
    list += "]}";
    return {200, list};
}

ArgoAnswer ArgoServer::authorized(const QHttpServerRequest &request)
{
    const QStringList path = request.url().path(QUrl::FullyDecoded).sliced(1).split(u'/'); // api, v1, applications …
    const QString room = path.value(2);
    const bool reads = request.method() == QHttpServerRequest::Method::Get;
    if (room == u"applications" && path.size() == 3 && reads)
        return applications(request);
    if (room == u"applications" && path.size() >= 4)
        return application(request, path);
    if (room == u"applicationsets" && path.size() == 3 && reads)
        return listOf(u"ApplicationSet"_s);
    if (room == u"projects" && path.size() == 3 && reads)
        return listOf(u"AppProject"_s);
    if (room == u"account" && path.value(3) == u"can-i")
        return json({{u"value"_s, u"yes"_s}});
    const QJsonObject fine{{u"status"_s, u"Successful"_s}, {u"message"_s, QString()}};
    if (room == u"repositories" && path.size() == 3 && reads)
        return json({{u"items"_s,
            QJsonArray{QJsonObject{
                {u"repo"_s, m_world.manifest.gitops.repo}, {u"type"_s, u"git"_s}, {u"connectionState"_s, fine}}}}});
    if (room == u"clusters" && path.size() == 3 && reads)
        return json({{u"items"_s,
            QJsonArray{QJsonObject{{u"server"_s, u"https://kubernetes.default.svc"_s}, {u"name"_s, u"in-cluster"_s},
                {u"connectionState"_s, fine}}}}});
    return refusal(404, 5, u"Not Found"_s);
}

ArgoAnswer ArgoServer::applications(const QHttpServerRequest &request) const
{
    const QString fields = request.query().queryItemValue(u"fields"_s, QUrl::FullyDecoded);
    const FieldSelection selection(fields, u"items"_s);
    if (selection.isEverything())
        return listOf(u"Application"_s);
    QJsonArray items;
    for (const auto &one : m_world.cluster.list(u"argoproj.io"_s, u"Application"_s))
        items << selection.of(one->object);
    return json({{u"metadata"_s, QJsonObject{{u"resourceVersion"_s, QString::number(m_world.cluster.version())}}},
        {u"items"_s, items}});
}

// A missing application and one of another project look the same to who does not name the project.
ArgoAnswer ArgoServer::application(const QHttpServerRequest &request, const QStringList &path)
{
    using Method = QHttpServerRequest::Method;
    const QJsonObject wish = objectIn(request.body());
    const auto given = [&](const QString &name) {
        const QString inQuery = request.query().queryItemValue(name, QUrl::FullyDecoded);
        return inQuery.isEmpty() ? textAt(wish, {name}) : inQuery;
    };
    QString space = given(u"appNamespace"_s);
    if (space.isEmpty())
        space = m_world.manifest.gitops.argocd.argoNamespace;
    const auto found = m_world.cluster.get({u"argoproj.io"_s, u"Application"_s, space, path.at(3)});
    const QString project = given(u"project"_s);
    if (!found && project.isEmpty())
        return refusal(403, 7, u"permission denied"_s);
    if (!found || (!project.isEmpty() && textAt(found->object, {u"spec", u"project"}) != project))
        return refusal(404, 5, u"applications.argoproj.io \"%1\" not found"_s.arg(path.at(3)));
    const QString what = path.value(4);
    const QString key = applicationKey(found->object);
    if (request.method() == Method::Post && what == u"sync")
        return sync(found->object, wish);
    if (request.method() == Method::Delete && what == u"operation")
        return terminate(found->object);
    if (request.method() != Method::Get)
        return refusal(501, 12, u"Not Implemented"_s);
    if (what == u"resource-tree")
        return json(resourceTree(m_world, m_controller.targetsOf(key)));
    if (what == u"managed-resources")
        return json(managedResources(m_world, m_controller.targetsOf(key)));
    if (what == u"syncwindows")
        return windows(found->object);
    if (what == u"events")
        return json({{u"metadata"_s, QJsonObject()}, {u"items"_s, QJsonArray()}});
    if (!what.isEmpty())
        return refusal(404, 5, u"Not Found"_s);
    const QString refresh = given(u"refresh"_s);
    if (refresh.isEmpty())
        return json(m_controller.withResourceHealth(found->object));
    QJsonObject asked = found->object;
    setAt(asked, {u"metadata", u"annotations", refreshAnnotation}, refresh);
    m_world.cluster.put(asked);
    ArgoAnswer later;
    later.whenCompared = keyOf(asked);
    return later;
}

// The controller takes the annotation away when it has compared.
void ArgoServer::answerCompared(const Key &application)
{
    const auto found = m_world.cluster.get(application);
    if (found && !textAt(found->object, {u"metadata", u"annotations", refreshAnnotation}).isEmpty())
        return;
    const ArgoAnswer answer = found
        ? json(m_controller.withResourceHealth(found->object))
        : refusal(404, 5, u"applications.argoproj.io \"%1\" not found"_s.arg(application.name));
    while (true) {
        const auto one = std::ranges::find(m_waiting, application, &Waiting::application);
        if (one == m_waiting.end())
            return;
        std::list<Waiting> taken; // its connection may close on being written to
        taken.splice(taken.begin(), m_waiting, one);
        taken.front().responder.write(answer.body, answer.type, QHttpServerResponder::StatusCode(answer.status));
    }
}

bool ArgoServer::isBlocked(const QString &name) const
{
    return m_world.faults.find(u"sync-window"_s, u"application"_s, name).has_value();
}

ArgoAnswer ArgoServer::sync(const QJsonObject &application, const QJsonObject &wish)
{
    if (isBlocked(textAt(application, {u"metadata", u"name"})))
        return refusal(403, 7, u"cannot sync: blocked by sync window"_s);
    if (objectAt(application, {u"metadata"}).contains(u"deletionTimestamp"))
        return refusal(400, 9, u"application is deleting"_s);
    if (application.contains(u"operation"))
        return refusal(400, 9, u"another operation is already in progress"_s);
    QJsonObject sync;
    for (const QString &field : {u"revision"_s, u"prune"_s, u"dryRun"_s, u"resources"_s}) {
        if (wish.contains(field))
            sync.insert(field, wish.value(field));
    }
    sync.insert(u"syncStrategy"_s,
        wish.contains(u"strategy") ? wish.value(u"strategy") : QJsonObject{{u"hook"_s, QJsonObject()}});
    const QJsonArray own = listAt(application, {u"spec", u"syncPolicy", u"syncOptions"}),
                     asked = listAt(wish, {u"syncOptions", u"items"});
    if (!asked.isEmpty() || !own.isEmpty())
        sync.insert(u"syncOptions"_s, asked.isEmpty() ? own : asked);
    QJsonObject operation{{u"sync"_s, sync}, {u"initiatedBy"_s, QJsonObject{{u"username"_s, u"admin"_s}}}};
    if (wish.contains(u"infos"))
        operation.insert(u"info"_s, wish.value(u"infos"));
    const QJsonValue retry = wish.contains(u"retryStrategy") ? wish.value(u"retryStrategy")
                                                             : valueAt(application, {u"spec", u"syncPolicy", u"retry"});
    if (retry.isObject())
        operation.insert(u"retry"_s, retry);
    QJsonObject changed = application;
    changed.insert(u"operation"_s, operation);
    setAt(changed, {u"status", u"operationState"}, QJsonValue::Undefined);
    return json(m_world.cluster.put(changed)->object);
}

ArgoAnswer ArgoServer::terminate(const QJsonObject &application)
{
    if (!application.contains(u"operation") || objectAt(application, {u"status", u"operationState"}).isEmpty())
        return refusal(400, 3, u"Unable to terminate operation. No operation is in progress"_s);
    QJsonObject changed = application;
    setAt(changed, {u"status", u"operationState", u"phase"}, u"Terminating"_s);
    m_world.cluster.put(changed);
    return json({});
}

ArgoAnswer ArgoServer::windows(const QJsonObject &application) const
{
    if (!isBlocked(textAt(application, {u"metadata", u"name"})))
        return json({{u"canSync"_s, true}});
    const QJsonObject window{
        {u"kind"_s, u"deny"_s}, {u"schedule"_s, u"0 0 * * *"_s}, {u"duration"_s, u"24h"_s}, {u"manualSync"_s, false}};
    return json(
        {{u"canSync"_s, false}, {u"activeWindows"_s, QJsonArray{window}}, {u"assignedWindows"_s, QJsonArray{window}}});
}

} // namespace relight::world
