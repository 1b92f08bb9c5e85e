#pragma once
// pods/portforward over WebSocket (v4.channel.k8s.io): a message's first byte is its channel, 0 the data and 1 the
// error; the first message of each repeats the port. Leads to what the world has behind the pod. The world's one
// thread; owned by the API server.

#include "app/drill/world/base/world.h"

#include <QWebSocketServer>

class QTcpSocket;

namespace relight::world {

class Tunnels : public QObject
{
public:
    explicit Tunnels(World &world);

    void take(QTcpSocket *socket) { m_server.handleConnection(socket); }

private:
    void opened(QWebSocket *tunnel);
    quint16 localPortOf(const QString &space, const QString &pod) const; // 0: nothing listens there

    World &m_world;
    QWebSocketServer m_server{QStringLiteral("kube-apiserver"), QWebSocketServer::NonSecureMode};
};

} // namespace relight::world
