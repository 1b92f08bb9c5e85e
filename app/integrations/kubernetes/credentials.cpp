#include "app/integrations/kubernetes/credentials.h"

#include "app/integrations/kubernetes/kubefiles.h"

#include <QFile>

namespace relight {

Result<std::shared_ptr<Credentials>> Credentials::make(const KubeAccess &access, Clock &clock)
{
    const KubeUserEntry &user = access.user;
    const bool hasOwn
        = !user.token.isEmpty() || !user.tokenFile.isEmpty() || !user.userName.isEmpty() || !user.certificate.isEmpty();
    if (!user.authProvider.isEmpty() && !hasOwn && !user.exec)
        return failure(ErrorCode::NeedsPerson,
            QStringLiteral("User “%1” logs in with the old auth provider “%2”, which no client supports any more; "
                           "make the kubeconfig again with today's tool")
                .arg(user.name, user.authProvider));
    if (user.asGroups.size() > 1)
        return failure(ErrorCode::Invalid,
            QStringLiteral("User “%1” impersonates several groups; Relight can send one").arg(user.name));
    auto identity = identityOf(access);
    if (!identity)
        return std::unexpected(identity.error());
    KubeAccess effective = access;
    if (hasOwn)
        effective.user.exec.reset();
    return std::shared_ptr<Credentials>(new Credentials(effective, *identity, clock));
}

Credentials::Credentials(const KubeAccess &access, HttpIdentity identity, Clock &clock)
    : m_access(access)
    , m_clock(clock)
    , m_identity(std::move(identity))
{
}

bool Credentials::needsPlugin() const
{
    if (!m_access.user.exec)
        return false;
    return !m_plugin || (m_plugin->expires && m_clock.wall() >= *m_plugin->expires);
}

QByteArray Credentials::bearer() const
{
    const KubeUserEntry &user = m_access.user;
    if (QFile file(user.tokenFile);
        !user.tokenFile.isEmpty() && file.open(QIODevice::ReadOnly)) // beats token; small, read each time
        if (const QByteArray token = file.readAll().trimmed(); !token.isEmpty())
            return token;
    if (!user.token.isEmpty())
        return user.token.toUtf8();
    return m_plugin ? m_plugin->token : QByteArray();
}

Result<CredentialsNow> Credentials::now(const Call &call)
{
    std::unique_lock lock(m_mutex);
    if (needsPlugin())
        if (auto ran = runPlugin(lock, call); !ran)
            return std::unexpected(ran.error());
    const KubeUserEntry &user = m_access.user;
    CredentialsNow now{
        .headers = {}, .identity = m_identity, .identityVersion = m_identityVersion, .version = m_version};
    if (const QByteArray token = bearer(); !token.isEmpty())
        now.headers.append({"Authorization", "Bearer " + token});
    else if (!user.userName.isEmpty())
        now.headers.append(
            {"Authorization", "Basic " + (user.userName + QLatin1Char(':') + user.password).toUtf8().toBase64()});
    if (!user.as.isEmpty())
        now.headers.append({"Impersonate-User", user.as.toUtf8()});
    if (!user.asUid.isEmpty())
        now.headers.append({"Impersonate-Uid", user.asUid.toUtf8()});
    for (const QString &group : user.asGroups)
        now.headers.append({"Impersonate-Group", group.toUtf8()});
    for (const auto &[key, values] : user.asExtra)
        for (const QString &value : values)
            now.headers.append({"Impersonate-Extra-" + key.toLower().toUtf8().toPercentEncoding(), value.toUtf8()});
    return now;
}

Result<bool> Credentials::renew(int used, const Call &call)
{
    std::unique_lock lock(m_mutex);
    if (m_version != used)
        return true; // another worker was faster
    if (!m_access.user.exec)
        return !m_access.user.tokenFile.isEmpty(); // read anew by the next now()
    m_plugin.reset();
    if (auto ran = runPlugin(lock, call); !ran)
        return std::unexpected(ran.error());
    return true;
}

Result<> Credentials::runPlugin(std::unique_lock<std::mutex> &lock, const Call &call)
{
    if (m_running) {
        m_clock.wait(m_changed, lock, call.deadline, call.stop, [this] { return !m_running; });
        if (m_plugin)
            return {};
        if (m_running)
            return failure(call.stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::TimedOut,
                QStringLiteral("Waiting for the credential plugin took too long"));
    }
    m_running = true;
    lock.unlock();
    auto credential = runExecPlugin(m_access, m_clock, call);
    lock.lock();
    m_running = false;
    m_changed.notify_all();
    if (!credential)
        return std::unexpected(credential.error());
    if (!credential->certificate.isEmpty()) {
        HttpIdentity identity = m_identity;
        if (auto set = setClientCertificate(identity, credential->certificate, credential->key); !set)
            return set;
        if (identity.tls.localCertificate() != m_identity.tls.localCertificate()) {
            m_identity = identity;
            ++m_identityVersion;
        }
    }
    m_plugin = *credential;
    ++m_version;
    return {};
}

} // namespace relight
