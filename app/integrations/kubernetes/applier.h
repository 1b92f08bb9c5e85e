#pragma once
// Server-side apply of a set of objects, stage by stage, several requests at a time. Lives on the stack of the calling
// worker; its helpers end with it.

#include "app/integrations/kubernetes/manifestobjects.h"
#include "app/integrations/kubernetes/resourcekinds.h"

namespace relight {

struct ApplyTimings
{
    int requestsAtOnce = 6;
    Milliseconds firstDelay{200};
    Milliseconds delayLimit{5'000};
    Seconds absentNeeds{45}; // a kind or namespace that is not there may come within this
    Seconds total{600};      // without a deadline: an object is retried for so long
};

class Applier
{
public:
    using Heard = std::function<void(const Applied &)>;

    Applier(ApiClient &api, ResourceKinds &kinds, const ApplyOptions &options, const ApplyTimings &timings);

    Result<QList<Applied>> run(const QList<ManifestObject> &objects, const Call &call, const Heard &heard);

private:
    Result<QList<Applied>> runStage(std::span<const ManifestObject> objects, const Call &call, const Heard &heard);
    Result<Applied> applyOne(const ManifestObject &object, const Call &call);
    Result<Applied> patch(const ManifestObject &object, const Call &call);
    Result<> waitEstablished(const ObjectRef &definition, const Call &call);
    bool comesWithThisSet(const Error &error) const;
    bool isTransient(const Error &error, Milliseconds waited) const;

    ApiClient &m_api;
    ResourceKinds &m_kinds;
    const ApplyOptions &m_options;
    const ApplyTimings m_timings;
    bool m_hasDefinitions = false; // of this set: a dry run cannot know their kinds
    bool m_hasNamespaces = false;
};

} // namespace relight
