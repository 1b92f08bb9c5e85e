#include "app/engine/steps/cloudidentity.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace relight {

static QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

const QList<CloudQuestion> &cloudQuestions()
{
    static const QList<CloudQuestion> questions{
        {text("aws"), {text("aws"), text("sts"), text("get-caller-identity"), text("--output"), text("json")},
            {text("aws"), text("configure"), text("export-credentials"), text("--format"), text("process")},
            text("aws sso login")},
        {text("gcloud"), {text("gcloud"), text("auth"), text("print-access-token"), text("--quiet")}, {},
            text("gcloud auth login")},
        {text("az"), {text("az"), text("account"), text("get-access-token"), text("--output"), text("json")}, {},
            text("az login")},
    };
    return questions;
}

static bool saysExpired(const QString &words)
{
    for (const char *sign : {"expired", "invalid_grant", "reauth", "token is invalid"}) {
        if (words.contains(QLatin1String(sign), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

// aws: "Expiration", RFC 3339. az: "expires_on", seconds since 1970 ("expiresOn" is local time without a zone).
static std::optional<Timestamp> expiryIn(const ProcessResult &result)
{
    if (result.exitCode != 0)
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(result.output).object();
    if (const double seconds = object[QLatin1String("expires_on")].toDouble(); seconds > 0)
        return Timestamp{Seconds{qint64(seconds)}};
    return parseTimestamp(object[QLatin1String("Expiration")].toString());
}

CloudIdentity readCloudIdentity(const ProcessResult &who, const ProcessResult &expiry)
{
    CloudIdentity identity;
    if (who.exitCode != 0 || who.signal != 0) {
        identity.why = QString::fromUtf8(who.errorTail).simplified();
        identity.state = saysExpired(identity.why) ? CloudIdentity::State::Expired : CloudIdentity::State::Missing;
        identity.why = identity.why.isEmpty() ? QStringLiteral("status %1").arg(who.exitCode) : identity.why.right(300);
        return identity;
    }
    identity.who = QJsonDocument::fromJson(who.output).object()[QLatin1String("Arn")].toString();
    identity.expires = expiryIn(who);
    if (!identity.expires)
        identity.expires = expiryIn(expiry);
    return identity;
}

} // namespace relight
