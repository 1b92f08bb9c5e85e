#pragma once
// One local TCP connection and the WebSocket that carries it to a pod's port. Lives on the network thread, owned by its
// server; ends itself.

#include "app/integrations/kubernetes/credentials.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace relight {

struct ForwardRoute
{
    QUrl url; // wss://…/portforward?ports=8080
    CredentialsNow credentials;
};

class ForwardConnection : public QObject
{
public:
    // The tunnel never opened: the socket, unread, goes back to be tried with another route. `why` is for the log.
    using Refused = std::function<void(QTcpSocket *local, const QString &why)>;
    // The pod's end reported an error after it opened: the pod may be a dead one.
    using Failed = std::function<void()>;

    ForwardConnection(QTcpSocket *local, const ForwardRoute &route, Refused refused, Failed failed, QObject *parent);
    ~ForwardConnection() override;

private:
    void judgeCertificate(const QList<QSslError> &errors);
    void received(const QByteArray &message);
    void pump(); // local → tunnel, while the tunnel takes it
    void close(const QString &why);

    QTcpSocket *m_local;
    QWebSocket m_tunnel;
    const HttpIdentity m_identity;
    const Refused m_refused;
    const Failed m_failed;
    bool m_isOpen = false; // the data channel has announced itself
    bool m_hasErrorChannel = false;
    bool m_isClosed = false;
};

} // namespace relight
