#pragma once
// The standing with one Argo CD server: a given token, or user and password, the log-in, its token and renewals. Owned
// by its session; used by several worker threads at once, of which one logs in.

#include "app/integrations/argocd/turns.h"
#include "app/integrations/http/httpclient.h"
#include "app/ports/argocd.h"

namespace relight {

class ArgoLogIn
{
public:
    // `access` outlives this. `remember` hears the password that is read from the cluster, and each token.
    ArgoLogIn(Clock &clock, const ArgoCdAccess &access, Remember remember);

    // A token other than the `refused` one. Unauthorized with an HTTP status: Argo CD refuses the account; without one:
    // no password is known.
    Result<QByteArray> token(HttpClient &http, const QUrl &base, const QByteArray &refused, const Call &call);

    void keepRenewed(const HttpAnswer &answer);

private:
    Result<QByteArray> logIn(HttpClient &http, const QUrl &base, const Call &call);
    Result<Secret> password(const Call &call) const;
    void keepToken(const QByteArray &token);

    Clock &m_clock;
    const ArgoCdAccess &m_access;
    const Remember m_remember;
    Turns m_turns;

    std::mutex m_mutex; // guards the rest
    QByteArray m_token;
    Secret m_refusedPassword; // not tried again for a while: Argo CD locks accounts out
    Instant m_refusedUntil{};
};

} // namespace relight
