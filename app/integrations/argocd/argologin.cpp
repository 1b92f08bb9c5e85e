#include "app/integrations/argocd/argologin.h"

#include "app/integrations/argocd/argoanswer.h"

#include <QJsonDocument>
#include <QScopeGuard>

namespace relight {

ArgoLogIn::ArgoLogIn(Clock &clock, const ArgoCdAccess &access, Remember remember)
    : m_clock(clock)
    , m_access(access)
    , m_remember(std::move(remember))
    , m_turns(clock)
{
}

Result<Secret> ArgoLogIn::password(const Call &call) const
{
    if (m_access.password && !m_access.password->isEmpty())
        return *m_access.password;
    const QString name = QStringLiteral("argocd-initial-admin-secret");
    if (!m_access.cluster)
        return failure(
            ErrorCode::Unauthorized, QStringLiteral("No password for Argo CD is known: set gitops.argocd.credentials"));
    const auto secret
        = m_access.cluster->get({QStringLiteral("v1"), QStringLiteral("Secret"), m_access.argoNamespace, name}, call);
    if (!secret)
        return failure(secret.error().code == ErrorCode::NotFound ? ErrorCode::Unauthorized : secret.error().code,
            QStringLiteral(
                "The Argo CD password could not be read from Secret %1/%2 (%3): set gitops.argocd.credentials")
                .arg(m_access.argoNamespace, name, secret.error().message));
    const Secret word(
        QByteArray::fromBase64(secret->value(u"data").toObject().value(u"password").toString().toLatin1()));
    if (m_remember && !word.isEmpty())
        m_remember(word.bytes());
    return word;
}

Result<QByteArray> ArgoLogIn::logIn(HttpClient &http, const QUrl &base, const Call &call)
{
    const auto word = password(call);
    if (!word)
        return std::unexpected(word.error());
    const auto refused = [this] {
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("Argo CD refuses the password of \"%1\": set gitops.argocd.credentials to the present one")
                .arg(m_access.username),
            {}, 401);
    };
    {
        const std::lock_guard lock(m_mutex);
        if (word->bytes() == m_refusedPassword.bytes() && m_clock.now() < m_refusedUntil)
            return refused();
    }
    const QJsonObject body{{QStringLiteral("username"), m_access.username}, {QStringLiteral("password"), word->text()}};
    HttpRequest request{.method = "POST", .url = QUrl(base.toString() + QStringLiteral("/api/v1/session"))};
    request.headers = {{"Content-Type", "application/json"}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto answer = http.send(request, call);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status == 401) {
        const std::lock_guard lock(m_mutex);
        m_refusedPassword = *word;
        m_refusedUntil = m_clock.now() + std::chrono::minutes{2};
        return refused();
    }
    if (auto refusal = argoRefusal(*answer, QStringLiteral("log in"))) {
        if (refusal->code == ErrorCode::Forbidden) // of this account as a whole, not of one request
            refusal->code = ErrorCode::Unauthorized;
        return std::unexpected(*refusal);
    }
    const QByteArray token = QJsonDocument::fromJson(answer->body).object().value(u"token").toString().toLatin1();
    if (token.isEmpty())
        return failure(ErrorCode::Protocol, QStringLiteral("Argo CD's answer to the log-in holds no token"));
    return token;
}

Result<QByteArray> ArgoLogIn::token(HttpClient &http, const QUrl &base, const QByteArray &refused, const Call &call)
{
    if (m_access.token && !m_access.token->isEmpty()) {
        if (refused == m_access.token->bytes())
            return failure(ErrorCode::Unauthorized,
                QStringLiteral("Argo CD refuses the given token: make a new one for gitops.argocd.credentials"), {},
                401);
        return m_access.token->bytes();
    }
    const auto standing = [&] {
        const std::lock_guard lock(m_mutex);
        return m_token == refused ? QByteArray() : m_token;
    };
    if (const QByteArray already = standing(); !already.isEmpty())
        return already;
    if (const auto turn = m_turns.take(QStringLiteral("Logging in to Argo CD"), call); !turn)
        return std::unexpected(turn.error());
    const auto turnEnds = qScopeGuard([this] { m_turns.end(); });
    if (const QByteArray already = standing(); !already.isEmpty())
        return already;
    const auto fresh = logIn(http, base, call.within(m_clock.now(), Milliseconds{10'000}));
    keepToken(fresh.value_or(QByteArray()));
    return fresh;
}

void ArgoLogIn::keepToken(const QByteArray &token)
{
    if (m_remember && !token.isEmpty())
        m_remember(token);
    const std::lock_guard lock(m_mutex);
    m_token = token;
}

void ArgoLogIn::keepRenewed(const HttpAnswer &answer)
{
    const QByteArray renewed = renewedToken(answer);
    if (renewed.isEmpty() || (m_access.token && !m_access.token->isEmpty()))
        return;
    keepToken(renewed);
}

} // namespace relight
