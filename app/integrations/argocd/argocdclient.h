#pragma once
// The Argo CD port: its API first, the Application resources when that cannot be used. Made by ArgoCdService, shared by
// steps and observers; thread-safe. follow() runs helper threads of its own and calls its handler on the caller's.

#include "app/integrations/argocd/argoapi.h"
#include "app/integrations/argocd/argoresources.h"

namespace relight {

class ArgoCdClient : public ArgoCd
{
public:
    ArgoCdClient(IoThread &network, Clock &clock, const ArgoCdAccess &access, const Remember &remember = {});

    Way lastWay() const override;
    Result<ApplicationsDelta> applications(const Call &call) override;
    Result<> follow(const std::function<WatchVerdict(const ApplicationsDelta &)> &handler, const Call &call) override;
    Result<QList<ApplicationSetStatus>> applicationSets(const Call &call) override;
    Result<> sync(const SyncRequest &request, const Call &call) override;
    Result<> refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call) override;
    Result<> terminate(const QString &application, const QString &appNamespace, const Call &call) override;
    QStringList takeWarnings() override;
    Result<QList<ResourceNode>> resourceTree(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QList<Difference>> differences(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QString> syncWindow(const QString &application, const QString &appNamespace, const Call &call) override;

private:
    template <class Ask> auto either(const Call &call, Ask ask) -> decltype(ask(std::declval<ArgoSource &>(), call));
    Result<> write(const QString &what, const Call &call, const std::function<Result<>(ArgoSource &)> &ask);
    bool apiIsWorthATry() const;
    bool isRefused() const;
    void remember(const std::optional<Error> &trouble);

    Clock &m_clock;
    ArgoApi m_api;
    std::unique_ptr<ArgoResources> m_resources; // null: no cluster is known

    mutable std::mutex m_mutex;     // guards the rest
    std::optional<Error> m_trouble; // why the API was not used last
    Instant m_retryAt{};
    Backoff m_backoff;
    QStringList m_warnings;
};

class ArgoCdService : public ArgoCds
{
public:
    // `remember` hears what its clients learn: the initial admin password, tokens.
    ArgoCdService(IoThread &network, Clock &clock, Remember remember = {});
    std::shared_ptr<ArgoCd> open(ArgoCdAccess access) override;

private:
    IoThread &m_network;
    Clock &m_clock;
    const Remember m_remember;
};

} // namespace relight
