#include "argoserver.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static const QByteArray json = "Content-Type: application/json";

static QByteArray target(const ScriptedRequest &request)
{
    return request.method + ' '
        + request.target.left(request.target.indexOf('?') < 0 ? request.target.size() : request.target.indexOf('?'));
}

ArgoServer::ArgoServer(const std::optional<QSslConfiguration> &tls)
    : m_server([this](const ScriptedRequest &request, const ScriptedConnection &to) { serve(request, to); }, tls)
{
}

void ArgoServer::setPassword(const QByteArray &password)
{
    const std::lock_guard lock(m_mutex);
    m_password = password;
    ++m_generation;
}

void ArgoServer::setApplications(const QList<QJsonObject> &applications)
{
    QJsonArray items;
    for (const QJsonObject &application : applications)
        items.append(application);
    const QJsonObject list{
        {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("resourceVersion"), QStringLiteral("7")}}},
        {QStringLiteral("items"), items}};
    const std::lock_guard lock(m_mutex);
    m_list = QJsonDocument(list).toJson(QJsonDocument::Compact);
}

void ArgoServer::answer(const QByteArray &methodAndPath, Answer with)
{
    const std::lock_guard lock(m_mutex);
    m_answers.insert(methodAndPath, std::move(with));
}

void ArgoServer::stream(const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    for (const ScriptedConnection &open : std::as_const(m_streams))
        open.chunk(bytes);
}

void ArgoServer::endStreams()
{
    const std::lock_guard lock(m_mutex);
    for (const ScriptedConnection &open : std::as_const(m_streams))
        open.reset();
    m_streams.clear();
}

QList<ScriptedRequest> ArgoServer::requests(const QByteArray &methodAndPath) const
{
    QList<ScriptedRequest> found;
    for (const ScriptedRequest &request : m_server.requests()) {
        if (target(request) == methodAndPath)
            found.append(request);
    }
    return found;
}

bool ArgoServer::waitForStream() const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds{20}, [this] { return !m_streams.isEmpty(); });
}

QJsonObject ArgoServer::application(const QString &name, const QString &health)
{
    const QByteArray text = R"({"metadata":{"name":")" + name.toUtf8()
        + R"(","namespace":"argocd","resourceVersion":"5"},"spec":{"project":"default"},
        "status":{"sync":{"status":"Synced","revision":"r1"},"health":{"status":")"
        + health.toUtf8() + R"("}}})";
    return QJsonDocument::fromJson(text).object();
}

void ArgoServer::serve(const ScriptedRequest &request, const ScriptedConnection &to)
{
    const QByteArray what = target(request);
    Answer own;
    QByteArray list, password, token;
    {
        const std::lock_guard lock(m_mutex);
        own = m_answers.value(what);
        list = m_list;
        password = m_password;
        token = "head.body." + QByteArray::number(m_generation);
    }
    if (own && own(request, to))
        return;
    if (what == "GET /api/version")
        return to.answer(200, R"({"Version":"v3.2.11"})", {json});
    if (request.method != "GET" && request.headers.value("content-type") != "application/json")
        return to.answer(415, "Invalid content type", {"Content-Type: text/plain"});
    if (what == "POST /api/v1/session") {
        const bool right
            = QJsonDocument::fromJson(request.body).object().value(u"password").toString().toUtf8() == password;
        return right
            ? to.answer(200, R"({"token":")" + token + R"("})", {json})
            : to.answer(401,
                  R"({"error":"Invalid username or password","code":16,"message":"Invalid username or password"})",
                  {json});
    }
    if (request.headers.value("authorization") != "Bearer " + token)
        return to.answer(401, R"({"error":"invalid session","code":16,"message":"invalid session"})", {json});
    if (what == "GET /api/v1/applications")
        return to.answer(200, list, {json});
    if (what == "GET /api/v1/account/can-i/applications/get/*/*")
        return to.answer(200, R"({"value":"yes"})", {json});
    if (what == "GET /api/v1/stream/applications" && request.headers.value("accept") == "text/event-stream") {
        to.startChunked(200, {"Content-Type: text/event-stream"});
        {
            const std::lock_guard lock(m_mutex);
            m_streams.append(to);
        }
        return m_changed.notify_all();
    }
    if (what.startsWith("POST /api/v1/applications/"))
        return to.answer(200, "{}", {json});
    if (what.startsWith("DELETE /api/v1/applications/"))
        return to.answer(200, "{}", {json});
    to.answer(404, "Not Found", {"Content-Type: text/plain"});
}

} // namespace relight
