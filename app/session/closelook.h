#pragma once
// What a person's close look at an application reads, as blocking functions: tree and what blocks it, differences, one
// object with its events. No secret comes out of here. Worker threads.

#include "app/engine/clustersight.h"
#include "models/session/applicationinspector.h"

namespace relight {

struct ApplicationName
{
    explicit ApplicationName(const QString &key)
        : space(key.section(u'/', 0, 0))
        , name(key.section(u'/', 1))
    {
    }
    QString space, name;
};

class CloseLook
{
public:
    CloseLook(ClusterSight &sight, const Ports &ports)
        : m_sight(sight)
        , m_ports(ports)
    {
    }

    // `known`: as it was seen last; none: then nothing is said of what blocks it.
    Result<InspectedTree> tree(const QString &key, const std::optional<Application> &known, const Call &call);
    Result<QList<InspectedDifference>> differences(const QString &key, const Call &call);
    // `owner`: the application it is part of; an object in a cluster that only Argo CD reaches is not read.
    Result<InspectedResource> resource(
        const ResourceKey &key, const std::optional<Application> &owner, const Call &call);

private:
    ClusterSight &m_sight;
    Ports m_ports;
};

} // namespace relight
