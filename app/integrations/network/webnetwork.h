#pragma once
// The Network port: requests over one HttpClient with the system's CAs and the environment's proxy, names asked at the
// system's nameservers, ports knocked at. Made by main with the network thread; thread-safe, its calls block and may
// come from any worker.

#include "app/integrations/http/httpclient.h"
#include "app/ports/network.h"

namespace relight {

class WebNetwork : public Network
{
public:
    // `nameserver` (host and port) instead of the system's: for a simulated world and tests.
    struct Nameserver
    {
        QHostAddress address;
        quint16 port = 53;
    };

    WebNetwork(IoThread &network, Clock &clock);
    WebNetwork(IoThread &network, Clock &clock, const Nameserver &nameserver);

    Result<WebAnswer> get(const QUrl &url, const QHostAddress &connectTo, qint64 limit, const Call &call) override;
    // A webhook's address is a secret: no error of this call shows more of it than the host.
    Result<WebAnswer> postJson(const QUrl &url, const QJsonObject &body, const Call &call) override;
    // The nameserver's answer, sorted; the hosts file is not asked (it says what this machine pretends, not what others
    // get). An address and "localhost" are answered without asking. NotFound: no such name or no such record.
    Result<QStringList> lookUp(const QString &name, const QString &type, const Call &call) override;
    Result<> knock(const QString &host, quint16 port, const Call &call) override;

private:
    IoThread &m_network;
    Clock &m_clock;
    Nameserver m_nameserver;
    HttpClient m_http;
};

} // namespace relight
