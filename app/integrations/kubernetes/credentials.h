#pragma once
// What one user of a kubeconfig shows the API server, renewed as it expires. Shared by everything that talks to the
// cluster; any worker thread.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/kubernetes/execplugin.h"
#include "app/ports/secrets.h"

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
    // `remember` hears what the plugin and the token file give.
    static Result<std::shared_ptr<Credentials>> make(
        const KubeAccess &access, Clock &clock, const Remember &remember = {});

    // Runs the plugin if what it gave has expired; one run at a time.
    Result<CredentialsNow> now(const Call &call);

    // After a 401 with `used`: true if there is something newer to try once.
    Result<bool> renew(int used, const Call &call);

private:
    Credentials(const KubeAccess &access, HttpIdentity identity, Clock &clock, Remember remember);
    Result<> runPlugin(std::unique_lock<std::mutex> &lock, const Call &call);
    Result<> take(const ExecCredential &credential);
    void remember(const QByteArray &secret) const;
    bool needsPlugin() const;
    QByteArray bearer() const;

    const KubeAccess m_access;
    Clock &m_clock;
    const Remember m_remember;
    std::mutex m_mutex; // guards the rest
    std::condition_variable_any m_changed;
    HttpIdentity m_identity;
    std::optional<ExecCredential> m_plugin;
    bool m_running = false;
    int m_runs = 0;                    // that ended
    std::optional<Result<>> m_outcome; // of the last one; nothing: its caller gave up
    int m_identityVersion = 1;
    int m_version = 1;
};

} // namespace relight
