#pragma once
// The cluster that tst_realcluster speaks to: a real one (realcluster.cpp) or the drill's (tests/app/drill/kubernetes).
// Both must pass the same suite; what differs stands here.

#include "app/ports/cluster.h"

namespace relight {

class ClusterUnderTest
{
public:
    virtual ~ClusterUnderTest() = default;
    // Null, with `why`: there is none.
    static std::unique_ptr<ClusterUnderTest> make(QString &why);

    virtual ClusterAccess access() const = 0;
    virtual bool hasTls() const = 0;
    virtual QByteArray argoCdManifest(QString &why) const = 0; // of the same objects as install.yaml; empty: why
    virtual QString argoCdScheme() const = 0;                  // of argocd-server behind the port-forward
};

} // namespace relight
