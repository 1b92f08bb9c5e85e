#include "app/integrations/http/httperror.h"

#include "app/integrations/http/tlsmaterial.h"

namespace relight {

QString originOf(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString loggable(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

static QString hostOf(const QUrl &url)
{
    return QStringLiteral("%1:%2").arg(url.host()).arg(url.port(url.scheme() == QLatin1String("http") ? 80 : 443));
}

Error tlsError(const QUrl &url, const QList<QSslError> &errors)
{
    QStringList reasons;
    QSslCertificate certificate;
    for (const QSslError &error : errors) {
        reasons << error.errorString();
        if (certificate.isNull())
            certificate = error.certificate();
    }
    reasons.removeDuplicates();
    const QString subject = certificate.subjectDisplayName();
    const QString print = certificate.isNull() ? QString() : fingerprint({certificate});
    return {ErrorCode::Unauthorized,
        QStringLiteral(
            "The certificate of %1 was refused: %2. It is for “%3”, issued by “%4”, valid until %5, SHA-256 %6. "
            "Check the address and the configured CA")
            .arg(hostOf(url), reasons.join(QStringLiteral("; ")), subject, certificate.issuerDisplayName(),
                certificate.expiryDate().toUTC().toString(Qt::ISODate), print),
        loggable(url)};
}

Error transportError(const HttpRequest &request, QNetworkReply::NetworkError error, const QString &text)
{
    const QString context
        = QStringLiteral("%1 %2: %3").arg(QString::fromLatin1(request.method), loggable(request.url), text);
    const QString host = hostOf(request.url);
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorCode::Unavailable, QStringLiteral("%1 refused the connection; is it running?").arg(host), context};
    case QNetworkReply::HostNotFoundError:
        return {ErrorCode::Unavailable,
            QStringLiteral("The host name %1 was not found; check the name and DNS").arg(request.url.host()), context};
    case QNetworkReply::RemoteHostClosedError:
        return {ErrorCode::Unavailable,
            QStringLiteral("%1 closed the connection before its answer was complete").arg(host), context};
    case QNetworkReply::ContentReSendError:
        return {ErrorCode::Unavailable,
            QStringLiteral("%1 closed the connection without an answer; %2 was sent once and may have taken effect")
                .arg(host, QString::fromLatin1(request.method)),
            context};
    case QNetworkReply::TimeoutError:
        return {ErrorCode::TimedOut, QStringLiteral("%1 did not accept a connection in time").arg(host), context};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorCode::Unauthorized,
            QStringLiteral("The TLS handshake with %1 failed: %2. Check the client certificate and the address")
                .arg(host, text),
            context};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return {
            ErrorCode::Unavailable, QStringLiteral("The proxy on the way to %1 failed: %2").arg(host, text), context};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
        return {ErrorCode::Protocol, QStringLiteral("%1 did not answer in HTTP: %2").arg(host, text), context};
    default:
        return {ErrorCode::Unavailable, QStringLiteral("The connection to %1 failed: %2").arg(host, text), context};
    }
}

ErrorCode errorCodeForStatus(int status)
{
    switch (status) {
    case 400:
    case 413:
    case 422:
        return ErrorCode::Invalid;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
    case 410:
        return ErrorCode::NotFound;
    case 408:
    case 429:
        return ErrorCode::Unavailable;
    case 409:
        return ErrorCode::Conflict;
    default:
        return status >= 500 && status != 501 ? ErrorCode::Unavailable : ErrorCode::Protocol;
    }
}

} // namespace relight
