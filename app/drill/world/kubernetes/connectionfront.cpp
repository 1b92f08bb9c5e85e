#include "app/drill/world/kubernetes/connectionfront.h"

namespace relight::world {

static constexpr qint64 headLimit = 64 << 10;

void ConnectionFront::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (!m_ways.isOpen()) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    m_sockets.removeAll(nullptr);
    m_sockets.append(socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { sort(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] { m_sockets.removeAll(socket); });
}

void ConnectionFront::sort(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(headLimit);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0 && head.size() < headLimit)
        return;
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    if (m_ways.isTunnel(head.left(end)))
        return m_ways.tunnel(socket);
    addPendingConnection(socket);
    // What came already is told again to who takes over.
    QMetaObject::invokeMethod(socket, "readyRead", Qt::QueuedConnection);
}

QTcpSocket *ConnectionFront::socketAt(quint16 peerPort) const
{
    for (const auto &socket : m_sockets)
        if (socket && socket->peerPort() == peerPort)
            return socket;
    return nullptr;
}

void ConnectionFront::cutAll()
{
    const auto sockets = std::exchange(m_sockets, {});
    for (const auto &socket : sockets)
        if (socket)
            socket->abort();
}

} // namespace relight::world
