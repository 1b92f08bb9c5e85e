#include "app/integrations/kubernetes/leases.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

namespace relight {

static constexpr int raceLimit = 5;

static QString collectionPath(const LeaseRequest &lease)
{
    return QStringLiteral("/apis/coordination.k8s.io/v1/namespaces/%1/leases").arg(lease.leaseNamespace);
}

static Timestamp serverTime(const HttpAnswer &answer, Clock &clock)
{
    const QDateTime date
        = QLocale::c().toDateTime(QString::fromLatin1(answer.header("Date")).remove(QStringLiteral(" GMT")),
            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"));
    if (!date.isValid())
        return clock.wall();
    return Timestamp(Milliseconds(QDateTime(date.date(), date.time(), QTimeZone::UTC).toMSecsSinceEpoch()));
}

static QString microTime(Timestamp time)
{
    QString text = timestampText(time); // …10:00:00.000Z
    return text.replace(text.size() - 1, 1, QStringLiteral("000Z"));
}

// The Lease's spec as this holder writes it; transitions counts changes of the holder.
static QJsonObject specFor(const LeaseRequest &lease, const QJsonObject &before, Timestamp now)
{
    QJsonObject spec = before;
    const bool isSame = before.value(QLatin1String("holderIdentity")).toString() == lease.holder;
    if (!isSame) {
        spec.insert(QLatin1String("acquireTime"), microTime(now));
        spec.insert(QLatin1String("leaseTransitions"),
            before.value(QLatin1String("leaseTransitions")).toInt() + (before.isEmpty() ? 0 : 1));
    }
    spec.insert(QLatin1String("holderIdentity"), lease.holder);
    spec.insert(QLatin1String("leaseDurationSeconds"), int(lease.duration.count()));
    spec.insert(QLatin1String("renewTime"), microTime(now));
    return spec;
}

static Result<> create(ApiClient &api, const LeaseRequest &lease, const Call &call)
{
    const QJsonObject object{{QStringLiteral("apiVersion"), QStringLiteral("coordination.k8s.io/v1")},
        {QStringLiteral("kind"), QStringLiteral("Lease")},
        {QStringLiteral("metadata"),
            QJsonObject{{QStringLiteral("name"), lease.name}, {QStringLiteral("namespace"), lease.leaseNamespace}}},
        {QStringLiteral("spec"), specFor(lease, {}, api.clock().wall())}};
    const auto answer = api.send({.method = "POST",
                                     .path = collectionPath(lease),
                                     .body = QJsonDocument(object).toJson(QJsonDocument::Compact),
                                     .contentType = "application/json",
                                     .what = QStringLiteral("create the Lease %1").arg(lease.name)},
        call);
    return answer ? Result<>() : std::unexpected(answer.error());
}

static Result<> write(
    ApiClient &api, const LeaseRequest &lease, QJsonObject object, const QJsonObject &spec, const Call &call)
{
    object.insert(QLatin1String("spec"), spec); // with the resourceVersion read: a race is a 409
    const auto answer = api.send({.method = "PUT",
                                     .path = collectionPath(lease) + QLatin1Char('/') + lease.name,
                                     .body = QJsonDocument(object).toJson(QJsonDocument::Compact),
                                     .contentType = "application/json",
                                     .what = QStringLiteral("renew the Lease %1").arg(lease.name)},
        call);
    return answer ? Result<>() : std::unexpected(answer.error());
}

static Result<> heldByAnother(const LeaseRequest &lease, const QString &holder, const QJsonObject &spec,
    Timestamp renewed, Timestamp now, Seconds left)
{
    const auto acquired = parseTimestamp(spec.value(QLatin1String("acquireTime")).toString());
    const Seconds age = std::chrono::floor<Seconds>(now - acquired.value_or(renewed));
    return failure(ErrorCode::Conflict,
        QStringLiteral("“%1” is recovering this cluster: it holds the Lease %2/%3 since %4 and renewed it %5 ago. "
                       "Ask them to stop; without renewal it is free in %6")
            .arg(holder, lease.leaseNamespace, lease.name, durationText(std::max(age, Seconds{0})),
                durationText(std::max(std::chrono::floor<Seconds>(now - renewed), Seconds{0})), durationText(left)));
}

static Result<HttpAnswer> read(ApiClient &api, const LeaseRequest &lease, const Call &call)
{
    return api.send({.path = collectionPath(lease) + QLatin1Char('/') + lease.name,
                        .what = QStringLiteral("read the Lease %1").arg(lease.name)},
        call);
}

static Result<> takeOnce(ApiClient &api, const LeaseRequest &lease, const Call &call)
{
    const auto answer = read(api, lease, call);
    if (!answer && answer.error().status == 404) {
        auto created = create(api, lease, call);
        return created ? takeOnce(api, lease, call) : created; // once more, with the time of the server
    }
    if (!answer)
        return std::unexpected(answer.error());
    const QJsonObject object = QJsonDocument::fromJson(answer->body).object();
    const QJsonObject spec = object.value(QLatin1String("spec")).toObject();
    const QString holder = spec.value(QLatin1String("holderIdentity")).toString();
    const Timestamp now = serverTime(*answer, api.clock());
    const auto renewed = parseTimestamp(spec.value(QLatin1String("renewTime")).toString());
    const Seconds duration(spec.value(QLatin1String("leaseDurationSeconds")).toInt());
    if (!holder.isEmpty() && holder != lease.holder && renewed && now < *renewed + duration)
        return heldByAnother(lease, holder, spec, *renewed, now, std::chrono::ceil<Seconds>(*renewed + duration - now));
    return write(api, lease, object, specFor(lease, spec, now), call);
}

static bool isRace(const Error &error)
{
    return error.status == 409; // somebody wrote between our read and write
}

Result<> takeOrRenewLease(ApiClient &api, const LeaseRequest &lease, const Call &call)
{
    Result<> taken;
    for (int attempt = 0; attempt < raceLimit; ++attempt) {
        taken = takeOnce(api, lease, call);
        if (taken || !isRace(taken.error()))
            return taken;
    }
    return taken;
}

Result<> giveLeaseBack(ApiClient &api, const LeaseRequest &lease, const Call &call)
{
    for (int attempt = 0;; ++attempt) {
        const auto answer = read(api, lease, call);
        if (!answer)
            return answer.error().status == 404 ? Result<>() : std::unexpected(answer.error());
        const QJsonObject object = QJsonDocument::fromJson(answer->body).object();
        QJsonObject spec = object.value(QLatin1String("spec")).toObject();
        if (spec.value(QLatin1String("holderIdentity")).toString() != lease.holder)
            return {}; // no longer ours
        spec.insert(QLatin1String("holderIdentity"), QString());
        spec.insert(QLatin1String("leaseDurationSeconds"), 1);
        auto written = write(api, lease, object, spec, call);
        if (written || !isRace(written.error()) || attempt == raceLimit)
            return written;
    }
}

} // namespace relight
