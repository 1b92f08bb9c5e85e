// The looks of preflight that need nothing but a command or a peer: clocks, identities, backups.
#include "app/engine/steps/backuplisting.h"
#include "app/engine/steps/cloudidentity.h"
#include "app/engine/steps/preflightchecks.h"
#include "stepworld.h"

#include <QDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

struct OtherClock : test::NullNetwork
{
    Result<WebAnswer> get(const QUrl &url, const QHostAddress &, qint64, const Call &) override
    {
        asked << url.toString();
        return WebAnswer{404, {}, {}, date};
    }
    std::optional<Timestamp> date;
    QStringList asked;
};

} // namespace

Q_DECLARE_METATYPE(relight::ProcessResult)

class PreflightLooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void skew_data();
    void skew();
    void skewIsTakenFromTheGitHost();
    void identities_data();
    void identities();
    void identityIsAskedPerCredentials();
    void listings();
    void backups();

private:
    PreflightFindings look(void (*check)(StepContext &, PreflightFindings &));
    std::unique_ptr<test::StepWorld> m_world;
};

void PreflightLooks::init()
{
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(u"preflight"_s, StepKind::Own);
}

PreflightFindings PreflightLooks::look(void (*check)(StepContext &, PreflightFindings &))
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    PreflightFindings findings;
    check(context, findings);
    return findings;
}

void PreflightLooks::skew_data()
{
    QTest::addColumn<qint64>("ahead");
    QTest::addColumn<QString>("words");
    QTest::newRow("near enough") << qint64{60'000} << QString();
    QTest::newRow("ahead") << qint64{192'000} << durationText(Seconds{192}) + u" ahead of that of x"_s;
    QTest::newRow("behind") << qint64{-61'000} << durationText(Seconds{61}) + u" behind that of x"_s;
}

void PreflightLooks::skew()
{
    QFETCH(qint64, ahead);
    QFETCH(QString, words);
    const QString warning = skewWarning(u"x"_s, Milliseconds{ahead});
    QCOMPARE(warning.isEmpty(), words.isEmpty());
    QVERIFY2(warning.contains(words), qPrintable(warning));
}

void PreflightLooks::skewIsTakenFromTheGitHost()
{
    OtherClock web;
    web.date = m_world->clock.wall() - Seconds{300};
    m_world->manifest.gitops.repo = u"https://somebody@git.example.org/team/repo.git"_s;
    Ports ports = m_world->ports(web);
    StepContext context = m_world->context(ports);
    PreflightFindings findings;
    checkClock(context, findings);
    QCOMPARE(findings.warnings.size(), 1);
    QVERIFY(findings.warnings.first().contains(u"ahead of that of the Git host git.example.org"_s));
    QVERIFY(findings.blockers.isEmpty());
    QCOMPARE(web.asked, QStringList{u"https://git.example.org/robots.txt"_s});
}

void PreflightLooks::identities_data()
{
    QTest::addColumn<ProcessResult>("who");
    QTest::addColumn<ProcessResult>("until");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("expires");
    const ProcessResult aws{.output = R"({"UserId":"u","Account":"1","Arn":"arn:aws:iam::1:user/ada"})"};
    const ProcessResult session{
        .output = R"({"Version":1,"AccessKeyId":"k","SecretAccessKey":"s","Expiration":"2026-08-01T10:00:00+00:00"})"};
    const auto refused = [](const char *words) { return ProcessResult{.exitCode = 255, .errorTail = words}; };
    QTest::newRow("aws with a session") << aws << session << int(CloudIdentity::State::Valid)
                                        << u"2026-08-01T10:00:00.000Z"_s;
    QTest::newRow("aws with a key") << aws << ProcessResult{.output = R"({"Version":1})"}
                                    << int(CloudIdentity::State::Valid) << QString();
    QTest::newRow("aws, too old to say") << aws << ProcessResult{.exitCode = 2} << int(CloudIdentity::State::Valid)
                                         << QString();
    QTest::newRow("aws, expired") << refused("An error occurred (ExpiredToken) when calling GetCallerIdentity")
                                  << ProcessResult{} << int(CloudIdentity::State::Expired) << QString();
    QTest::newRow("aws, nobody") << refused("Unable to locate credentials.") << ProcessResult{}
                                 << int(CloudIdentity::State::Missing) << QString();
    QTest::newRow("gcloud, expired") << refused(
        "Reauthentication failed. cannot prompt during non-interactive execution.")
                                     << ProcessResult{} << int(CloudIdentity::State::Expired) << QString();
    QTest::newRow("az") << ProcessResult{.output = R"({"accessToken":"t","expires_on":1785578400})"} << ProcessResult{}
                        << int(CloudIdentity::State::Valid) << u"2026-08-01T10:00:00.000Z"_s;
}

void PreflightLooks::identities()
{
    QFETCH(ProcessResult, who);
    QFETCH(ProcessResult, until);
    QFETCH(int, state);
    QFETCH(QString, expires);
    const CloudIdentity identity = readCloudIdentity(who, until);
    QCOMPARE(int(identity.state), state);
    QCOMPARE(identity.expires ? timestampText(*identity.expires) : QString(), expires);
    QCOMPARE(identity.why.isEmpty(), identity.state == CloudIdentity::State::Valid);
}

void PreflightLooks::identityIsAskedPerCredentials()
{
    const QString who = cloudQuestions().first().who.join(u' '), until = cloudQuestions().first().expiry.join(u' ');
    auto &processes = m_world->processes;
    processes.installed = QStringList{u"aws"_s};
    processes.answers.insert(who, {.output = R"({"Arn":"arn:aws:iam::1:user/ada"})"});
    processes.answers.insert(until, {.output = R"({"Expiration":"2027-01-15T08:10:00Z"})"}); // in ten minutes
    DataItem one, two;
    one.name = u"orders"_s;
    one.restoreCommand = u"aws s3 cp s3://b/x . && ./restore.sh"_s;
    two.name = u"users"_s;
    two.restoreCommand = one.restoreCommand;
    m_world->manifest.data = {one, two};
    m_world->plan.criticalPath.high = Seconds{1800};
    PreflightFindings findings = look(checkIdentities);
    QCOMPARE(processes.ran, (QStringList{who, until})); // the same credentials: asked once
    QCOMPARE(findings.warnings.size(), 1);
    QVERIFY2(findings.warnings.first().contains(u"aws (for orders) ends in "_s), qPrintable(findings.warnings.first()));
    QVERIFY(m_world->host.lines.contains(u"aws (for orders) acts as arn:aws:iam::1:user/ada"_s));
    m_world->clock.step(Seconds{601});
    findings = look(checkIdentities);
    QCOMPARE(findings.blockers.size(), 1);
    QVERIFY(findings.blockers.first().contains(u"has expired"_s));
}

void PreflightLooks::listings()
{
    const BackupListing s3 = readListing(u"s3://b/x/"_s,
        "                           PRE old/\n2026-08-01 02:00:12      12345 a.dump\n2026-08-02 02:00:12  1 b.dump\n");
    QCOMPARE(s3.entries, 3);
    QVERIFY(s3.newest);
    const BackupListing gs = readListing(
        u"gs://b/x"_s, "     12345  2026-08-01T02:00:12Z  gs://b/x/a.dump\nTOTAL: 1 objects, 12345 bytes (12 KiB)\n");
    QCOMPARE(gs.entries, 1);
    QCOMPARE(timestampText(*gs.newest), u"2026-08-01T02:00:12.000Z"_s);
    QCOMPARE(readListing(u"s3://b"_s, "").entries, 0);
    QVERIFY(listingCommand(u"nfs:/backups"_s).isEmpty());
}

void PreflightLooks::backups()
{
    DataItem folder, bucket, elsewhere;
    folder.name = u"uploads"_s;
    folder.backupLocation = m_world->folder.path() + u"/none"_s;
    bucket.name = u"orders"_s;
    bucket.backupLocation = u"s3://b/orders/"_s;
    elsewhere.name = u"tapes"_s;
    elsewhere.backupLocation = u"nfs:/tapes"_s;
    elsewhere.backupTime = u"2020-01-01T00:00:00Z"_s;
    m_world->manifest.data = {folder, bucket, elsewhere};
    m_world->manifest.objectives.rpo = Seconds{86400};
    PreflightFindings findings = look(checkBackups);
    QCOMPARE(findings.warnings.size(), 3);
    QVERIFY(findings.warnings[0].contains(u"of uploads"_s) && findings.warnings[0].contains(u"it is not there"_s));
    QVERIFY(findings.warnings[1].contains(u"aws is not on the PATH"_s));
    QVERIFY(findings.warnings[2].contains(u"of tapes is"_s));
    QCOMPARE(m_world->host.now.facts.value(u"backup-time/tapes"_s), u"2020-01-01T00:00:00.000Z"_s);

    QVERIFY(QDir(m_world->folder.path()).mkpath(u"none"_s));
    m_world->processes.installed = QStringList{u"aws"_s};
    findings = look(checkBackups);
    QCOMPARE(findings.warnings.size(), 3);
    QVERIFY(findings.warnings[0].contains(u"no backup of uploads"_s));
    QVERIFY(findings.warnings[1].contains(u"no backup of orders"_s));
}

QTEST_GUILESS_MAIN(PreflightLooks)
#include "tst_preflightlooks.moc"
