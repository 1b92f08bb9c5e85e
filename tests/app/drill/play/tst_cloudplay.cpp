// Identities, listings of backups and versions in the drill, read by the engine's own readers.
#include "app/engine/steps/backuplisting.h"
#include "app/engine/steps/cloudidentity.h"
#include "app/engine/steps/preflightchecks.h"
#include "stand.h"

#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace relight::world::test;
using namespace Qt::StringLiterals;

class CloudPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void identities_data();
    void identities();
    void preflightFindsThemWell();
    void preflightFindsThemExpired();
    void listings_data();
    void listings();
    void otherPrograms();
};

static const QByteArray data = R"(  data:
    databases:
      - name: postgres-main
        backup-location: s3://backups/postgres/
        restore-command: aws s3 cp s3://backups/postgres/latest.dump . && pg_restore -d main latest.dump
      - name: reports
        backup-location: gs://backups/reports/
        restore-command: gcloud storage cp gs://backups/reports/latest.dump .
)";

static ProcessResult asked(Stand &stand, const QStringList &question)
{
    ProcessResult result;
    if (question.isEmpty())
        return result;
    const auto run = stand.play({question, {}, u"preflight"_s, u"identity"_s, {}, {}});
    result.exitCode = *run->status;
    result.output = run->output;
    result.errorTail = run->error;
    return result;
}

void CloudPlay::identities_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < int(cloudQuestions().size()); ++index)
        QTest::newRow(qPrintable(cloudQuestions()[index].program)) << index;
}

void CloudPlay::identities()
{
    QFETCH(const int, index);
    const CloudQuestion &question = cloudQuestions()[index];
    Stand stand(manifestOf());
    CloudIdentity identity = readCloudIdentity(asked(stand, question.who), asked(stand, question.expiry));
    QCOMPARE(identity.state, CloudIdentity::State::Valid);
    if (question.program != u"gcloud") {
        QVERIFY(identity.expires);
        const auto left = *identity.expires - stand.world.clock.wall();
        QVERIFY(left <= std::chrono::hours{8} && left > Seconds{8 * 3600 - 60});
    }
    stand.begin(u"credentials-expire"_s);
    identity = readCloudIdentity(asked(stand, question.who), asked(stand, question.expiry));
    QCOMPARE(identity.state, CloudIdentity::State::Expired);
    stand.end(u"credentials-expire"_s);
    identity = readCloudIdentity(asked(stand, question.who), asked(stand, question.expiry));
    QCOMPARE(identity.state, CloudIdentity::State::Valid);
    QCOMPARE(*stand.run(question.program + u" frobnicate now"_s)->status, question.program == u"aws" ? 252 : 2);
}

void CloudPlay::preflightFindsThemWell()
{
    Stand stand(manifestOf(data));
    EngineStand engine(stand, u"preflight"_s, StepKind::Own);
    PreflightFindings findings;
    checkPrograms(*engine.context, findings);
    checkIdentities(*engine.context, findings);
    checkBackups(*engine.context, findings);
    QCOMPARE(findings.blockers, QStringList());
    QCOMPARE(findings.warnings, QStringList());
    QVERIFY(engine.host.lines.contains(u"Terraform v1.9.8"_s));
    QVERIFY(engine.host.lines.contains(u"pg_restore (PostgreSQL) 17.6 (Debian 17.6-0+deb13u1)"_s));
}

void CloudPlay::preflightFindsThemExpired()
{
    Stand stand(manifestOf(data));
    stand.begin(u"credentials-expire"_s);
    EngineStand engine(stand, u"preflight"_s, StepKind::Own);
    PreflightFindings findings;
    checkIdentities(*engine.context, findings);
    QCOMPARE(findings.blockers.size(), 2);
    QVERIFY(findings.blockers.first().contains(u"ExpiredToken"));
}

void CloudPlay::listings_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("name");
    QTest::newRow("aws") << u"s3://backups/postgres/"_s << u"postgres-main"_s;
    QTest::newRow("gcloud") << u"gs://backups/reports/"_s << u"reports"_s;
}

void CloudPlay::listings()
{
    QFETCH(const QString, location);
    QFETCH(const QString, name);
    Stand stand(manifestOf(data));
    const Timestamp start = stand.world.clock.wall();
    const auto list = [&] { return stand.play({listingCommand(location), {}, u"preflight"_s, u"list"_s, {}, {}}); };
    BackupListing listing = readListing(location, list()->output);
    QVERIFY(listing.entries > 3);
    QVERIFY(listing.newest && *listing.newest < start && *listing.newest > start - Seconds{15 * 60});
    stand.begin(u"backup-old"_s, {{u"name"_s, u"another"_s}});
    listing = readListing(location, list()->output);
    QVERIFY(*listing.newest > start - Seconds{15 * 60});
    stand.end(u"backup-old"_s);
    stand.begin(u"backup-old"_s, {{u"name"_s, name}, {u"age"_s, u"26h"_s}});
    listing = readListing(location, list()->output);
    QCOMPARE(start - *listing.newest, Milliseconds{std::chrono::hours{26}});
    stand.begin(u"backup-missing"_s, {{u"name"_s, name}});
    const auto none = list();
    QCOMPARE(*none->status, 1);
    QCOMPARE(readListing(location, none->output).entries, 0);
}

void CloudPlay::otherPrograms()
{
    Stand stand(manifestOf());
    const auto none = stand.run(u"frobnicate --now"_s);
    QCOMPARE(*none->status, 127);
    QVERIFY(none->error.contains("not found"));
    QCOMPARE(*stand.run(u"kubectl frobnicate"_s)->status, 1);
    QCOMPARE(*stand.run(u"kubectl version --client"_s)->status, 0);
}

QTEST_GUILESS_MAIN(CloudPlay)
#include "tst_cloudplay.moc"
