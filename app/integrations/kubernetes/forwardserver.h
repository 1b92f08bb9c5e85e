#pragma once
// The listening end of a port-forward: accepts local connections, asks for a route and starts a tunnel for each. Lives
// on the network thread.

#include "app/integrations/kubernetes/forwardconnection.h"

#include <QHash>
#include <QTcpServer>

namespace relight {

class ForwardServer : public QObject
{
public:
    // Asks for a route, from any thread's point of view without blocking; `isStale`: the last one did not work.
    using AskRoute = std::function<void(bool isStale)>;

    explicit ForwardServer(AskRoute ask);

    Result<quint16> listen();
    void routeFound(const Result<ForwardRoute> &route);

private:
    void refused(QTcpSocket *local, const QString &why);

    AskRoute m_ask;
    QTcpServer m_server;
    QList<QTcpSocket *> m_waiting;
    QHash<QTcpSocket *, int> m_attempts;
    bool m_isSuspect = false; // the next connection asks for a new route
};

} // namespace relight
