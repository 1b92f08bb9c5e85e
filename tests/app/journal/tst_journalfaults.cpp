// What the world does to a journal: killed writers, full disks, limits, folders that cannot be written.

#include "app/journal/observationlog.h"
#include "tests/app/journal/journalfixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace relight;
using relight::test::JournalFixture;

namespace {

QString smallDisk()
{
    return qEnvironmentVariable("RELIGHT_SMALL_DISK");
}

} // namespace

class TestJournalFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedWritersLoseNothingAcknowledged();
    void otherProcessIsRefused();
    void fileSizeLimit();
    void folderWithoutRights();
    void fullDisk();
    void fullDiskForReal();
    void readOnlyDisk();
    void observationsAreBounded();
    void observationsBeginWhole();
    void observationsLeaveRoom();
};

void TestJournalFaults::killedWritersLoseNothingAcknowledged()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    qint64 acknowledged = 0;
    for (int round = 0; round < 25; ++round) {
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(
            QStringLiteral(JOURNAL_WRITER), {fixture.state(), fixture.run, QString::number(1 + round % 3 * 20)});
        QVERIFY(writer.waitForReadyRead(20'000)); // it writes
        const auto stopAfter = QRandomGenerator::global()->bounded(200);
        QByteArray said;
        for (int i = 0; i < stopAfter && said.size() < 4096; ++i) {
            writer.waitForReadyRead(1);
            said += writer.readAllStandardOutput();
        }
        ::kill(static_cast<pid_t>(writer.processId()), SIGKILL);
        QVERIFY(writer.waitForFinished(20'000));
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        said += writer.readAllStandardOutput();
        said.truncate(said.lastIndexOf('\n'));
        acknowledged = std::max(acknowledged, said.mid(said.lastIndexOf('\n') + 1).toLongLong());
        const auto contents = readJournal(fixture.path());
        QVERIFY(contents);
        QVERIFY2(!contents->damage, contents->damage ? qPrintable(contents->damage->message) : "");
        QVERIFY(contents->events.size() >= acknowledged);
    }
    QVERIFY(acknowledged > 25);
    QVERIFY(fixture.open()->journal.append(JournalFixture::events(1, readJournal(fixture.path())->events.size() + 1)));
}

void TestJournalFaults::otherProcessIsRefused()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QProcess second;
    second.start(QStringLiteral(JOURNAL_WRITER), {fixture.state(), fixture.run});
    QVERIFY(second.waitForFinished(20'000));
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.readAllStandardError().contains("ada@laptop, process 4711"));
    QVERIFY(journal->append(JournalFixture::events(1)));
}

void TestJournalFaults::fileSizeLimit()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append(JournalFixture::events(5)));
    const QByteArray before = fixture.bytes();
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit tight = old;
    tight.rlim_cur = static_cast<rlim_t>(before.size() + 100); // in the middle of a line
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto refused = journal->append(JournalFixture::events(50, 6));
    ::setrlimit(RLIMIT_FSIZE, &old);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Storage);
    QCOMPARE(journal->sequence(), 5);
    QCOMPARE(fixture.bytes(), before); // nothing half written stays
    QVERIFY(journal->append(JournalFixture::events(50, 6)));
    QCOMPARE(readJournal(fixture.path())->events, JournalFixture::events(5) + JournalFixture::events(50, 6));
}

void TestJournalFaults::folderWithoutRights()
{
    if (::geteuid() == 0)
        QSKIP("root may write anywhere");
    const JournalFixture fixture;
    QVERIFY(QFile::setPermissions(fixture.folder.path(), QFile::ReadOwner | QFile::ExeOwner));
    const auto refused = fixture.create();
    QFile::setPermissions(fixture.folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Storage);
    QVERIFY(refused.error().message.contains(u"XDG_STATE_HOME"));
}

// A disk of 4 MiB needs a mount namespace: this test starts itself again in one.
void TestJournalFaults::fullDisk()
{
    const QTemporaryDir mountPoint;
    QProcess self;
    self.setProcessChannelMode(QProcess::MergedChannels);
    const QString script
        = QStringLiteral("mount -t tmpfs -o size=4m none \"$1\" || exit 77; RELIGHT_SMALL_DISK=\"$1\" exec \"$2\" "
                         "fullDiskForReal readOnlyDisk");
    self.start(QStringLiteral("unshare"),
        {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"), script, QStringLiteral("sh"),
            mountPoint.path(), QCoreApplication::applicationFilePath()});
    QVERIFY(self.waitForFinished(60'000));
    const QByteArray output = self.readAll();
    if (self.error() == QProcess::FailedToStart || self.exitCode() == 77 || output.startsWith("unshare:"))
        QSKIP("this machine gives no mount namespace to users");
    QVERIFY2(self.exitCode() == 0, output);
    QVERIFY2(!output.contains("SKIP"), output);
}

void TestJournalFaults::fullDiskForReal()
{
    if (smallDisk().isEmpty())
        QSKIP("runs on a small disk, from fullDisk()");
    const QString state = smallDisk() + QStringLiteral("/state"), run = QStringLiteral("full");
    const LockHolder holder = LockHolder::thisProcess(Timestamp{});
    auto journal = Journal::create(state, run, holder);
    QVERIFY(journal && !journal->onReserve());
    const QString path = journalPath(journal->folder());
    QVERIFY(journal->append(JournalFixture::events(10)));
    QFile filler(smallDisk() + QStringLiteral("/filler"));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(4096, 'x')) == 4096) { }

    // The reserve carries what has to be said, until that is full too.
    bool carried = false;
    Result<> appended;
    while ((appended = journal->append(JournalFixture::events(10, journal->sequence() + 1))))
        carried = carried || journal->onReserve();
    QVERIFY(carried);
    QVERIFY(isDiskFull(appended.error()));
    QVERIFY2(
        appended.error().message.contains(u"the disk is full; free some space"), qPrintable(appended.error().message));
    const qint64 kept = journal->sequence();
    QVERIFY(kept > 100); // a mebibyte says much
    auto contents = readJournal(path);
    QVERIFY(contents && !contents->damage);
    QCOMPARE(contents->tornBytes, 0);
    QCOMPARE(contents->events.size(), kept);
    QVERIFY(!Journal::create(state, QStringLiteral("another"), holder));
    QVERIFY(!QFileInfo::exists(runFolder(state, QStringLiteral("another"))));

    QVERIFY(filler.remove()); // a person makes room: the same journal goes on
    QVERIFY(journal->append(JournalFixture::events(10, kept + 1)));
    journal = failure(ErrorCode::Failed, {});
    const auto again = Journal::open(state, run, holder);
    QVERIFY(again);
    QVERIFY(!again->journal.onReserve());
    QCOMPARE(again->contents.events.size(), kept + 10);
}

void TestJournalFaults::readOnlyDisk()
{
    if (smallDisk().isEmpty())
        QSKIP("runs on a small disk, from fullDisk()");
    const QString state = smallDisk() + QStringLiteral("/readonly");
    const LockHolder holder = LockHolder::thisProcess(Timestamp{});
    QVERIFY(Journal::create(state, QStringLiteral("run"), holder)->append(JournalFixture::events(3)));
    QProcess mount;
    mount.start(QStringLiteral("mount"), {QStringLiteral("-o"), QStringLiteral("remount,ro"), smallDisk()});
    QVERIFY(mount.waitForFinished(20'000));
    QCOMPARE(mount.exitCode(), 0);
    for (const auto &error : {Journal::create(state, QStringLiteral("new"), holder).error(),
             Journal::open(state, QStringLiteral("run"), holder).error()}) {
        QCOMPARE(error.code, ErrorCode::Storage);
        QVERIFY2(error.message.contains(u"mounted read only"), qPrintable(error.message));
    }
    const auto contents = readJournal(journalPath(runFolder(state, QStringLiteral("run"))));
    QVERIFY(contents && !contents->damage); // still readable
    QCOMPARE(contents->events.size(), 3);
}

static QByteArray contents(const QTemporaryDir &folder, const QString &name)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QByteArray numbered(int n)
{
    return "{\"n\":" + QByteArray::number(n) + ",\"pad\":\"" + QByteArray(50, 'x') + "\"}\n";
}

void TestJournalFaults::observationsAreBounded()
{
    const QTemporaryDir folder;
    ObservationLog log(folder.path(), {.fileBytes = 1000, .keepFree = 0});
    for (int i = 0; i < 100; ++i) {
        if (i == 0 || log.isFull()) {
            QVERIFY(log.begin());
            QVERIFY(log.append("{\"all\":" + QByteArray::number(i) + "}\n"));
            QVERIFY(log.publish());
        }
        QVERIFY(log.append(numbered(i)));
    }
    const QDir files(folder.path());
    QCOMPARE(files.entryList(QDir::Files, QDir::Name), QStringList({"observations.1.jsonl", "observations.jsonl"}));
    for (const QFileInfo &file : files.entryInfoList(QDir::Files))
        QVERIFY(file.size() < 1000 + numbered(0).size());
    const QByteArray before = contents(folder, QStringLiteral("observations.1.jsonl"));
    QVERIFY(before.size() >= 1000); // not less than the last file's worth is kept
    QVERIFY(before.startsWith("{\"all\":"));
    QVERIFY(contents(folder, QStringLiteral("observations.jsonl")).startsWith("{\"all\":"));
}

void TestJournalFaults::observationsBeginWhole()
{
    const QTemporaryDir folder;
    const QString name = QStringLiteral("observations.jsonl");
    ObservationLog log(folder.path(), {.fileBytes = 1000, .keepFree = 0});
    QVERIFY(log.begin());
    QVERIFY(log.append("1\n"));
    QVERIFY(contents(folder, name).isEmpty()); // half of what is known is shown to nobody
    QVERIFY(log.publish());
    QCOMPARE(contents(folder, name), "1\n");
    QVERIFY(log.begin());
    QVERIFY(log.append("2\n"));
    QCOMPARE(contents(folder, name), "1\n");
    ObservationLog later(folder.path(), {.fileBytes = 1000, .keepFree = 0}); // the other was killed
    QVERIFY(later.begin());
    QVERIFY(later.append(QByteArray(5000, '3') + '\n'));
    QVERIFY(later.publish());
    QCOMPARE(contents(folder, name).size(), 5001);
    QVERIFY(!later.isFull()); // with that it began
    QVERIFY(later.append(QByteArray(5001, '4') + QByteArray(5001, '5')));
    QVERIFY(later.isFull());
}

void TestJournalFaults::observationsLeaveRoom()
{
    const QTemporaryDir folder;
    ObservationLog log(folder.path(), {.fileBytes = 1000, .keepFree = qint64{1} << 60});
    QVERIFY(log.begin());
    const auto refused = log.append("{}\n");
    QVERIFY(!refused);
    QVERIFY(isDiskFull(refused.error()));
    ObservationLog nowhere(folder.filePath(QStringLiteral("gone")));
    QCOMPARE(nowhere.begin().error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
