// The log of a child on disk: any line by its number, and what happens when there is no room for it.

#include "app/integrations/process/spoolreader.h"
#include "tests/app/process/processbench.h"

#include <QFile>
#include <QTest>

#include <sys/resource.h>

using namespace relight;

class TestSpool : public QObject
{
    Q_OBJECT

    static SpoolReader reader(const ProcessBench &bench)
    {
        return *SpoolReader::open(bench.folder.filePath(QStringLiteral("spool")), QStringLiteral("k"));
    }

private Q_SLOTS:
    void anyLineByNumber()
    {
        ProcessBench bench;
        QVERIFY(bench.run(bench.program({QStringLiteral(HELPER), QStringLiteral("lines"), QStringLiteral("10000")})));
        const SpoolReader log = reader(bench);
        QCOMPARE(log.lineCount(), 10'000);
        QCOMPARE(bench.file("idx").size(), 8 * 10); // one of 1024
        for (const qint64 number : {0, 1, 1023, 1024, 1025, 5000, 9999}) {
            const QList<SpoolLine> lines = log.lines(number, 1);
            QCOMPARE(lines.size(), 1);
            QCOMPARE(lines[0].text, "line " + QByteArray::number(number) + " of many, with a few more words in it");
            QVERIFY(lines[0].stream == SpoolLine::Stream::Out);
        }
        QCOMPARE(log.lines(9990, 100).size(), 10);
        QCOMPARE(log.lines(3000, 2500).last().text.left(10), QByteArray("line 5499 "));
        QCOMPARE(log.lines(10'000, 5).size(), 0);
        QCOMPARE(log.lines(-1, 5).size(), 0);
    }

    void times()
    {
        ProcessBench bench;
        const Timestamp before = bench.clock.wall();
        QVERIFY(bench.run(bench.shell(QStringLiteral("echo x"))));
        const Timestamp time = reader(bench).lines(0, 1)[0].time;
        QVERIFY(time >= before && time <= bench.clock.wall());
    }

    void growsWhileItIsRead()
    {
        ProcessBench bench;
        qint64 seen = 0;
        std::optional<SpoolReader> log;
        const auto result = bench.runner.run(
            bench.shell(QStringLiteral("seq 1 5000")), {}, [&](OutputStream, const QByteArray &line) {
                if (!log)
                    log = reader(bench);
                if (++seen % 500 == 0)
                    QCOMPARE(log->lines(seen - 1, 1).value(0).text, line);
            });
        QVERIFY(result);
        QCOMPARE(log->lineCount(), 5000);
    }

    void kindsOfLines()
    {
        ProcessBench bench;
        QVERIFY(bench.run(
            bench.shell(QStringLiteral("printf '50%%\\r'; head -c 70000 /dev/zero; echo; sleep 0.1; echo bad >&2"))));
        const QList<SpoolLine> lines = reader(bench).lines(0, 10);
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].isProgress);
        QVERIFY(lines[1].continues && lines[1].text.size() == 65536);
        QVERIFY(!lines[2].continues && !lines[2].isProgress);
        QVERIFY(lines[3].stream == SpoolLine::Stream::Err);
    }

    void emptyAndMissing()
    {
        ProcessBench bench;
        QVERIFY(bench.run(bench.shell(QStringLiteral("true"))));
        QCOMPARE(reader(bench).lineCount(), 0);
        QCOMPARE(reader(bench).lines(0, 10).size(), 0);
        QCOMPARE(SpoolReader::open(bench.folder.path(), QStringLiteral("other")).error().code, ErrorCode::NotFound);
    }

    // The log stops, the child and its result do not.
    void stopsBeforeTheDiskIsFull()
    {
        ProcessBench bench(qint64(1) << 60); // no disk has that much
        const auto result = bench.run(bench.shell(QStringLiteral("seq 1 100000; echo bad >&2; exit 2")));
        QCOMPARE(result->exitCode, 2);
        QVERIFY(result->output.endsWith("\n100000\n"));
        QCOMPARE(result->errorTail, QByteArray("bad\n"));
        const QList<SpoolLine> lines = reader(bench).lines(0, 10);
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].stream == SpoolLine::Stream::Note);
        QVERIFY2(
            lines[0].text.startsWith("The log ends here, the command goes on: less than"), lines[0].text.constData());
        QVERIFY(bench.file("status").contains("log-stopped=1"));
    }

    void stopsWhenItCannotWrite()
    {
        rlimit old{}, small{};
        ::getrlimit(RLIMIT_FSIZE, &old);
        small = {1'000'100, old.rlim_max};
        ProcessBench bench;
        ::setrlimit(RLIMIT_FSIZE, &small); // the supervisor inherits it, as its disk's size
        const auto result = bench.run(bench.shell(QStringLiteral("seq 1 500000; exit 2")));
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QCOMPARE(result->exitCode, 2);
        QVERIFY(result->output.endsWith("\n500000\n"));
        const QByteArray log = bench.file("log");
        QVERIFY(log.size() > 900'000 && log.size() <= 1'000'100);
        QVERIFY(log.endsWith('\n')); // whole records only
        const SpoolReader spool = reader(bench);
        const qint64 count = spool.lineCount();
        QCOMPARE(qint64(log.count('\n')), count);
        QCOMPARE(bench.lines.size(), count);
        QCOMPARE(spool.lines(2048, 1)[0].text, QByteArray("2049"));
    }

    void memoryIsBounded()
    {
        ProcessBench bench;
        qint64 lines = 0, peak = 0;
        QByteArray id;
        ProcessRequest request
            = bench.shell(QStringLiteral("head -c 300000000 /dev/zero; head -c 20000000 /dev/zero | tr '\\0' '\\n'"));
        request.captureLimit = 0;
        const auto result = bench.runner.run(request, {}, [&](OutputStream, const QByteArray &) {
            if (lines++ % 2000 != 0)
                return;
            const QByteArray pids = bench.file("pid");
            QFile status(
                QStringLiteral("/proc/%1/status").arg(QString::fromLatin1(pids.mid(11, pids.indexOf('\n') - 11))));
            if (!status.open(QIODevice::ReadOnly))
                return;
            const QByteArray text = status.readAll();
            const qsizetype at = text.indexOf("VmHWM:");
            if (at >= 0)
                peak = std::max(peak, text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong());
        });
        QVERIFY(result);
        QCOMPARE(lines, 300'000'000 / 65536 + 1 + 20'000'000 - 1);
        QVERIFY(peak > 0);
#ifdef __SANITIZE_ADDRESS__
        constexpr qint64 limit = 64'000; // its shadow and quarantine
#else
        constexpr qint64 limit = 12'000;
#endif
        QVERIFY2(peak < limit, qPrintable(QStringLiteral("%1 kB").arg(peak)));
    }
};

QTEST_GUILESS_MAIN(TestSpool)
#include "tst_spool.moc"
