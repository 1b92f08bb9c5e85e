#include "app/integrations/kubernetes/credentials.h"

#include "app/integrations/kubernetes/kubefiles.h"

#include <QFile>

namespace relight {

Result<std::shared_ptr<Credentials>> Credentials::make(const KubeAccess &access, Clock &clock, const Remember &remember)
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
    for (const auto &[key, values] : user.asExtra)
        if (values.size() > 1)
            return failure(ErrorCode::Invalid,
                QStringLiteral("User “%1” impersonates with several values of “%2”; Relight can send one")
                    .arg(user.name, key));
    auto identity = identityOf(access);
    if (!identity)
        return std::unexpected(identity.error());
    KubeAccess effective = access;
    if (hasOwn)
        effective.user.exec.reset();
    return std::shared_ptr<Credentials>(new Credentials(effective, *identity, clock, remember));
}

Credentials::Credentials(const KubeAccess &access, HttpIdentity identity, Clock &clock, Remember remember)
    : m_access(access)
    , m_clock(clock)
    , m_remember(std::move(remember))
    , m_identity(std::move(identity))
{
}

bool Credentials::needsPlugin() const
{
    if (!m_access.user.exec)
        return false;
    return !m_plugin || (m_plugin->expires && m_clock.wall() >= *m_plugin->expires);
}

void Credentials::remember(const QByteArray &secret) const
{
    if (m_remember && !secret.isEmpty())
        m_remember(secret);
}

QByteArray Credentials::bearer() const
{
    const KubeUserEntry &user = m_access.user;
    if (QFile file(user.tokenFile);
        !user.tokenFile.isEmpty() && file.open(QIODevice::ReadOnly)) // beats token; small, read each time
        if (const QByteArray token = file.readAll().trimmed(); !token.isEmpty()) {
            remember(token);
            return token;
        }
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

// One run at a time. Its outcome is that of all who wait for it, unless it ended because its own caller had enough.
Result<> Credentials::runPlugin(std::unique_lock<std::mutex> &lock, const Call &call)
{
    while (m_running) {
        const int awaited = m_runs;
        m_clock.wait(m_changed, lock, call.deadline, call.stop, [&] { return m_runs != awaited; });
        if (m_runs == awaited)
            return failure(call.stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::TimedOut,
                QStringLiteral("Waiting for the credential plugin took too long"));
        if (m_outcome)
            return *m_outcome;
    }
    m_running = true;
    lock.unlock();
    const auto credential = runExecPlugin(m_access, m_clock, call);
    const bool gaveUp = !credential && (call.stop.stop_requested() || m_clock.now() >= call.deadline);
    lock.lock();
    const Result<> outcome = credential ? take(*credential) : std::unexpected(credential.error());
    m_outcome = gaveUp ? std::nullopt : std::optional(outcome);
    m_running = false;
    ++m_runs;
    m_changed.notify_all();
    return outcome;
}

Result<> Credentials::take(const ExecCredential &credential)
{
    remember(credential.token);
    remember(credential.key);
    if (!credential.certificate.isEmpty()) {
        HttpIdentity identity = m_identity;
        if (auto set = setClientCertificate(identity, credential.certificate, credential.key); !set)
            return set;
        if (identity.tls.localCertificate() != m_identity.tls.localCertificate()) {
            m_identity = identity;
            ++m_identityVersion;
        }
    }
    m_plugin = credential;
    ++m_version;
    return {};
}

} // namespace relight
