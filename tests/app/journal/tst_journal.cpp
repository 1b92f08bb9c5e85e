// The flight recorder: what was appended is read back, one writer a run, repairs and refusals.

#include "app/journal/crc32c.h"
#include "app/journal/journalline.h"
#include "app/journal/runlist.h"
#include "tests/app/journal/journalfixture.h"

#include <QTest>

#include <sys/stat.h>

using namespace relight;
using relight::test::JournalFixture;

namespace {

int modeOf(const QString &path)
{
    struct stat found{};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? static_cast<int>(found.st_mode & 07777) : -1;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksum();
    void appendedIsReadBack();
    void filesAreForTheUserOnly();
    void sequenceMustGoOn();
    void sameRunTwice();
    void runIds();
    void oneWriter();
    void staleLockIsNoHindrance();
    void followerReadsOn();
    void tornAtEveryByte();
    void zeroesAfterPowerCut();
    void everyBitFlipIsNoticed();
    void damageIsNamedByLine();
    void missingLineIsNoticed();
    void newerFormatIsRefused();
    void unknownEventIsRefused();
    void diedBeforeTheFirstLine();
    void longLines();
    void listsRuns();
};

void TestJournal::checksum()
{
    QCOMPARE(crc32c("123456789"), 0xe3069283u); // the check value of the CRC catalogue
    QCOMPARE(crc32c({}), 0u);
    test::RandomEvents random(1);
    std::string bytes;
    for (int length = 0; length < 300; ++length) {
        QCOMPARE(crc32c(bytes), crc32cByTable(bytes));
        bytes += static_cast<char>(random.number(256));
    }
}

void TestJournal::appendedIsReadBack()
{
    const JournalFixture fixture;
    QList<RunEvent> all;
    {
        auto journal = fixture.create();
        QVERIFY2(journal, journal ? "" : qPrintable(journal.error().message));
        for (const int count : {1, 7, 0, 200, 1}) {
            const auto batch = JournalFixture::events(count, journal->sequence() + 1);
            QVERIFY(journal->append(batch));
            all += batch;
            QCOMPARE(journal->sequence(), all.size());
        }
        const auto contents = readJournal(fixture.path());
        QVERIFY(contents && !contents->damage);
        QCOMPARE(contents->events, all);
        QCOMPARE(contents->runId, fixture.run);
    }
    auto again = fixture.open();
    QVERIFY(again);
    QCOMPARE(again->contents.events, all);
    QCOMPARE(again->contents.tornBytes, 0);
    const auto more = JournalFixture::events(5, all.size() + 1);
    QVERIFY(again->journal.append(more));
    QCOMPARE(readJournal(fixture.path())->events, all + more);
}

void TestJournal::filesAreForTheUserOnly()
{
    const JournalFixture fixture;
    const auto journal = fixture.create();
    QVERIFY(journal);
    QCOMPARE(modeOf(fixture.state()), 0700);
    QCOMPARE(modeOf(runsFolder(fixture.state())), 0700);
    QCOMPARE(modeOf(journal->folder()), 0700);
    for (const QString &name : {QStringLiteral("/journal.jsonl"), QStringLiteral("/lock"), QStringLiteral("/reserve")})
        QCOMPARE(modeOf(journal->folder() + name), 0600);
    QVERIFY(!journal->onReserve());
    QVERIFY(QFileInfo(journal->folder() + QStringLiteral("/reserve")).size() >= Reserve::Bytes);
}

void TestJournal::sequenceMustGoOn()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append(JournalFixture::events(3)));
    const QByteArray before = fixture.bytes();
    for (const qint64 wrong : {0, 3, 5}) {
        const auto refused = journal->append(JournalFixture::events(1, wrong));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
    }
    QCOMPARE(fixture.bytes(), before);
    QVERIFY(journal->append(JournalFixture::events(1, 4)));
}

void TestJournal::sameRunTwice()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    const auto second = fixture.create();
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QVERIFY(second.error().message.contains(fixture.run));
    const auto missing = Journal::open(fixture.state(), QStringLiteral("none"), fixture.holder);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestJournal::runIds()
{
    const Timestamp now = *parseTimestamp(u"2026-11-22T09:31:45Z");
    QCOMPARE(makeRunId(now, QStringLiteral("production"), 0x3f2a), "2026-11-22T0931Z-production-3f2a");
    QCOMPARE(makeRunId(now, QStringLiteral("../../etc/Prod  EU (2)"), 7), "2026-11-22T0931Z-etc-prod-eu-2-0007");
    QCOMPARE(makeRunId(now, QStringLiteral("部署"), 7), "2026-11-22T0931Z-run-0007");
    QVERIFY(checkRunId(makeRunId(now, QString(500, u'x'), 0xffff)));
    for (const QString &bad : {QString(), QStringLiteral("."), QStringLiteral(".."), QStringLiteral("../x"),
             QStringLiteral("a/b"), QStringLiteral("-rf"), QStringLiteral(".hidden"), QStringLiteral("a b"),
             QStringLiteral("ä"), QString(101, u'a'), QStringLiteral("a\n"), QString(QStringLiteral("a") + QChar(0))}) {
        QVERIFY2(!checkRunId(bad), qPrintable(bad));
        const JournalFixture fixture;
        QCOMPARE(Journal::create(fixture.state(), bad, fixture.holder).error().code, ErrorCode::Invalid);
        QCOMPARE(Journal::open(fixture.state(), bad, fixture.holder).error().code, ErrorCode::Invalid);
        QVERIFY(!QFileInfo::exists(fixture.state()));
    }
}

void TestJournal::oneWriter()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append(JournalFixture::events(2)));
    const auto second = fixture.open();
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    for (const char *part : {"ada@laptop", "4711", "2001-09-09T01:46:40.000Z", "2026-11-22T0931Z-production-3f2a"})
        QVERIFY2(second.error().message.contains(QLatin1String(part)), qPrintable(second.error().message));
    QCOMPARE(RunLock::holderOf(journal->folder()), fixture.holder);
    QVERIFY(journal->append(JournalFixture::events(1, 3))); // looking did no harm
    QVERIFY(!fixture.open());
    journal = failure(ErrorCode::Failed, {}); // let go
    QCOMPARE(RunLock::holderOf(runFolder(fixture.state(), fixture.run)), std::nullopt);
    QVERIFY(fixture.open());
}

void TestJournal::staleLockIsNoHindrance()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    QFile lock(runFolder(fixture.state(), fixture.run) + QStringLiteral("/lock"));
    QVERIFY(lock.open(QIODevice::ReadOnly));
    QVERIFY(lock.readAll().contains("4711")); // the dead one's name is still there
    QVERIFY(fixture.open());
}

void TestJournal::followerReadsOn()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    auto reader = JournalReader::open(fixture.path());
    QVERIFY(reader);
    QList<RunEvent> seen;
    const auto sink = [&seen](RunEvent &&event) { seen.append(std::move(event)); };
    QCOMPARE(reader->read(sink), 0);
    QVERIFY(journal->append(JournalFixture::events(10)));
    QCOMPARE(reader->read(sink), 10);
    QCOMPARE(reader->read(sink), 0);
    QVERIFY(journal->append(JournalFixture::events(3, 11)));
    // Half a line is not yet there.
    const QByteArray whole = fixture.bytes();
    QVERIFY(fixture.setBytes(whole.chopped(4)));
    QCOMPARE(reader->read(sink), 2);
    QVERIFY(reader->tornBytes() > 0);
    QVERIFY(fixture.setBytes(whole));
    QCOMPARE(reader->read(sink), 1);
    QCOMPARE(reader->tornBytes(), 0);
    QCOMPARE(seen, JournalFixture::events(10) + JournalFixture::events(3, 11));
    QVERIFY(fixture.setBytes(whole.first(whole.size() / 2)));
    const auto shorter = reader->read(sink);
    QVERIFY(!shorter);
    QCOMPARE(shorter.error().code, ErrorCode::Conflict);
}

void TestJournal::tornAtEveryByte()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(6)));
    const QByteArray whole = fixture.bytes();
    const qsizetype lastLine = whole.lastIndexOf('\n', -2) + 1;
    for (qsizetype cut = lastLine; cut < whole.size(); ++cut) {
        QVERIFY(fixture.setBytes(whole.first(cut)));
        const auto contents = readJournal(fixture.path());
        QVERIFY(contents && !contents->damage);
        QCOMPARE(contents->tornBytes, cut - lastLine);
        auto opened = fixture.open();
        QVERIFY(opened);
        QCOMPARE(opened->contents.events, JournalFixture::events(5 + 1).first(5));
        QCOMPARE(fixture.bytes(), whole.first(lastLine));
        QVERIFY(opened->journal.append(JournalFixture::events(6).last(1)));
        QCOMPARE(fixture.bytes(), whole);
    }
}

void TestJournal::zeroesAfterPowerCut()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(6)));
    const QByteArray whole = fixture.bytes();
    const qsizetype lastLine = whole.lastIndexOf('\n', -2) + 1;
    for (const QByteArray &tail : {QByteArray(4096, '\0'), whole.sliced(lastLine, 10) + QByteArray(50, '\0'),
             whole.sliced(lastLine, 10) + QByteArray(50, '\0') + '\n'}) {
        QVERIFY(fixture.setBytes(whole.first(lastLine) + tail));
        const auto opened = fixture.open();
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        QCOMPARE(opened->contents.tornBytes, tail.size());
        QCOMPARE(opened->journal.sequence(), 5);
    }
}

void TestJournal::everyBitFlipIsNoticed()
{
    const JournalFixture fixture;
    QList<RunEvent> events;
    for (int i = 1; i <= 4; ++i)
        events.append({i, Timestamp{Milliseconds{i}}, AttemptStarted{QStringLiteral("provision"), i}});
    QVERIFY(fixture.create()->append(events));
    const QByteArray whole = fixture.bytes();
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            QVERIFY(fixture.setBytes(flipped));
            const auto contents = readJournal(fixture.path());
            QVERIFY(contents);
            QVERIFY(contents->damage || contents->tornBytes > 0);
            QVERIFY(contents->events.size() < events.size());
            QCOMPARE(contents->events, events.first(contents->events.size()));
            // Only the very last newline can look like a line that never became whole.
            QVERIFY2(
                contents->damage || at == whole.size() - 1 || flipped[at] == '\0', qPrintable(QString::number(at)));
        }
    }
}

void TestJournal::damageIsNamedByLine()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(6)));
    QList<QByteArray> lines = fixture.bytes().split('\n');
    lines[3][20] = static_cast<char>(lines[3][20] ^ 1);
    const QByteArray damaged = lines.join('\n');
    QVERIFY(fixture.setBytes(damaged));
    const auto contents = readJournal(fixture.path());
    QVERIFY(contents && contents->damage);
    QCOMPARE(contents->events, JournalFixture::events(6).first(2)); // offered: what was whole
    QVERIFY2(contents->damage->message.contains(u"line 4"), qPrintable(contents->damage->message));
    const auto opened = fixture.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Storage);
    QVERIFY(opened.error().message.contains(u"line 4"));
    QCOMPARE(fixture.bytes(), damaged); // untouched
}

void TestJournal::missingLineIsNoticed()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(6)));
    QList<QByteArray> lines = fixture.bytes().split('\n');
    lines.removeAt(3);
    QVERIFY(fixture.setBytes(lines.join('\n')));
    const auto contents = readJournal(fixture.path());
    QVERIFY(contents && contents->damage);
    QVERIFY2(contents->damage->message.contains(u"event 4 follows event 2"), qPrintable(contents->damage->message));
    lines.insert(3, lines[2]);
    QVERIFY(fixture.setBytes(lines.join('\n')));
    QVERIFY(readJournal(fixture.path())->damage); // repeated
}

void TestJournal::newerFormatIsRefused()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    QByteArray bytes;
    appendSealed(bytes, R"({"format":7,"run":"x","more":{}})");
    QVERIFY(fixture.setBytes(bytes + "whatever that format holds\n"));
    const auto opened = fixture.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Invalid);
    QVERIFY2(opened.error().message.contains(u"format 7, made by a newer Relight"), qPrintable(opened.error().message));
}

void TestJournal::unknownEventIsRefused()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(1)));
    QByteArray bytes = fixture.bytes();
    appendSealed(bytes, R"({"seq":2,"at":"2026-08-01T10:00:00.000Z","type":"step-teleported"})");
    QVERIFY(fixture.setBytes(bytes));
    const auto opened = fixture.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(u"step-teleported") && opened.error().message.contains(u"line 3"));
}

void TestJournal::diedBeforeTheFirstLine()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create());
    const QByteArray header = fixture.bytes();
    for (qsizetype cut = 0; cut < header.size(); ++cut) {
        QVERIFY(fixture.setBytes(header.first(cut)));
        auto opened = fixture.open();
        QVERIFY(opened);
        QCOMPARE(fixture.bytes(), header);
        QVERIFY(opened->journal.append(JournalFixture::events(1)));
    }
}

void TestJournal::longLines()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QList<RunEvent> events;
    for (int i = 0; i < 6; ++i) // around and beyond the reader's buffer
        events.append({i + 1, Timestamp{}, NoteAdded{{}, QString((i + 1) * 130'000, u'x'), {}}});
    QVERIFY(journal->append(events));
    QCOMPARE(readJournal(fixture.path())->events, events);
}

void TestJournal::listsRuns()
{
    const JournalFixture fixture;
    QVERIFY(listRuns(fixture.state()).isEmpty());
    test::RandomEvents random(3);
    RunState last;
    for (int i = 0; i < 20; ++i) {
        auto journal = Journal::create(
            fixture.state(), QStringLiteral("run-%1").arg(i, 2, 10, QLatin1Char('0')), fixture.holder);
        QVERIFY(journal);
        const auto events = random.validRun(10);
        QVERIFY(journal->append(events));
        last = RunState();
        for (const RunEvent &event : events)
            fold(last, event);
    }
    QVERIFY(QDir().mkpath(runsFolder(fixture.state()) + QStringLiteral("/.not a run")));
    QVERIFY(QDir().mkpath(runsFolder(fixture.state()) + QStringLiteral("/empty")));
    const auto open = Journal::create(fixture.state(), fixture.run, fixture.holder);
    const auto runs = listRuns(fixture.state());
    QCOMPARE(runs.size(), 22);
    QCOMPARE(runs[0].id, "run-19");
    QCOMPARE(runs[0].name, last.started.name);
    QCOMPARE(runs[0].phase, RunPhase::Completed);
    QCOMPARE(runs[0].startedAt, last.startedAt);
    QCOMPARE(runs[0].lastEventAt, last.lastEventAt);
    QCOMPARE(runs[0].events, last.sequence);
    QVERIFY(!runs[0].writer);
    QCOMPARE(runs[20].id, "empty");
    QVERIFY(runs[20].damage);
    QCOMPARE(runs[21].id, fixture.run);
    QCOMPARE(runs[21].writer, fixture.holder);
    QCOMPARE(runs[21].phase, RunPhase::Pending);
}

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"
