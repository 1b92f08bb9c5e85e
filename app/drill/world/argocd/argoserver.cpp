#include "app/drill/world/argocd/argoserver.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/tracking.h"

#include <QHttpHeaders>
#include <QHttpServerRequest>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace relight::world {

void ArgoListener::incomingConnection(qintptr handle)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setSocketDescriptor(handle);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // nothing waits unseen when the clock is asked to move
    if (!isOpen()) {
        socket->abort();
        return;
    }
    QTcpSocket *made = socket.release();
    made->setParent(this);
    connect(made, &QTcpSocket::disconnected, this, [this, port = made->peerPort()] { closed(port); });
    m_sockets.removeIf([](const QPointer<QTcpSocket> &one) { return one.isNull(); });
    m_sockets << made;
    addPendingConnection(made);
}

void ArgoListener::cutAll()
{
    for (const QPointer<QTcpSocket> &socket : std::exchange(m_sockets, {})) {
        if (socket) // later: whoever calls may be in the middle of reading it
            QMetaObject::invokeMethod(socket, &QTcpSocket::abort, Qt::QueuedConnection);
    }
}

ArgoServer::ArgoServer(World &world, ApplicationController &controller)
    : m_world(world)
    , m_controller(controller)
    , m_streams(world, controller)
{
    m_listener.isOpen = [this] { return m_controller.installation().serverIsUp(); };
    m_listener.closed = [this](quint16 port) {
        m_streams.closed(port);
        m_waiting.remove_if([port](const Waiting &one) { return one.peerPort == port; });
    };
    world.cluster.listen([this](const Happening &happening) {
        if (std::ranges::none_of(m_waiting, [&](const Waiting &one) { return one.application == happening.key; }))
            return;
        if (!m_world.clock.isQuiet())
            return answerCompared(happening.key);
        m_world.clock.after(Milliseconds{0}, u"argocd/answer/"_s + happening.key.space + u'/' + happening.key.name,
            [this, application = happening.key] { answerCompared(application); });
    });
    controller.installation().serverWent = [this] {
        if (m_world.clock.isQuiet())
            m_world.clock.after(Milliseconds{0}, u"argocd/server"_s, [this] { cutAll(); });
        else
            cutAll();
    };
}

void ArgoServer::cutAll()
{
    Q_ASSERT(!m_world.clock.isQuiet());
    m_streams.closeAll();
    m_waiting.clear();
    m_listener.cutAll();
}

Result<quint16> ArgoServer::listen()
{
    if (!m_listener.listen(QHostAddress::LocalHost) || !bind(&m_listener))
        return failure(
            ErrorCode::Unavailable, u"argocd-server cannot listen on 127.0.0.1: %1"_s.arg(m_listener.errorString()));
    m_world.addresses.argocd = m_listener.serverPort();
    return m_listener.serverPort();
}

bool ArgoServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    if (!m_controller.installation().serverIsUp()) {
        m_listener.cutAll(); // of a connection that outlived its pod
        return true;
    }
    const QByteArray token = request.value("Authorization").mid(7);
    if (request.url().path() == u"/api/v1/stream/applications" && m_controller.installation().knows(token)) {
        const QUrlQuery query = request.query();
        m_streams.open(request.remotePort(), std::move(responder),
            FieldSelection(query.queryItemValue(u"fields"_s, QUrl::FullyDecoded), u"result.application"_s),
            request.value("Accept") == "text/event-stream", query.queryItemValue(u"resourceVersion"_s).isEmpty());
        return true;
    }
    const ArgoAnswer given = answer(request);
    if (given.whenCompared) {
        m_waiting.push_back({*given.whenCompared, request.remotePort(), std::move(responder)});
        answerCompared(*given.whenCompared); // it may be so already
        return true;
    }
    responder.write(given.body, given.type, QHttpServerResponder::StatusCode(given.status));
    return true;
}

void ArgoServer::missingHandler(const QHttpServerRequest &, QHttpServerResponder &responder)
{
    responder.write(QHttpServerResponder::StatusCode::NotFound);
}

} // namespace relight::world
