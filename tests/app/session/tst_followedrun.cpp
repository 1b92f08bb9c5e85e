// A run that another process drives, from its journal.
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
