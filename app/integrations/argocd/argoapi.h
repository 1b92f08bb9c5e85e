#pragma once
// Argo CD through its API. Lists are whole: conditions and the operation's message, which say why something is stuck,
// cannot be selected in a slim list. Thread-safe.

#include "app/integrations/argocd/argosession.h"
#include "app/integrations/argocd/argosource.h"

namespace relight {

class ArgoApi : public ArgoSource
{
public:
    ArgoApi(IoThread &network, Clock &clock, const ArgoCdAccess &access, const Remember &remember = {});

    Result<QList<Application>> list(const Call &call) override;
    Result<QList<ApplicationSetStatus>> applicationSets(const Call &call) override;
    Result<> sync(const SyncRequest &request, const Call &call) override;
    Result<> refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call) override;
    Result<> terminate(const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QList<ResourceNode>> resourceTree(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QList<ArgoCd::Difference>> differences(
        const QString &application, const QString &appNamespace, const Call &call) override;
    Result<QString> syncWindow(const QString &application, const QString &appNamespace, const Call &call) override;

    struct Listed
    {
        QList<Application> items;
        QString resourceVersion;
    };
    Result<Listed> listed(const Call &call);

    // What changes after that list, until the handler has enough or the server ends the stream (both Ok). `tick` is
    // called with each chunk, at least every 15 s (keep-alive), and ends the stream with false.
    Result<> follow(const QString &resourceVersion, const ChangeHandler &handler, const std::function<bool()> &tick,
        const Call &call);

    // Does the server still answer? A stream over a port-forward may hang for long after its server went.
    Result<> ping(const Call &call);
    void abandon() { m_session.abandon(); } // it does not
    int connections() const { return m_session.connections(); }

    QString version() const { return m_session.version(); }

private:
    Result<> mayRead(const Call &call);

    Clock &m_clock;
    ArgoSession m_session;
};

} // namespace relight
