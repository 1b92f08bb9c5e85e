#include "app/integrations/http/proxy.h"

#include <QHostAddress>

namespace relight {

static QString variable(const char *upper, const char *lower)
{
    const QString value = qEnvironmentVariable(upper);
    return value.isEmpty() ? qEnvironmentVariable(lower) : value;
}

static int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

// One entry of NO_PROXY: "*", a host with all below it, ".domain" for those below only, an address, a subnet; a port
// narrows it.
static bool exempts(QString entry, const QUrl &url)
{
    const QString host = url.host().toLower();
    if (entry == QLatin1String("*"))
        return true;
    const auto subnet = QHostAddress::parseSubnet(entry);
    const QHostAddress address(host);
    if (entry == host || (!address.isNull() && subnet.second >= 0 && address.isInSubnet(subnet)))
        return true;
    if (entry.count(QLatin1Char(':')) == 1) {
        if (entry.section(QLatin1Char(':'), 1).toInt() != portOf(url))
            return false;
        entry = entry.section(QLatin1Char(':'), 0, 0);
    }
    if (entry.startsWith(QLatin1Char('*')))
        entry.remove(0, 1);
    return !entry.isEmpty()
        && (entry == host || host.endsWith(entry.startsWith(QLatin1Char('.')) ? entry : QLatin1Char('.') + entry));
}

QUrl proxyFromEnvironment(const QUrl &url)
{
    const QString host = url.host().toLower();
    if (host == QLatin1String("localhost") || QHostAddress(host).isLoopback())
        return {};
    for (const QString &entry :
        variable("NO_PROXY", "no_proxy").toLower().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (exempts(entry.trimmed(), url))
            return {};
    }
    const QString proxy = url.scheme() == QLatin1String("https") ? variable("HTTPS_PROXY", "https_proxy")
                                                                 : variable("HTTP_PROXY", "http_proxy");
    if (proxy.isEmpty())
        return {};
    return QUrl(proxy.contains(QLatin1String("://")) ? proxy : QStringLiteral("http://") + proxy);
}

QNetworkProxy proxyFor(const QUrl &proxy)
{
    if (proxy.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const bool socks = proxy.scheme().startsWith(QLatin1String("socks"));
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
        quint16(socks ? proxy.port(1080) : portOf(proxy)), proxy.userName(QUrl::FullyDecoded),
        proxy.password(QUrl::FullyDecoded));
}

} // namespace relight
