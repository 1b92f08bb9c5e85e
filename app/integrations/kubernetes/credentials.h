#pragma once
// What one user of a kubeconfig shows the API server, renewed as it expires. Shared by everything that talks to the
// cluster; any worker thread.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/kubernetes/execplugin.h"

namespace relight {

struct CredentialsNow
{
    HttpHeaders headers; // Authorization, Impersonate-…
    HttpIdentity identity;
    int identityVersion = 0; // another number: another client certificate
    int version = 0;         // another number: renewed
};

class Credentials
{
public:
    // NeedsPerson: a legacy auth-provider. Invalid: unreadable certificate, key or combination.
    static Result<std::shared_ptr<Credentials>> make(const KubeAccess &access, Clock &clock);

    // Runs the plugin if what it gave has expired; one run at a time.
    Result<CredentialsNow> now(const Call &call);

    // After a 401 with `used`: true if there is something newer to try once.
    Result<bool> renew(int used, const Call &call);

private:
    Credentials(const KubeAccess &access, HttpIdentity identity, Clock &clock);
    Result<> runPlugin(std::unique_lock<std::mutex> &lock, const Call &call);
    bool needsPlugin() const;
    QByteArray bearer() const;

    const KubeAccess m_access;
    Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    HttpIdentity m_identity;
    std::optional<ExecCredential> m_plugin;
    bool m_running = false;
    int m_identityVersion = 1;
    int m_version = 1;
};

} // namespace relight
