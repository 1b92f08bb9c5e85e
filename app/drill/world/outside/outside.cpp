#include "app/drill/world/outside/outside.h"

#include "models/plan/clusterobjects.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

Outside::Outside(World &world, InstallBytes installBytes)
    : m_world(world)
    , m_names(world)
    , m_installBytes(std::move(installBytes))
{
}

WebAnswer Outside::answer(int status, const QByteArray &body, const QByteArray &type) const
{
    // A Date header knows whole seconds.
    return {status, body, type, std::chrono::floor<Seconds>(m_world.clock.wall())};
}

bool Outside::isDown(const QString &host) const
{
    return m_world.faults.find(u"site-down"_s, u"host"_s, host).has_value();
}

const TrafficItem *Outside::entryOf(const QString &host) const
{
    for (const TrafficItem &item : m_world.manifest.traffic) {
        if (!item.recordName.isEmpty() && item.recordName.compare(host, Qt::CaseInsensitive) == 0)
            return &item;
    }
    return nullptr;
}

static QString newValue(const World &world, const TrafficItem &item)
{
    return item.recordService.isEmpty() ? item.recordValue : serviceAddress(world, item.recordService);
}

WebAnswer Outside::vault() const
{
    const bool sealed = m_world.faults.has(u"store-sealed"_s);
    const QJsonObject body{{u"initialized"_s, true}, {u"sealed"_s, sealed}, {u"standby"_s, sealed},
        {u"performance_standby"_s, false}, {u"replication_performance_mode"_s, sealed ? u"unknown"_s : u"disabled"_s},
        {u"replication_dr_mode"_s, sealed ? u"unknown"_s : u"disabled"_s},
        {u"server_time_utc"_s, qint64(std::chrono::floor<Seconds>(m_world.clock.wall()).time_since_epoch().count())},
        {u"version"_s, u"1.19.0"_s}, {u"cluster_name"_s, u"vault-cluster-1"_s},
        {u"cluster_id"_s, m_world.chance.uuid(u"vault")}};
    return answer(sealed ? 503 : 200, QJsonDocument(body).toJson(QJsonDocument::Compact) + '\n', "application/json");
}

// What a browser would see at a host that the recovered cluster serves.
WebAnswer Outside::site(const QUrl &url, const QHostAddress &connectTo) const
{
    const TrafficItem *entry = entryOf(url.host());
    if (entry && !(entry->recordService.isEmpty() && entry->recordValue.isEmpty())) {
        const QString there = connectTo.isNull() ? m_names.seen(entry->recordName) : connectTo.toString();
        const QString wanted = newValue(m_world, *entry);
        // An alias is followed to the address behind it.
        const bool same = !wanted.isEmpty()
            && (there.compare(wanted, Qt::CaseInsensitive) == 0
                || (!connectTo.isNull() && m_names.lookUp(wanted, u"A"_s).value_or(QStringList()).contains(there)));
        if (!same)
            return answer(502, "Bad Gateway\n");
    }
    QString words = url.host() + url.path();
    int expect = 200;
    for (const VerificationItem &check : m_world.manifest.verification) {
        if (QUrl(check.http) == url) {
            words += u' ' + check.name;
            expect = check.expect;
        }
    }
    const Readiness ready = behind(m_world, url.host(), words, entry ? entry->recordService : QString());
    if (!ready.isWell)
        return answer(m_world.clusterIsUp ? 503 : 502, m_world.clusterIsUp ? "Service Unavailable\n" : "Bad Gateway\n");
    return answer(expect, expect == 200 ? "ok\n" : "");
}

Result<WebAnswer> Outside::get(const QUrl &url, const QHostAddress &connectTo, qint64 limit) const
{
    const RecoveryManifest &manifest = m_world.manifest;
    const QString host = url.host();
    const auto of = [&](const QString &address) {
        return !host.isEmpty() && QUrl(address).host().compare(host, Qt::CaseInsensitive) == 0;
    };
    const bool git = of(manifest.gitops.repo);
    if (isDown(host) || (git && m_world.faults.has(u"git-down"_s)))
        return failure(ErrorCode::Unavailable, u"%1 does not answer: connection refused"_s.arg(host));
    WebAnswer found = answer(404, "404 page not found\n");
    const InstallManifest install = installManifest(manifest.gitops.argocd);
    const auto checks = [&](const auto &list, auto member) {
        return std::ranges::any_of(list, [&](const auto &item) { return QUrl(item.*member) == url; });
    };
    if (!install.inRepository && QUrl(install.location) == url) {
        const QByteArray bytes = m_installBytes ? m_installBytes(url) : QByteArray();
        if (!bytes.isEmpty())
            found = answer(200, bytes);
    } else if (of(manifest.secrets.vaultAddress) && url.path() == u"/v1/sys/health")
        found = vault();
    else if (checks(manifest.verification, &VerificationItem::http) || entryOf(host))
        found = site(url, connectTo);
    else if (checks(manifest.externalDependencies, &ExternalDependency::checkHttp))
        found = answer(200, "ok\n");
    else if (git && url.path() == u"/robots.txt")
        found = answer(200, "User-agent: *\nDisallow: /\n");
    if (found.body.size() > limit)
        return failure(ErrorCode::Protocol, u"%1 sends more than %2 bytes"_s.arg(url.toDisplayString()).arg(limit));
    return found;
}

Result<WebAnswer> Outside::postJson(const QUrl &url, const QJsonObject &body)
{
    const auto down = m_world.faults.find(u"webhook-down"_s, u"host"_s, url.host());
    WebAnswer got = down ? answer(503, "upstream connect error or disconnect/reset before headers\n")
                         : answer(200, "ok", "text/html");
    if (isDown(url.host())) {
        m_posted << Posted{m_world.clock.wall(), url, body, 0};
        return failure(ErrorCode::Unavailable,
            u"The message to %1 was not delivered: the host could not be reached; check the address, network and proxy"_s
                .arg(url.host()));
    }
    m_posted << Posted{m_world.clock.wall(), url, body, got.status};
    return got;
}

Result<QStringList> Outside::lookUp(const QString &name, const QString &type) const
{
    return m_names.lookUp(name, type.toUpper());
}

Result<> Outside::knock(const QString &host, quint16 port) const
{
    const auto &lost = m_world.manifest.cluster.lost;
    const bool isLost
        = (lost && !lost->server.isEmpty() && QUrl(lost->server).host() == host) || host.startsWith(u"198.51.100."_s);
    if ((isLost && !m_world.faults.has(u"lost-cluster-answers"_s)) || isDown(host))
        return failure(ErrorCode::Unavailable,
            u"%1 port %2 refuses connections: start what should listen there, or open the port"_s.arg(host).arg(port));
    return {};
}

Result<> Outside::switchOver(const QString &entry, const QString &value)
{
    for (const TrafficItem &item : m_world.manifest.traffic) {
        if (item.name != entry)
            continue;
        if (item.recordName.isEmpty())
            return {};
        const QString target = value.isEmpty() ? newValue(m_world, item) : value;
        if (target.isEmpty())
            return failure(ErrorCode::NotFound, u"Service %1 has no address yet"_s.arg(item.recordService));
        m_names.set(item.recordName, target);
        return {};
    }
    return failure(ErrorCode::NotFound, u"the manifest has no traffic entry named %1"_s.arg(entry));
}

void Outside::takeBack(const QString &entry)
{
    for (const TrafficItem &item : m_world.manifest.traffic) {
        if (item.name == entry && !item.recordName.isEmpty())
            m_names.takeBack(item.recordName);
    }
}

Readiness Outside::look(const VerificationItem &check) const
{
    if (check.http.isEmpty())
        return behind(m_world, {}, check.name + u' ' + check.command);
    const auto got = get(QUrl(check.http), {}, 1 << 20);
    if (!got)
        return {false, got.error().message};
    return {got->status == check.expect,
        got->status == check.expect ? QString() : u"%1 answers %2"_s.arg(check.http).arg(got->status)};
}

} // namespace relight::world
