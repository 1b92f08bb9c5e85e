#pragma once
// The Argo CD that tst_realargocd speaks to: a real one (realargocd.cpp) or the drill's (tests/app/drill/argocd). Both
// must pass the same suite. Its root application is applied already.

#include "app/ports/cluster.h"

namespace relight {

class ArgoCdUnderTest
{
public:
    virtual ~ArgoCdUnderTest() = default;
    // Null, with `why`: there is none.
    static std::unique_ptr<ArgoCdUnderTest> make(QString &why);

    virtual ClusterAccess access() const = 0;
    virtual bool mayStop() const = 0;
    virtual void stopServer() = 0; // argocd-server alone; any thread
    virtual void startServer() = 0;
};

} // namespace relight
