// Commands of the manifest: never run, yet they take their time and mean something.
#include "app/engine/steps/actions.h"
#include "stand.h"

#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace relight::world::test;
using namespace Qt::StringLiterals;

class ShellPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void provisionsByCommand();
    void restoresWithinItsEstimate();
    void halfRestore();
    void cutOffRestore();
    void noBackup();
    void switchesTheRecord();
    void theEngineSwitchesTheRecord();
    void byHand();
    void ownSteps();
    void checks();
    void backupTimes();
    void commandsFail();
    void cloudIdentityOfCommands();
    void styles_data();
    void styles();
    void sameSeedSameStory();
};

static const QByteArray more = R"yaml(  data:
    databases:
      - name: main
        backup-location: s3://backups/main/
        backup-time: { command: ./last.sh }
        restore-command: pg_restore -d main /backups/latest.dump
        verify-command: test "$(psql -Atc 'select count(*) from orders')" -gt 0
        estimate: 20m
    volumes:
      - { name: uploads, backup-location: "s3://backups/uploads/", restore-command: rsync -a /backups/uploads/ /data/ }
  traffic:
    - { name: www, provider: command, command: ./dns.sh, undo-command: ./undo.sh, record: { name: www.company.com, ttl: 60, value: 203.0.113.7 } }
    - { name: cdn, provider: command, command: ./cdn.sh }
  verification:
    - { name: an order can be read, command: ./read.sh }
  steps:
    warm-cache: { after: [verify-health], run: ./warm.sh, probe: ./is-warm.sh, estimate: 2m }
)yaml";

static const QByteArray byCommand = R"(recovery:
  name: production
  cluster: { provisioner: command, command: ./provision.sh, probe: ./there.sh, kubeconfig: { command: ./kubeconfig.sh } }
  gitops: { repo: "https://git.company.com/gitops.git", path: clusters/production }
)";

static const QString restoreMain = u"pg_restore -d main /backups/latest.dump"_s;

void ShellPlay::provisionsByCommand()
{
    Stand stand(byCommand);
    QCOMPARE(*stand.shell(u"provision"_s, u"probe"_s, u"./there.sh"_s)->status, 1);
    QCOMPARE(*stand.shell(u"provision"_s, u"kubeconfig"_s, u"./kubeconfig.sh"_s)->status, 1);
    const Milliseconds before = stand.world.clock.now();
    QCOMPARE(*stand.shell(u"provision"_s, u"provision"_s, u"./provision.sh"_s)->status, 0);
    const Milliseconds took = stand.world.clock.now() - before;
    QVERIFY(took >= Seconds{300} && took <= Seconds{900});
    QCOMPARE(stand.world.clusters, 1);
    QCOMPARE(*stand.shell(u"provision"_s, u"probe"_s, u"./there.sh"_s)->status, 0);
    QVERIFY(stand.shell(u"provision"_s, u"kubeconfig"_s, u"./kubeconfig.sh"_s)->output.startsWith("apiVersion"));
    // Once more, as after an interruption: what is there stays.
    QCOMPARE(*stand.shell(u"provision"_s, u"provision"_s, u"./provision.sh"_s)->status, 0);
    QCOMPARE(stand.world.clusters, 1);
    stand.world.clusterIsUp = false;
    QCOMPARE(*stand.shell(u"provision"_s, u"probe"_s, u"./there.sh"_s)->status, 1);
}

void ShellPlay::restoresWithinItsEstimate()
{
    Stand stand(manifestOf(more));
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 1);
    const Milliseconds before = stand.world.clock.now();
    const auto run = stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain);
    QCOMPARE(*run->status, 0);
    QCOMPARE(stand.world.clock.now() - before, Milliseconds{Seconds{1200}});
    QVERIFY(run->error.count('\n') > 8);
    const auto verify = stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s);
    QCOMPARE(*verify->status, 0);
    QVERIFY(verify->output.endsWith(" rows\n"));
    // Into a cluster that is gone.
    ++stand.world.clusters;
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 1);
}

void ShellPlay::halfRestore()
{
    Stand stand(manifestOf(more));
    const auto restore = [&](const QString &name) {
        return *stand.shell(u"restore-data/"_s + name, u"restore"_s, restoreMain)->status;
    };
    const auto verify
        = [&](const QString &name) { return stand.shell(u"restore-data/"_s + name, u"verify"_s, u"test …"_s); };
    stand.begin(u"restore-half"_s, {{u"name"_s, u"main"_s}});
    QCOMPARE(restore(u"main"_s), 0);
    QCOMPARE(restore(u"uploads"_s), 0);
    QCOMPARE(*verify(u"main"_s)->status, 1);
    QCOMPARE(verify(u"main"_s)->error, "0 rows\n");
    QCOMPARE(*verify(u"uploads"_s)->status, 0);
    stand.end(u"restore-half"_s);
    QCOMPARE(*verify(u"main"_s)->status, 1);
    QCOMPARE(restore(u"main"_s), 0);
    QCOMPARE(*verify(u"main"_s)->status, 0);
}

void ShellPlay::cutOffRestore()
{
    Stand stand(manifestOf(more));
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain)->status, 0);
    const auto cut = stand.start({{}, restoreMain, u"restore-data/main"_s, u"restore"_s, {}, {}});
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{100});
    cut->gone();
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{3000});
    QVERIFY(!cut->status);
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 1);
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain)->status, 0);
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 0);
}

void ShellPlay::noBackup()
{
    Stand stand(manifestOf(more));
    stand.begin(u"backup-missing"_s, {{u"name"_s, u"main"_s}});
    const auto run = stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain);
    QCOMPARE(*run->status, 1);
    QVERIFY(run->error.contains("pg_restore: error: could not open input file"));
}

void ShellPlay::switchesTheRecord()
{
    Stand stand(manifestOf(more));
    const auto says = [&] { return stand.outside.lookUp(u"www.company.com"_s, u"A"_s).value_or(QStringList()); };
    const QStringList before = says();
    QVERIFY(before.value(0).startsWith(u"198.51.100."));
    const auto run = stand.shell(u"update-dns/www"_s, u"switch"_s, u"./dns.sh"_s);
    QCOMPARE(*run->status, 0);
    QVERIFY(run->endedAt <= Seconds{45});
    QCOMPARE(says(), before);
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{60});
    QCOMPARE(says(), QStringList{u"203.0.113.7"_s});
    QCOMPARE(*stand.shell(u"update-dns/www"_s, u"undo"_s, u"./undo.sh"_s)->status, 0);
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{60});
    QCOMPARE(says(), before);
}

void ShellPlay::theEngineSwitchesTheRecord()
{
    Stand stand(manifestOf(more));
    stand.world.clusterIsUp = true;
    EngineStand engine(stand, u"update-dns/www"_s, StepKind::UpdateDns);
    const auto done = updateDns(*engine.context);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(done->summary, u"www.company.com says 203.0.113.7"_s);
    QVERIFY(stand.world.clock.now() > Seconds{60} && stand.world.clock.now() < Seconds{120});
}

void ShellPlay::byHand()
{
    Stand stand(manifestOf(more));
    QVERIFY(stand.players.doneByHand(u"provision"_s));
    QVERIFY(stand.players.doneByHand(u"provision"_s));
    QCOMPARE(stand.world.clusters, 1);
    QVERIFY(stand.players.doneByHand(u"restore-data/main"_s));
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 0);
    QVERIFY(stand.players.doneByHand(u"update-dns/www"_s));
    QVERIFY(stand.players.doneByHand(u"notify"_s));
    QVERIFY(!stand.players.doneByHand(u"update-dns/nobody"_s));
    stand.world.clock.advanceTo(Seconds{100});
    QCOMPARE(stand.outside.lookUp(u"www.company.com"_s, u"A"_s).value(), QStringList{u"203.0.113.7"_s});
}

void ShellPlay::ownSteps()
{
    Stand stand(manifestOf(more));
    QCOMPARE(*stand.shell(u"warm-cache"_s, u"probe"_s, u"./is-warm.sh"_s)->status, 1);
    const Milliseconds before = stand.world.clock.now();
    QCOMPARE(*stand.shell(u"warm-cache"_s, u"run"_s, u"./warm.sh"_s)->status, 0);
    QCOMPARE(stand.world.clock.now() - before, Milliseconds{Seconds{120}});
    QCOMPARE(*stand.shell(u"warm-cache"_s, u"probe"_s, u"./is-warm.sh"_s)->status, 0);
}

void ShellPlay::checks()
{
    Stand stand(manifestOf(more));
    const auto check
        = [&] { return stand.shell(u"verify-health"_s, u"check-an-order-can-be-read-0"_s, u"./read.sh"_s); };
    QCOMPARE(*check()->status, 1);
    stand.world.clusterIsUp = true;
    stand.application(u"orders"_s, u"Progressing"_s);
    stand.application(u"orders-archive"_s, u"Degraded"_s);
    stand.application(u"shop"_s, u"Degraded"_s);
    QVERIFY(check()->error.contains("the application orders is Progressing"));
    stand.application(u"orders"_s, u"Healthy"_s);
    QCOMPARE(*check()->status, 0);
}

void ShellPlay::backupTimes()
{
    Stand stand(manifestOf(more));
    const Timestamp start = stand.world.clock.wall();
    const auto time = [&] {
        return parseTimestamp(
            QString::fromUtf8(stand.shell(u"preflight"_s, u"backup-time-1"_s, u"./last.sh"_s)->output.trimmed()));
    };
    QVERIFY(time() && *time() < start && *time() > start - Seconds{15 * 60});
    stand.begin(u"backup-old"_s);
    QCOMPARE(start - *time(), Milliseconds{std::chrono::hours{26}});
}

void ShellPlay::commandsFail()
{
    Stand stand(manifestOf(more));
    stand.begin(u"command-fails"_s,
        {{u"step"_s, u"restore-data/*"_s}, {u"key"_s, u"restore"_s}, {u"status"_s, u"3"_s},
            {u"says"_s, u"disk full"_s}});
    const auto run = stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain);
    QCOMPARE(*run->status, 3);
    QVERIFY(run->error.endsWith("disk full\n"));
    QCOMPARE(*stand.shell(u"warm-cache"_s, u"run"_s, u"./warm.sh"_s)->status, 0);
    stand.end(u"command-fails"_s);
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain)->status, 0);
    // Without a key: what the step is for, not what it looks at.
    stand.begin(u"command-fails"_s, {{u"step"_s, u"restore-data/main"_s}});
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"verify"_s, u"test …"_s)->status, 0);
    QCOMPARE(*stand.shell(u"restore-data/main"_s, u"restore"_s, restoreMain)->status, 1);
}

void ShellPlay::cloudIdentityOfCommands()
{
    Stand stand(manifestOf(more));
    stand.begin(u"credentials-expire"_s);
    const auto run = stand.shell(u"restore-data/main"_s, u"restore"_s, u"aws s3 sync s3://a b"_s);
    QCOMPARE(*run->status, 254);
    QVERIFY(run->error.contains("ExpiredToken"));
}

void ShellPlay::styles_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *shell, const char *says) {
        QTest::newRow(shell) << QString::fromLatin1(shell) << QByteArray(says);
    };
    row("set -e\npg_restore -d x", "pg_restore: processing data for table \"public.orders\"");
    row("velero restore create --from-backup b --wait", "Restore completed with status: Completed");
    row("aws s3 sync s3://a b", " file(s) remaining");
    row("gcloud storage cp gs://a b", "Average throughput");
    row("psql < dump.sql", "COPY ");
    row("rsync -a a b", "total size is");
    row("restic restore latest", "Summary: Restored");
    row("tar xf a.tar", "main/202");
    row("curl -O https://x", "% Received");
    row("vault operator raft snapshot restore x", "Success!");
    row("kubectl apply -f job.yaml", "condition met");
    row("aws s3 cp s3://a b\npg_restore b", "file(s) remaining");
    row("aws s3 cp s3://a b && pg_restore b", "pg_restore: creating INDEX");
    row("./restore.sh now", "restore.sh: done");
    row("mongorestore --drop", "drill: played, not run");
}

void ShellPlay::styles()
{
    QFETCH(const QString, shell);
    QFETCH(const QByteArray, says);
    Stand stand(manifestOf(more));
    stand.world.clusterIsUp = true;
    const auto run = stand.shell(u"restore-data/main"_s, u"restore"_s, shell);
    QCOMPARE(*run->status, 0);
    QVERIFY2((run->output + run->error).contains(says), (run->output + run->error).constData());
    QVERIFY(run->transcript.count('\n') > 3);
    QVERIFY(run->transcript.endsWith('\n'));
}

void ShellPlay::sameSeedSameStory()
{
    const auto story = [](quint64 seed) {
        Stand stand(manifestOf(more), seed);
        return stand.shell(u"restore-data/uploads"_s, u"restore"_s, u"rsync -a a b"_s)->transcript;
    };
    QCOMPARE(story(3), story(3));
    QVERIFY(story(3) != story(4));
}

QTEST_GUILESS_MAIN(ShellPlay)
#include "tst_shellplay.moc"
