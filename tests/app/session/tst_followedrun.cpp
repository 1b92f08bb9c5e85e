// A run that another process drives, from its journal.
#include "app/journal/observationlog.h"
#include "app/session/followedrun.h"
#include "tests/app/journal/journalfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace relight;
using relight::test::JournalFixture;

class TestFollowedRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows();
    void cannotWrite();
    void saysWhenItCannotRead();
    void saysWhatIsWrongLast();
    void tellsOfApplications();
    void tellsAllAgainWhenTheJournalIsAnew();
    void namesOfRuns();
};

static RunEvent eventOf(qint64 sequence, RunEventBody body)
{
    return {sequence, Timestamp{Milliseconds{1'700'000'000'000 + sequence}}, std::move(body)};
}

static RunEvent begin()
{
    RunStarted started;
    started.runId = QStringLiteral("2026-11-22T0931Z-production-3f2a");
    started.name = QStringLiteral("production");
    started.operatorName = QStringLiteral("ada@laptop");
    return eventOf(1, started);
}

void TestFollowedRun::follows()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append({begin()}));
    FollowedRun run(runFolder(fixture.state(), fixture.run), std::chrono::milliseconds(5));
    QSignalSpy caughtUp(&run, &FollowedRun::caughtUp), ended(&run, &RunControl::ended);
    run.start();
    QTRY_COMPARE(caughtUp.size(), 1);
    QCOMPARE(run.state().started.name, QStringLiteral("production"));
    QVERIFY(journal->append({eventOf(2, NoteAdded{{}, QStringLiteral("hello"), QStringLiteral("ada")})}));
    QTRY_COMPARE(run.state().notes.size(), 1);
    QVERIFY(journal->append({eventOf(3, RunEnded{RunEnd::Completed, {}, {}, {}})}));
    QTRY_COMPARE(ended.size(), 1);
    QTest::qWait(30);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(caughtUp.size(), 1);
}

void TestFollowedRun::cannotWrite()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append({begin()}));
    const QByteArray before = fixture.bytes();
    FollowedRun run(runFolder(fixture.state(), fixture.run), std::chrono::milliseconds(5));
    run.start();
    QTRY_COMPARE(run.state().started.name, QStringLiteral("production"));
    QSignalSpy rejected(&run, &RunControl::rejected);
    const quint64 note = run.addNote({}, QStringLiteral("hello"), QStringLiteral("me"));
    const quint64 cancel = run.cancel(QStringLiteral("me"));
    QVERIFY(note != cancel);
    QTRY_COMPARE(rejected.size(), 2);
    QCOMPARE(rejected.at(0).at(0).toULongLong(), note);
    QVERIFY(rejected.at(0).at(1).value<Error>().message.contains(QStringLiteral("ada@laptop")));
    QCOMPARE(fixture.bytes(), before);
}

void TestFollowedRun::saysWhenItCannotRead()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append({begin()}));
    FollowedRun run(runFolder(fixture.state(), fixture.run), std::chrono::milliseconds(5));
    QSignalSpy trouble(&run, &FollowedRun::trouble), ok(&run, &FollowedRun::ok);
    run.start();
    QTRY_COMPARE(run.state().started.name, QStringLiteral("production"));
    const QString away = fixture.path() + QStringLiteral(".away");
    QVERIFY(QFile::rename(fixture.path(), away));
    QTRY_COMPARE(trouble.size(), 1);
    QCOMPARE(run.state().started.name, QStringLiteral("production")); // what is known stays
    QVERIFY(QFile::rename(away, fixture.path()));
    QTRY_COMPARE(ok.size(), 1);
    QCOMPARE(trouble.size(), 1);
}

// Who begins to show a run says something himself then: what is wrong has to stand behind it.
void TestFollowedRun::saysWhatIsWrongLast()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append({begin()}));
    QVERIFY(fixture.setBytes(fixture.bytes() + "no line of a journal\n"));
    FollowedRun run(runFolder(fixture.state(), fixture.run), std::chrono::milliseconds(5));
    QStringList said;
    connect(&run, &FollowedRun::caughtUp, &run, [&] { said << QStringLiteral("caught up"); });
    connect(&run, &FollowedRun::trouble, &run, [&] { said << QStringLiteral("trouble"); });
    run.start();
    QTRY_COMPARE(said.size(), 2);
    QCOMPARE(said, QStringList({QStringLiteral("caught up"), QStringLiteral("trouble")}));
}

static QByteArray seen(const QString &name, HealthStatus health, qint64 seconds)
{
    Application application;
    application.name = name;
    application.appNamespace = QStringLiteral("argocd");
    application.health = health;
    const Timestamp at{Seconds(seconds)};
    return observationToJson({at, at - Seconds(7), QStringLiteral("Argo CD API"), application, {}}) + '\n';
}

static bool append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::Append) && file.write(bytes) == bytes.size();
}

// The applications as who looks on has them.
class Heard : public QObject
{
public:
    explicit Heard(FollowedRun &run)
    {
        connect(&run, &FollowedRun::caughtUp, this, [this] { caughtUp = true; });
        connect(&run, &FollowedRun::beganAnew, this, [this] { health.clear(); });
        connect(&run.observations(), &Observations::applicationsChanged, this,
            [this](const QList<Application> &changed, const QStringList &removed, const QString &,
                const SeenEarlier &when) {
                early = early || !caughtUp;
                for (const Application &application : changed)
                    health.insert(application.key(), application.health);
                for (const QString &key : removed)
                    health.remove(key);
                last = when;
            });
    }

    QHash<QString, HealthStatus> health;
    SeenEarlier last;
    bool caughtUp = false, early = false; // early: nobody has a page for them yet
};

void TestFollowedRun::tellsOfApplications()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append({begin()}));
    const QString folder = runFolder(fixture.state(), fixture.run), path = observationsPath(folder);
    QVERIFY(append(path,
        seen(QStringLiteral("shop"), HealthStatus::Missing, 100)
            + seen(QStringLiteral("shop"), HealthStatus::Degraded, 110)
            + seen(QStringLiteral("web"), HealthStatus::Progressing, 120)));
    FollowedRun run(folder, std::chrono::milliseconds(5));
    const Heard heard(run);
    run.start();
    const QString shop = QStringLiteral("argocd/shop"), web = QStringLiteral("argocd/web");
    QTRY_COMPARE(heard.health.size(), 2); // who comes late has the whole
    QVERIFY(!heard.early);
    QCOMPARE(int(heard.health.value(shop)), int(HealthStatus::Degraded));
    QCOMPARE(heard.last.at, Timestamp{Seconds(120)});
    QCOMPARE(heard.last.since.value(shop), Timestamp{Seconds(103)});
    QVERIFY(append(path, seen(QStringLiteral("shop"), HealthStatus::Healthy, 130)));
    QTRY_COMPARE(int(heard.health.value(shop)), int(HealthStatus::Healthy));
    QVERIFY(QFile::rename(path, path + QStringLiteral(".1")));
    QVERIFY(append(path, seen(QStringLiteral("web"), HealthStatus::Healthy, 140)));
    QTRY_COMPARE(heard.health, (QHash<QString, HealthStatus>{{web, HealthStatus::Healthy}}));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("1 lines about applications.*")));
    QVERIFY(append(path, "garbage\n" + seen(QStringLiteral("web"), HealthStatus::Missing, 150)));
    QTRY_COMPARE(int(heard.health.value(web)), int(HealthStatus::Missing));
}

void TestFollowedRun::tellsAllAgainWhenTheJournalIsAnew()
{
    const JournalFixture fixture;
    {
        auto journal = fixture.create();
        QVERIFY(journal->append({begin(), eventOf(2, NoteAdded{{}, QStringLiteral("one"), {}})}));
    }
    const QString folder = runFolder(fixture.state(), fixture.run);
    QVERIFY(append(observationsPath(folder), seen(QStringLiteral("shop"), HealthStatus::Healthy, 100)));
    FollowedRun run(folder, std::chrono::milliseconds(5));
    const Heard heard(run);
    QSignalSpy anew(&run, &FollowedRun::beganAnew);
    run.start();
    QTRY_COMPARE(heard.health.size(), 1);
    QByteArray shorter = fixture.bytes();
    shorter.truncate(shorter.lastIndexOf('\n', -2) + 1);
    QVERIFY(fixture.setBytes(shorter));
    QTRY_VERIFY(anew.size() >= 1);
    QTRY_COMPARE(heard.health.size(), 1); // the page is another one
}

void TestFollowedRun::namesOfRuns()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    qputenv("XDG_STATE_HOME", fixture.folder.path().toLocal8Bit());
    const QString folder = runFolder(fixture.state(), fixture.run);
    QCOMPARE(folderOfRun(folder).value_or(QString()), folder);
    QCOMPARE(folderOfRun(folder + u'/').value_or(QString()), folder);
    QCOMPARE(folderOfRun(fixture.path()).value_or(QString()), folder);
    QVERIFY(!folderOfRun(fixture.folder.path()));
    QCOMPARE(folderOfRun(QStringLiteral("2026-11-22T0931Z-elsewhere-3f2a")).error().code, ErrorCode::NotFound);
    QCOMPARE(folderOfRun(QStringLiteral("..")).error().code, ErrorCode::Invalid);
}

QTEST_GUILESS_MAIN(TestFollowedRun)
#include "tst_followedrun.moc"
