#include "app/drill/world/kubernetes/apiserver.h"

#include "app/drill/world/kubernetes/asked.h"
#include "app/drill/world/kubernetes/clustersetup.h"
#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/resourcepath.h"
#include "app/drill/world/kubernetes/worldtime.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>

using namespace Qt::StringLiterals;

namespace relight::world {

class ApiServer::Http : public QAbstractHttpServer
{
public:
    using Handler = std::function<void(const QHttpServerRequest &, QHttpServerResponder &&)>;
    explicit Http(Handler handler)
        : m_handler(std::move(handler))
    {
    }

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        m_handler(request, std::move(responder));
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }

private:
    const Handler m_handler;
};

ApiServer::ApiServer(World &world)
    : m_world(world)
    , m_http(std::make_unique<Http>([this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
        take(askedBy(request), std::move(responder), m_front->socketAt(request.remotePort()));
    }))
    , m_front(new ConnectionFront(
          {[this] { return isReachable(); }, [this](const QByteArray &head) { return isTunnel(head); },
              [this](QTcpSocket *socket) { m_tunnels.take(socket); }}))
    , m_api(world)
    , m_watches(world)
    , m_logs(world)
    , m_tunnels(world)
    , m_namespaces(world)
    , m_definitions(world)
{
    m_front->setParent(m_http.get());
    m_world.provisioned = [this] {
        m_front->cutAll(); // what is watched is not in the next cluster
        makeCluster(m_world);
    };
    m_world.faults.listen([this](const Fault &fault, bool begins) { faultTurns(fault, begins); });
}

ApiServer::~ApiServer() = default;

Result<quint16> ApiServer::listen()
{
    if (!m_front->listen(QHostAddress::LocalHost) || !m_http->bind(m_front))
        return failure(ErrorCode::Unavailable,
            u"the API server of the drill's cluster found no port: %1"_s.arg(m_front->errorString()));
    return m_world.addresses.kubernetes = m_front->serverPort();
}

QByteArray ApiServer::token() const
{
    return m_world.chance.uuid(u"kubernetes/token"_s).toLatin1();
}

QByteArray ApiServer::kubeconfig() const
{
    QString name = m_world.manifest.cluster.context;
    if (name.isEmpty())
        name = m_world.manifest.name.isEmpty() ? u"drill"_s : m_world.manifest.name;
    const auto named = [&](const QString &key, const QJsonObject &entry) {
        return QJsonArray{QJsonObject{{u"name"_s, name}, {key, entry}}};
    };
    const QString server = u"http://127.0.0.1:%1"_s.arg(m_world.addresses.kubernetes);
    return compact({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Config"_s}, {u"current-context"_s, name},
        {u"clusters"_s, named(u"cluster"_s, {{u"server"_s, server}})},
        {u"users"_s, named(u"user"_s, {{u"token"_s, QString::fromLatin1(token())}})},
        {u"contexts"_s, named(u"context"_s, {{u"cluster"_s, name}, {u"user"_s, name}})}});
}

bool ApiServer::isReachable() const
{
    return m_world.clusterIsUp && !m_world.faults.has(u"api-down"_s);
}

// Only what would be let through: every refusal is plain HTTP.
bool ApiServer::isTunnel(const QByteArray &head) const
{
    const QByteArray lower = head.toLower();
    if (!lower.contains("upgrade: websocket") || !head.contains("Bearer " + token())
        || m_world.faults.has(u"credentials-expired"_s))
        return false;
    const QByteArray target = head.mid(4, head.indexOf(' ', 4) - 4);
    const auto path = readResourcePath(QUrl(QString::fromLatin1(target)).path());
    return path && path->plural == u"pods" && path->subresource == u"portforward"
        && m_world.cluster.get({{}, u"Pod"_s, path->space, path->name});
}

bool ApiServer::isKnown(const Asked &asked) const
{
    return asked.authorization == "Bearer " + token() && !m_world.faults.has(u"credentials-expired"_s);
}

void ApiServer::take(const Asked &asked, QHttpServerResponder &&responder, QTcpSocket *socket)
{
    if (!isReachable()) {
        if (socket)
            socket->abort();
        return;
    }
    if (isKnown(asked))
        if (const auto watch = m_api.watchOf(asked))
            return m_watches.open(*watch, std::move(responder), socket);
    if (const auto question = isKnown(asked) ? m_api.followedLogOf(asked) : std::nullopt)
        if (const auto log = containerLog(m_world, *question); log && log->next)
            return m_logs.open(*question, *log, std::move(responder), socket);
    const Answer answer = isKnown(asked) ? m_api.answer(asked) : refusal(401, u"Unauthorized"_s, u"Unauthorized"_s);
    QHttpHeaders headers;
    headers.append("Content-Type", answer.type);
    headers.append("Date", httpDate(m_world));
    headers.append("Audit-Id", m_world.chance.uuid(asked.path));
    responder.write(answer.body, headers, QHttpServerResponder::StatusCode(answer.code));
}

void ApiServer::faultTurns(const Fault &fault, bool begins)
{
    if (!begins)
        return;
    if (fault.kind == u"api-down")
        m_front->cutAll();
    else if (fault.kind == u"watch-cut")
        m_watches.endAll();
    else if (fault.kind == u"watch-expired") {
        m_world.cluster.forget();
        m_watches.expireAll();
    }
}

} // namespace relight::world
