#include "app/integrations/argocd/argoanswer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace relight {

Error argoError(int status, const QString &message, const QString &what)
{
    const QString text = message.simplified().left(500);
    ErrorCode code = errorCodeForStatus(status);
    // Gateways tell apart what HTTP codes of Argo CD do not.
    if (text.contains(u"blocked by sync window"))
        code = ErrorCode::NeedsPerson;
    else if (text.contains(u"another operation is already in progress"))
        code = ErrorCode::Conflict;
    else if (status == 400)
        code = ErrorCode::Invalid;
    else if (status == 500)
        code = ErrorCode::Failed; // plain Go errors of the domain, with a useful message
    return {code,
        QStringLiteral("Argo CD did not %1: %2")
            .arg(what, text.isEmpty() ? QStringLiteral("HTTP %1").arg(status) : text),
        {}, status};
}

std::optional<Error> argoRefusal(const HttpAnswer &answer, const QString &what)
{
    const bool json = answer.header("Content-Type").startsWith("application/json");
    if (answer.status >= 200 && answer.status < 300) {
        if (json)
            return std::nullopt;
        return Error{ErrorCode::Protocol,
            QStringLiteral("Argo CD did not %1: what answers is a page, not its API; check the server's root path, or "
                           "a sign-in proxy in front of it")
                .arg(what),
            QString::fromLatin1(answer.header("Content-Type")), answer.status};
    }
    QString message = QString::fromUtf8(answer.body.left(500));
    if (const QJsonObject body = QJsonDocument::fromJson(answer.body).object(); !body.isEmpty())
        message = body.value(body.contains(u"message") ? u"message" : u"error").toString();
    return argoError(answer.status, message, what);
}

bool isApiTrouble(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::TimedOut:
    case ErrorCode::Unauthorized:
    case ErrorCode::Protocol:
        return true;
    case ErrorCode::NotFound:
        return error.status == 0; // no argocd-server here
    default:
        return error.status == 0 && error.code != ErrorCode::Cancelled; // it did not come from the API
    }
}

bool isArgoRefusal(const Error &error)
{
    return error.status != 0 && (error.code == ErrorCode::Unauthorized || error.code == ErrorCode::Forbidden);
}

QByteArray renewedToken(const HttpAnswer &answer)
{
    static constexpr QByteArrayView name = "argocd.token";
    QMap<int, QByteArray> parts;
    int count = 1;
    for (const auto &[key, value] : answer.headers) {
        if (key.compare("set-cookie", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &cookie : value.split('\n')) {
            const QByteArray pair
                = cookie.left(cookie.indexOf(';') < 0 ? cookie.size() : cookie.indexOf(';')).trimmed();
            const qsizetype equals = pair.indexOf('=');
            if (equals < 0 || !pair.startsWith(name))
                continue;
            const QByteArray suffix = pair.sliced(name.size(), equals - name.size());
            QByteArray text = pair.mid(equals + 1);
            const qsizetype colon = text.indexOf(':');
            if (suffix.isEmpty() && colon > 0) {
                count = text.left(colon).toInt();
                text = text.mid(colon + 1);
            }
            parts.insert(suffix.isEmpty() ? 0 : suffix.mid(1).toInt(), text);
        }
    }
    QByteArray token;
    for (int i = 0; i < count; ++i) {
        if (!parts.contains(i))
            return {};
        token += parts.value(i);
    }
    return token.count('.') == 2 ? token : QByteArray();
}

} // namespace relight
