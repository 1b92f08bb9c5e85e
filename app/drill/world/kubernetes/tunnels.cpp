#include "app/drill/world/kubernetes/tunnels.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/resourcepath.h"

#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr char dataChannel = 0, errorChannel = 1;
static constexpr qint64 pieceSize = 32 << 10;
static constexpr qint64 heldLimit = 4 << 20; // bytes one side may lag behind before the other waits

Tunnels::Tunnels(World &world)
    : m_world(world)
{
    m_server.setSupportedSubprotocols({u"v4.channel.k8s.io"_s});
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *tunnel = m_server.nextPendingConnection())
            opened(tunnel);
    });
}

quint16 Tunnels::localPortOf(const QString &space, const QString &pod) const
{
    const auto stored = m_world.cluster.get({{}, u"Pod"_s, space, pod});
    if (!stored)
        return 0;
    const QJsonObject labels = part(metadataOf(stored->object), u"labels");
    const bool isArgo
        = word(labels, u"app.kubernetes.io/name") == u"argocd-server" || pod.startsWith(u"argocd-server-");
    return isArgo ? m_world.addresses.argocd : quint16(0);
}

static void greet(QWebSocket *tunnel, quint16 port)
{
    const char bytes[] = {char(port & 0xff), char(port >> 8)};
    for (const char channel : {dataChannel, errorChannel})
        tunnel->sendBinaryMessage(channel + QByteArray(bytes, 2));
}

static void refuse(QWebSocket *tunnel, quint16 port, const QString &pod)
{
    const QString text
        = u"error forwarding port %1 to pod %2: failed to connect to localhost:%1 inside namespace: dial "
          "tcp4 127.0.0.1:%1: connect: connection refused"_s.arg(port)
              .arg(pod);
    tunnel->sendBinaryMessage(errorChannel + text.toUtf8());
    tunnel->close();
}

void Tunnels::opened(QWebSocket *tunnel)
{
    tunnel->setParent(this);
    connect(tunnel, &QWebSocket::disconnected, tunnel, &QObject::deleteLater);
    const QUrl url = tunnel->requestUrl();
    const quint16 port = QUrlQuery(url).queryItemValue(u"ports"_s).toUShort();
    const auto path = readResourcePath(url.path());
    const quint16 local = path ? localPortOf(path->space, path->name) : quint16(0);
    greet(tunnel, port);
    if (local == 0)
        return refuse(tunnel, port, path ? path->name : QString());
    auto *peer = new QTcpSocket(tunnel);
    peer->setReadBufferSize(heldLimit);
    const auto pump = [tunnel, peer] {
        while (peer->bytesAvailable() > 0 && tunnel->bytesToWrite() < heldLimit)
            tunnel->sendBinaryMessage(dataChannel + peer->read(pieceSize));
    };
    connect(peer, &QTcpSocket::readyRead, tunnel, pump);
    connect(tunnel, &QWebSocket::bytesWritten, peer, pump);
    connect(tunnel, &QWebSocket::binaryMessageReceived, peer, [peer](const QByteArray &message) {
        if (message.startsWith(dataChannel))
            peer->write(message.mid(1)); // kept by the socket until it is connected
    });
    connect(peer, &QTcpSocket::disconnected, tunnel, [tunnel, peer] {
        if (peer->bytesAvailable() > 0)
            tunnel->sendBinaryMessage(dataChannel + peer->readAll());
        tunnel->close();
    });
    connect(peer, &QTcpSocket::errorOccurred, tunnel, [tunnel, port, pod = path->name](auto error) {
        if (error == QAbstractSocket::ConnectionRefusedError)
            refuse(tunnel, port, pod);
    });
    peer->connectToHost(u"127.0.0.1"_s, local);
}

} // namespace relight::world
