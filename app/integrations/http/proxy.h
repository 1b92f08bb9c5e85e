#pragma once
// Which proxy a request goes through. Pure functions but for the environment; any thread.

#include <QNetworkProxy>
#include <QUrl>

namespace relight {

// From HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as Go programs read them; empty: none. Loopback is never proxied.
[[nodiscard]] QUrl proxyFromEnvironment(const QUrl &url);

// The same proxy as Qt wants it: http:// or socks5://, user and password decoded; an empty address is no proxy. The way
// to an https:// proxy would not be encrypted by Qt: it is reached in plain text.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &proxy);

} // namespace relight
