#pragma once
// The cluster that was lost, in a drill: does not answer, unless the scenario brings it back. Then it says who it is,
// and that is all that anybody may ask of it. Thread-safe.

#include "app/drill/worldlink.h"
#include "app/ports/clock.h"
#include "app/ports/cluster.h"

namespace relight {

class ReturnedPrimary : public Cluster
{
public:
    ReturnedPrimary(WorldLink &link, Clock &clock)
        : m_link(link)
        , m_clock(clock)
    {
    }

    Result<ClusterIdentity> identity(const Call &) override
    {
        const auto told = m_link.ask(QStringLiteral("lost"));
        if (!told || !told->value(QLatin1String("answers")).toBool())
            return silent();
        ClusterIdentity identity;
        identity.uid = told->value(QLatin1String("uid")).toString();
        identity.created = m_clock.wall() - std::chrono::days(400);
        identity.server = told->value(QLatin1String("server")).toString();
        identity.version = QStringLiteral("v1.33.5");
        identity.date = m_clock.wall();
        return identity;
    }
    Result<QJsonObject> get(const ObjectRef &, const Call &) override { return silent(); }
    Result<QList<QJsonObject>> list(const ObjectRef &, const ListOptions &, const Call &) override { return silent(); }
    Result<QList<Applied>> apply(
        const QByteArray &, const ApplyOptions &, const Call &, const std::function<void(const Applied &)> &) override
    {
        return silent();
    }
    Result<QJsonObject> mergePatch(const ObjectRef &, const QJsonObject &, const Call &) override { return silent(); }
    Result<QJsonObject> jsonPatch(const ObjectRef &, const QJsonArray &, const Call &) override { return silent(); }
    Result<> watch(const ObjectRef &, const ListOptions &, const WatchHandler &, const Call &) override
    {
        return silent();
    }
    Result<bool> allowed(const QString &, const QString &, const QString &, const QString &, const Call &) override
    {
        return silent();
    }
    Result<QByteArray> podLog(const QString &, const QString &, const QString &, int, bool, const Call &) override
    {
        return silent();
    }
    Result<> followPodLog(
        const PodLogFollow &, const std::function<WatchVerdict(const PodLogLine &)> &, const Call &) override
    {
        return silent();
    }
    Result<> holdLease(const LeaseRequest &, const Call &) override { return silent(); }
    Result<> releaseLease(const LeaseRequest &, const Call &) override { return silent(); }
    Result<std::unique_ptr<PortForward>> forward(const QString &, const QString &, int, const Call &) override
    {
        return silent();
    }

private:
    static std::unexpected<Error> silent()
    {
        return failure(ErrorCode::Unavailable, QStringLiteral("the lost cluster does not answer"));
    }
    WorldLink &m_link;
    Clock &m_clock;
};

} // namespace relight
