#include "app/drill/ports/drillpeers.h"

#include "app/drill/ports/returnedprimary.h"
#include "app/integrations/kubernetes/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace relight {

DrillClusters::DrillClusters(Clusters &live, WorldLink &link, Clock &clock, Settings settings)
    : m_live(live)
    , m_link(link)
    , m_clock(clock)
    , m_settings(std::move(settings))
{
}

Result<QByteArray> DrillClusters::ours(const ClusterAccess &access) const
{
    QByteArray text = access.kubeconfig;
    if (text.isEmpty()) {
        const QString path = QDir::cleanPath(QFileInfo(access.kubeconfigPath).absoluteFilePath());
        if (!path.startsWith(QDir::cleanPath(m_settings.folder) + u'/'))
            return failure(
                ErrorCode::Unavailable, QStringLiteral("a drill reads no kubeconfig of yours: %1").arg(path));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(
                ErrorCode::NotFound, QStringLiteral("cannot read the kubeconfig %1: %2").arg(path, file.errorString()));
        text = file.readAll();
    }
    const auto config = parseKubeConfig(text, m_settings.folder);
    if (!config)
        return std::unexpected(config.error());
    for (const KubeClusterEntry &cluster : config->clusters) {
        if (cluster.server != m_settings.server || !cluster.proxyUrl.isEmpty() || !cluster.authority.path.isEmpty())
            return failure(ErrorCode::Unavailable,
                QStringLiteral("a drill speaks to its own cluster only, not to %1").arg(cluster.server));
    }
    for (const KubeUserEntry &user : config->users) {
        if (user.exec || !user.tokenFile.isEmpty() || !user.certificate.path.isEmpty() || !user.key.path.isEmpty())
            return failure(ErrorCode::Unavailable,
                QStringLiteral("a drill neither runs a credential plugin nor reads your files (user %1)")
                    .arg(user.name));
    }
    return text;
}

Result<std::shared_ptr<Cluster>> DrillClusters::open(const ClusterAccess &access)
{
    if (access.kubeconfig.isEmpty() && m_settings.lost.contains(access.kubeconfigPath))
        return std::make_shared<ReturnedPrimary>(m_link, m_clock);
    return ours(access).and_then([&](const QByteArray &text) {
        return m_live.open({.kubeconfig = text, .kubeconfigPath = {}, .context = access.context});
    });
}

Result<QByteArray> DrillClusters::minimalKubeconfig(const ClusterAccess &access)
{
    return ours(access).and_then([&](const QByteArray &text) {
        return m_live.minimalKubeconfig({.kubeconfig = text, .kubeconfigPath = {}, .context = access.context});
    });
}

std::shared_ptr<ArgoCd> DrillArgoCds::open(ArgoCdAccess access)
{
    // Through the world's cluster, with what is found there: neither the company's server nor its passwords.
    access.server.clear();
    access.username = QStringLiteral("admin");
    access.password.reset();
    access.token.reset();
    return m_live.open(std::move(access));
}

GitAccess DrillGit::ours() const
{
    GitAccess access;
    access.url = m_repository;
    access.direct = true; // neither HTTP_PROXY nor ~/.gitconfig leads away
    return access;
}

Result<QString> DrillGit::remoteCommit(const GitAccess &, const QString &revision, const Call &call)
{
    return m_live.remoteCommit(ours(), revision, call);
}

Result<> DrillGit::checkout(const GitAccess &, const QString &directory, const QString &commit,
    const std::function<void(const GitProgress &)> &progress, const Call &call)
{
    return m_live.checkout(ours(), directory, commit, progress, call);
}

Result<> DrillGit::fetch(const GitAccess &, const QString &directory, const QString &commit,
    const std::function<void(const GitProgress &)> &progress, const Call &call)
{
    return m_live.fetch(ours(), directory, commit, progress, call);
}

// What the world refuses is a peer that does not answer.
static Result<QJsonObject> heard(const Result<QJsonObject> &answer)
{
    if (answer && answer->contains(QLatin1String("refused")))
        return failure(ErrorCode::Unavailable, answer->value(QLatin1String("refused")).toString());
    return answer;
}

static Result<WebAnswer> webAnswer(const Result<QJsonObject> &told)
{
    return heard(told).transform([](const QJsonObject &answer) {
        WebAnswer web;
        web.status = answer.value(QLatin1String("status")).toInt();
        web.body = QByteArray::fromBase64(answer.value(QLatin1String("body")).toString().toLatin1());
        web.contentType = answer.value(QLatin1String("type")).toString().toLatin1();
        web.date = parseTimestamp(answer.value(QLatin1String("date")).toString());
        return web;
    });
}

Result<WebAnswer> DrillNetwork::get(const QUrl &url, const QHostAddress &connectTo, qint64, const Call &)
{
    QJsonObject question{{QStringLiteral("url"), url.toString()}};
    if (!connectTo.isNull())
        question.insert(QStringLiteral("address"), connectTo.toString());
    return webAnswer(m_link.ask(QStringLiteral("get"), question));
}

Result<WebAnswer> DrillNetwork::postJson(const QUrl &url, const QJsonObject &body, const Call &)
{
    return webAnswer(
        m_link.ask(QStringLiteral("post"), {{QStringLiteral("url"), url.toString()}, {QStringLiteral("body"), body}}));
}

Result<QStringList> DrillNetwork::lookUp(const QString &name, const QString &type, const Call &)
{
    return heard(
        m_link.ask(QStringLiteral("look-up"), {{QStringLiteral("name"), name}, {QStringLiteral("type"), type}}))
        .transform([](const QJsonObject &answer) {
            QStringList values;
            for (const QJsonValue &value : answer.value(QLatin1String("values")).toArray())
                values << value.toString();
            return values;
        });
}

Result<> DrillNetwork::knock(const QString &host, quint16 port, const Call &)
{
    return heard(m_link.ask(QStringLiteral("knock"), {{QStringLiteral("host"), host}, {QStringLiteral("port"), port}}))
        .transform([](const QJsonObject &) { });
}

} // namespace relight
