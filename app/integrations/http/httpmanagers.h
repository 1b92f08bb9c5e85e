#pragma once
// The two QNetworkAccessManagers of one identity, so that streams never starve requests of sockets. Made and deleted on
// the network thread; shared by the client and each exchange under way, so that an exchange outlives a rotation of
// credentials.

#include "app/integrations/http/httpclient.h"

#include <QNetworkAccessManager>

namespace relight {

struct HttpManagers
{
    explicit HttpManagers(const HttpIdentity &who);

    const HttpIdentity identity;
    QNetworkAccessManager requests, streams;
};

inline constexpr int requestSockets = 8, streamSockets = 64; // for each host

} // namespace relight
