#pragma once
// Keeps an ApplicationSight fed until it is stopped: by the Argo CD API's stream; while that cannot be had, by a
// Kubernetes watch, trying the API again with backoff. Both lists are read anew now and then, as Argo CD's stream drops
// events silently. run() blocks a helper thread of ArgoCdClient::follow().

#include "app/integrations/argocd/applicationsight.h"
#include "app/integrations/argocd/argoapi.h"
#include "app/integrations/argocd/argoresources.h"

namespace relight {

class ArgoFollower
{
public:
    // `resources` may be null (no cluster is known): then there is no fallback.
    ArgoFollower(ArgoApi &api, ArgoResources *resources, ApplicationSight &view, Clock &clock);

    // Until stop. Errors: what neither way will get over (Unauthorized, Forbidden).
    Result<> run(std::stop_token stop);

private:
    // A list of the API, and the view's mark from before it was asked for.
    struct Sighting
    {
        ArgoApi::Listed listed;
        quint64 mark = 0;
    };
    Result<ArgoApi::Listed> list(std::stop_token stop);
    Result<> streamWhileAlive(const QString &resourceVersion, Instant until, std::stop_token stop);
    Result<> followApi(const std::optional<Sighting> &first, std::stop_token stop);
    Result<Sighting> followResources(const Error &why, std::stop_token stop);
    Instant nextList() const;

    ArgoApi &m_api;
    ArgoResources *m_resources;
    ApplicationSight &m_view;
    Clock &m_clock;
    Backoff m_backoff;
};

} // namespace relight
