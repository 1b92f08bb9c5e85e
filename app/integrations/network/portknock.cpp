#include "app/integrations/network/portknock.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace relight {

static Error refusal(const QTcpSocket &socket, const QString &where)
{
    switch (socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        return {ErrorCode::NotFound,
            QStringLiteral("%1: there is no host of this name; check the name and DNS").arg(where)};
    case QAbstractSocket::ConnectionRefusedError:
        return {ErrorCode::Unavailable,
            QStringLiteral("%1 refuses connections: start what should listen there, or open the port").arg(where)};
    default:
        return {ErrorCode::Unavailable,
            QStringLiteral("%1 cannot be reached (%2): check network, VPN and firewall")
                .arg(where, socket.errorString())};
    }
}

Result<> knockAt(Mailbox &network, Clock &clock, const QString &host, quint16 port, const Call &call)
{
    const QString where = QStringLiteral("%1 port %2").arg(host).arg(port);
    const auto start = [host, port, where](const std::shared_ptr<Reply<void>> &reply) -> std::function<void()> {
        auto *socket = new QTcpSocket;
        socket->setProxy(QNetworkProxy::NoProxy);
        QObject::connect(socket, &QTcpSocket::connected, socket, [reply] { reply->complete({}); });
        QObject::connect(socket, &QTcpSocket::errorOccurred, socket,
            [reply, socket, where] { reply->complete(std::unexpected(refusal(*socket, where))); });
        socket->connectToHost(host, port);
        return [socket] { delete socket; };
    };
    return callOn<void>(network, clock, call, QStringLiteral("Connecting to %1").arg(where), start);
}

} // namespace relight
