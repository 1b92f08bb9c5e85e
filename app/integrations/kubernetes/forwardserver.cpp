#include "app/integrations/kubernetes/forwardserver.h"

#include <QLoggingCategory>

namespace relight {

Q_LOGGING_CATEGORY(logForwardServer, "relight.kubernetes.forward")

static constexpr int attemptLimit = 3; // routes tried for one local connection

ForwardServer::ForwardServer(AskRoute ask)
    : m_ask(std::move(ask))
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            socket->setParent(this);
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // small pieces are not waited with
            connect(socket, &QObject::destroyed, this, [this, socket] {
                m_waiting.removeAll(socket);
                m_attempts.remove(socket);
            });
            m_waiting.append(socket);
            m_ask(std::exchange(m_isSuspect, false));
        }
    });
}

Result<quint16> ForwardServer::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return failure(ErrorCode::Unavailable,
            QStringLiteral("No local port could be opened for a port-forward: %1").arg(m_server.errorString()));
    return m_server.serverPort();
}

void ForwardServer::routeFound(const Result<ForwardRoute> &route)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (QTcpSocket *socket : waiting) {
        if (route && socket->state() == QAbstractSocket::ConnectedState) {
            new ForwardConnection(
                socket, *route, [this](QTcpSocket *local, const QString &why) { refused(local, why); },
                [this] { m_isSuspect = true; }, this);
            continue;
        }
        if (!route)
            qCInfo(logForwardServer) << "no way to the pod:" << route.error().message;
        socket->abort();
        socket->deleteLater();
    }
}

void ForwardServer::refused(QTcpSocket *local, const QString &why)
{
    local->setParent(this);
    const bool isLast = ++m_attempts[local] >= attemptLimit;
    qCInfo(logForwardServer) << "the pod was not reached:" << why << (isLast ? "giving up" : "looking for it again");
    if (isLast) {
        local->abort();
        local->deleteLater();
        m_isSuspect = true;
        return;
    }
    m_waiting.append(local);
    m_ask(true);
}

} // namespace relight
