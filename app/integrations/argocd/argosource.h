#pragma once
// What both ways to Argo CD can do: its API, and the Application resources themselves. Blocking, thread-safe; owned by
// the client.

#include "app/ports/argocd.h"

namespace relight {

class ArgoSource
{
public:
    virtual ~ArgoSource() = default;
    virtual Result<QList<Application>> list(const Call &call) = 0;
    virtual Result<QList<ApplicationSetStatus>> applicationSets(const Call &call) = 0;
    virtual Result<> sync(const SyncRequest &request, const Call &call) = 0;
    virtual Result<> refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call) = 0;
    virtual Result<> terminate(const QString &application, const QString &appNamespace, const Call &call) = 0;
    virtual Result<QList<ResourceNode>> resourceTree(
        const QString &application, const QString &appNamespace, const Call &call)
        = 0;
    virtual Result<QList<ArgoCd::Difference>> differences(
        const QString &application, const QString &appNamespace, const Call &call)
        = 0;
    virtual Result<QString> syncWindow(const QString &application, const QString &appNamespace, const Call &call) = 0;
};

// How one change of one application is told while a source is followed.
struct ApplicationChange
{
    Application application;
    bool gone = false;
};
using ChangeHandler = std::function<bool(ApplicationChange change)>; // false: enough

} // namespace relight
