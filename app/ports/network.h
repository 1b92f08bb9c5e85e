#pragma once
// The small outside: one HTTP request, one name looked up, one port knocked at, one webhook. Blocking, thread-safe.

#include "app/ports/call.h"

#include <QByteArray>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QUrl>

#include <optional>

namespace relight {

struct WebAnswer
{
    int status = 0;
    QByteArray body; // at most 1 MiB for checks; `limit` for downloads
    QByteArray contentType;
    std::optional<Timestamp> date; // the peer's clock when it answered
};

class Network
{
public:
    virtual ~Network() = default;
    // GET; redirects only within one host or http→https. `connectTo`: go to this address, ask for the URL's host (SNI
    // and Host).
    virtual Result<WebAnswer> get(const QUrl &url, const QHostAddress &connectTo, qint64 limit, const Call &call) = 0;
    // POST of a JSON body, sent once or not at all.
    virtual Result<WebAnswer> postJson(const QUrl &url, const QJsonObject &body, const Call &call) = 0;
    // A, AAAA or CNAME as the system's resolver gives it now (not from a cache of ours).
    virtual Result<QStringList> lookUp(const QString &name, const QString &type, const Call &call) = 0;
    virtual Result<> knock(const QString &host, quint16 port, const Call &call) = 0; // TCP connect
};

} // namespace relight
