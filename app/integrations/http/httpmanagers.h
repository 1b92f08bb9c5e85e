#pragma once
// The QNetworkAccessManagers of one identity: streams have their own, so that they never starve requests of sockets,
// and what goes to a given address has its own, past the environment's proxy. Made and deleted on the network thread;
// shared by the client and each exchange under way, so that an exchange outlives a rotation of credentials.

#include "app/integrations/http/httpclient.h"

#include <QNetworkAccessManager>

namespace relight {

struct HttpManagers
{
    explicit HttpManagers(const HttpIdentity &who);

    const HttpIdentity identity;
    QNetworkAccessManager requests, streams, direct;
};

inline constexpr int requestSockets = 8, streamSockets = 64; // for each host

} // namespace relight
