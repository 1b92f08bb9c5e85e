#include "app/drill/world/play/cloudclis.h"

#include "app/drill/world/play/backups.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

CloudIdentityOfWorld::CloudIdentityOfWorld(World &world)
    : m_world(world)
{
    world.faults.listen([this](const Fault &fault, bool begins) {
        if (fault.kind == u"credentials-expire" && !begins)
            m_since = m_world.clock.now(); // somebody logged in
    });
}

Timestamp CloudIdentityOfWorld::until() const
{
    constexpr Milliseconds valid = std::chrono::hours{8};
    const Milliseconds now = m_world.clock.now();
    const Timestamp start = std::chrono::floor<Seconds>(m_world.clock.wall() - now + m_since);
    return start + valid * (1 + (now - m_since) / valid);
}

Ending CloudIdentityOfWorld::refusal(const QString &program, const QString &operation) const
{
    if (program == u"gcloud")
        return {1, {},
            u"ERROR: (gcloud.%1) There was a problem refreshing your current auth tokens: ('invalid_grant: Token has "
            u"been "
            "expired or revoked.', {'error': 'invalid_grant', 'error_description': 'Token has been expired or "
            "revoked.'})\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.\n"_s.arg(operation)
                .toUtf8()};
    if (program == u"az")
        return {1, {},
            "ERROR: AADSTS700082: The refresh token has expired due to inactivity. The token was inactive for "
            "12.00:00:00.\nInteractive authentication is needed. Please run:\naz login\n"};
    return {254, {},
        u"\nAn error occurred (ExpiredToken) when calling the %1 operation: The security token included in the request "
        u"is "
        "expired\n"_s.arg(operation)
            .toUtf8()};
}

QString CloudIdentityOfWorld::refusalFor(const QString &provider) const
{
    if (!isExpired())
        return {};
    return provider == u"aws"
        ? u"operation error STS: GetCallerIdentity, https response error StatusCode: 403, api error ExpiredToken: The "
          "security token included in the request is expired"_s
        : u"oauth2: \"invalid_grant\" \"Token has been expired or revoked.\": the credentials have expired"_s;
}

static QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

static QString key(const World &world, const QString &name, int length)
{
    return QString(world.chance.uuid(name)).remove(u'-').toUpper().left(length);
}

// As `aws s3 ls` prints it: the local time of the machine, sizes right-aligned.
static Ending awsListing(const World &world, const QString &location)
{
    QString text;
    for (const BackupFile &file : backupsAt(world, location)) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(file.time.time_since_epoch().count());
        text += u"%1 %2 %3\n"_s.arg(local.toString(u"yyyy-MM-dd HH:mm:ss"_s)).arg(file.bytes, 10).arg(file.name);
    }
    return {text.isEmpty() ? 1 : 0, text.toUtf8(), {}};
}

static Ending gcloudListing(const World &world, const QString &location)
{
    QString text;
    qint64 total = 0;
    const QList<BackupFile> files = backupsAt(world, location);
    for (const BackupFile &file : files) {
        text += u"%1  %2Z  %3%4\n"_s.arg(file.bytes, 10).arg(timestampText(file.time).left(19), location, file.name);
        total += file.bytes;
    }
    if (files.isEmpty())
        return {1, {}, "ERROR: (gcloud.storage.ls) One or more URLs matched no objects.\n"};
    text += u"TOTAL: %1 objects, %2 bytes (%3GiB)\n"_s.arg(files.size())
                .arg(total)
                .arg(double(total) / (1 << 30), 0, 'f', 2);
    return {0, text.toUtf8(), {}};
}

static Ending aws(const World &world, const CloudIdentityOfWorld &identity, const QStringList &words)
{
    const QString account = QString::number(100'000'000'000 + qint64(world.chance.draw(u"account") * 8e11));
    const QString command = words.mid(1, 2).join(u' ');
    if (command == u"sts get-caller-identity") {
        if (identity.isExpired())
            return identity.refusal(u"aws"_s, u"GetCallerIdentity"_s);
        return {0,
            json({{u"UserId"_s, u"AROA"_s + key(world, u"aws/user"_s, 17) + u":operator"_s}, {u"Account"_s, account},
                {u"Arn"_s, u"arn:aws:sts::%1:assumed-role/disaster-recovery/operator"_s.arg(account)}}),
            {}};
    }
    if (command == u"configure export-credentials") {
        if (identity.isExpired())
            return {253, {},
                "\nUnable to retrieve credentials: Error when retrieving token from sso: Token has expired "
                "and refresh failed\n"};
        return {0,
            json({{u"Version"_s, 1}, {u"AccessKeyId"_s, u"ASIA"_s + key(world, u"aws/key"_s, 16)},
                {u"SecretAccessKey"_s, u"of-a-drill"_s}, {u"SessionToken"_s, u"of-a-drill"_s},
                {u"Expiration"_s, timestampText(identity.until()).left(19) + u"+00:00"_s}}),
            {}};
    }
    if (command == u"s3 ls" && words.size() == 4)
        return identity.isExpired() ? identity.refusal(u"aws"_s, u"ListObjectsV2"_s) : awsListing(world, words.last());
    return {252, {},
        u"\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can "
        u"run:\n\n"
        "  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n\naws: error: argument command: Invalid "
        "choice: '%1'\n"_s.arg(command)
            .toUtf8()};
}

static Ending gcloud(const World &world, const CloudIdentityOfWorld &identity, const QStringList &words)
{
    const QString command = words.mid(1, 2).join(u' ');
    if (command == u"auth print-access-token")
        return identity.isExpired() ? identity.refusal(u"gcloud"_s, u"auth.print-access-token"_s)
                                    : Ending{0, "ya29.of-a-drill-" + key(world, u"gcloud"_s, 24).toUtf8() + '\n', {}};
    if (command == u"storage ls" && words.size() > 3)
        return identity.isExpired() ? identity.refusal(u"gcloud"_s, u"storage.ls"_s)
                                    : gcloudListing(world, words.last());
    return {2, {},
        u"ERROR: (gcloud) Invalid choice: '%1'.\nTo search the help text of gcloud commands, run:\n  gcloud help -- "
        "SEARCH_TERMS\n"_s.arg(words.value(1))
            .toUtf8()};
}

static Ending az(const World &world, const CloudIdentityOfWorld &identity, const QStringList &words)
{
    if (words.mid(1, 2).join(u' ') != u"account get-access-token")
        return {2, {},
            u"ERROR: '%1' is misspelled or not recognized by the system.\n"_s.arg(words.mid(1).join(u' ')).toUtf8()};
    if (identity.isExpired())
        return identity.refusal(u"az"_s, {});
    const auto until = std::chrono::floor<Seconds>(identity.until());
    const QDateTime local = QDateTime::fromSecsSinceEpoch(until.time_since_epoch().count());
    return {0,
        json({{u"accessToken"_s, u"of-a-drill"_s},
            {u"expiresOn"_s, local.toString(u"yyyy-MM-dd HH:mm:ss"_s) + u".000000"_s},
            {u"expires_on"_s, qint64(until.time_since_epoch().count())},
            {u"subscription"_s, world.chance.uuid(u"az/subscription"_s)},
            {u"tenant"_s, world.chance.uuid(u"az/tenant"_s)}, {u"tokenType"_s, u"Bearer"_s}}),
        {}};
}

Ending cloudAnswer(const World &world, const CloudIdentityOfWorld &identity, const QStringList &arguments)
{
    const QString program = arguments.value(0).section(u'/', -1);
    return program == u"aws" ? aws(world, identity, arguments)
        : program == u"az"   ? az(world, identity, arguments)
                             : gcloud(world, identity, arguments);
}

} // namespace relight::world
