#include "app/integrations/kubernetes/apistatus.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static QString causesOf(const QJsonObject &status)
{
    QStringList lines;
    for (const QJsonValue &cause : status[QLatin1String("details")][QLatin1String("causes")].toArray()) {
        const QString field = cause[QLatin1String("field")].toString();
        const QString message = cause[QLatin1String("message")].toString();
        lines << (field.isEmpty() ? message : QStringLiteral("%1: %2").arg(field, message));
    }
    return lines.join(QStringLiteral("; "));
}

static ErrorCode codeOf(int http, const QString &reason)
{
    if (reason == QLatin1String("AlreadyExists"))
        return ErrorCode::AlreadyExists;
    return errorCodeForStatus(http);
}

Error statusError(const QJsonObject &status, int httpStatus, const QString &what)
{
    const QString reason = status.value(QLatin1String("reason")).toString();
    const QString message = status.value(QLatin1String("message")).toString(QStringLiteral("no reason given"));
    const QString causes = causesOf(status);
    const ErrorCode code = codeOf(httpStatus, reason);
    QString text = QStringLiteral("Could not %1: %2").arg(what, message);
    if (code == ErrorCode::Conflict && !causes.isEmpty())
        text = QStringLiteral("Could not %1, because others own some of its fields: %2").arg(what, causes);
    else if (code == ErrorCode::Unauthorized)
        text = QStringLiteral(
            "Could not %1: the cluster does not accept these credentials (%2). Log in again or check the kubeconfig")
                   .arg(what, message);
    return {code, text, QStringLiteral("HTTP %1 %2").arg(httpStatus).arg(reason), httpStatus};
}

Error statusError(const HttpAnswer &answer, const QString &what)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    if (body.value(QLatin1String("kind")).toString() == QLatin1String("Status"))
        return statusError(body, answer.status, what);
    const QByteArray type = answer.header("Content-Type");
    QString text = type.contains("html") ? QString() : QString::fromUtf8(answer.body.left(300)).simplified();
    if (text.isEmpty())
        text = QStringLiteral("something that is not a Kubernetes API answered with HTTP %1; is there a proxy or "
                              "another service at this address?")
                   .arg(answer.status);
    return statusError(QJsonObject{{QStringLiteral("message"), text}}, answer.status, what);
}

bool isGone(const HttpAnswer &answer)
{
    return answer.status == 410 || (answer.status == 504 && answer.body.contains("ResourceVersionTooLarge"));
}

std::optional<Milliseconds> retryAfter(const HttpAnswer &answer)
{
    bool isNumber = false;
    const int seconds = answer.header("Retry-After").trimmed().toInt(&isNumber);
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return Milliseconds(std::min(seconds, 60) * 1000);
}

} // namespace relight
