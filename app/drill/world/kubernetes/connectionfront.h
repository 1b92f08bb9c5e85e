#pragma once
// Accepts the API server's connections before anything is answered: sends them away while the cluster is down, hands
// port-forwards to the tunnels and everything else to the HTTP server, and knows every open connection. The world's
// one thread; owned by the API server.

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace relight::world {

class ConnectionFront : public QTcpServer
{
public:
    struct Ways
    {
        std::function<bool()> isOpen;                         // the cluster can be reached
        std::function<bool(const QByteArray &head)> isTunnel; // by its request's head
        std::function<void(QTcpSocket *)> tunnel;             // with its head still to be read
    };
    explicit ConnectionFront(Ways ways)
        : m_ways(std::move(ways))
    {
    }

    QTcpSocket *socketAt(quint16 peerPort) const; // null: gone
    void cutAll();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void sort(QTcpSocket *socket);

    const Ways m_ways;
    QList<QPointer<QTcpSocket>> m_sockets;
};

} // namespace relight::world
