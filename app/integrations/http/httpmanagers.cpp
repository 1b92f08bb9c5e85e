#include "app/integrations/http/httpmanagers.h"

#include <QNetworkProxy>

namespace relight {

static QNetworkProxy proxyFor(const QUrl &url)
{
    if (url.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const bool socks = url.scheme().startsWith(QLatin1String("socks"));
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
        quint16(url.port(socks ? 1080 : 8080)), url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

HttpManagers::HttpManagers(const HttpIdentity &who)
    : identity(who)
{
    for (QNetworkAccessManager *manager : {&requests, &streams}) {
        manager->setProxy(proxyFor(identity.proxy));
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager->setAutoDeleteReplies(false);
    }
}

} // namespace relight
