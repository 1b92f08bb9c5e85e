#include "app/integrations/http/httpmanagers.h"

#include "app/integrations/http/proxy.h"

namespace relight {

// Asked for each request, on the network thread; owned by its manager.
class EnvironmentProxies : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {proxyFor(proxyFromEnvironment(query.url()))};
    }
};

HttpManagers::HttpManagers(const HttpIdentity &who)
    : identity(who)
{
    for (QNetworkAccessManager *manager : {&requests, &streams, &direct}) {
        if (identity.environmentProxy && manager != &direct)
            manager->setProxyFactory(new EnvironmentProxies);
        else
            manager->setProxy(proxyFor(identity.proxy));
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager->setAutoDeleteReplies(false);
    }
}

} // namespace relight
