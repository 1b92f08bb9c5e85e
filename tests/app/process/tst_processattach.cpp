// Children outlive us: Relight is killed at work, and the next one finds its child, or what became of it.

#include "tests/app/process/processbench.h"

#include "app/integrations/process/supervisor/procinfo.h"
#include "app/integrations/process/supervisor/runfiles.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <thread>

using namespace relight;

class TestProcessAttach : public QObject
{
    Q_OBJECT

    // A Relight that runs this shell text, until it is killed; its child has started by then.
    static std::unique_ptr<QProcess> otherRelight(const ProcessBench &bench, const QString &shell)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(HELPER),
            {QStringLiteral("run"), QStringLiteral(SUPERVISOR), bench.folder.filePath(QStringLiteral("spool")), shell});
        return process;
    }
    static void killAtWork(QProcess &process)
    {
        process.kill();
        process.waitForFinished(10'000);
    }
    static supervisor::PidFile pidsOf(const ProcessBench &bench)
    {
        return supervisor::readPidFile(spool(bench).toStdString(), "k").value_or(supervisor::PidFile{});
    }
    static QString spool(const ProcessBench &bench) { return bench.folder.filePath(QStringLiteral("spool")); }
    static Result<ProcessResult> attach(ProcessBench &bench, const Call &call = {})
    {
        bench.lines.clear();
        return bench.runner.attach(spool(bench), QStringLiteral("k"), call,
            [&](OutputStream stream, const QByteArray &line) { bench.lines.append({stream, line}); });
    }

private Q_SLOTS:
    void livingChildIsFound()
    {
        ProcessBench bench;
        const QString gate = bench.folder.filePath(QStringLiteral("gate"));
        auto relight = otherRelight(bench,
            QStringLiteral("echo started; while [ ! -e %1 ]; do sleep 0.02; done; echo went on; exit 7").arg(gate));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        QVERIFY(supervisor::startTime(pidsOf(bench).child));

        std::jthread opener([&] {
            // It goes on writing although nobody listens, and is still there when we come.
            QFile file(gate);
            QVERIFY(file.open(QIODevice::WriteOnly));
        });
        const auto result = attach(bench);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QCOMPARE(result->exitCode, 7);
        QVERIFY(result->reattached);
        QCOMPARE(result->output, QByteArray("started\nwent on\n"));
        QCOMPARE(bench.lines.size(), 2);
    }

    void finishedWhileWeWereGone()
    {
        ProcessBench bench;
        const QString gate = bench.folder.filePath(QStringLiteral("gate"));
        auto relight = otherRelight(bench,
            QStringLiteral("echo started; while [ ! -e %1 ]; do sleep 0.02; done; seq 1 20000; echo bad >&2; exit 5")
                .arg(gate));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        QFile file(gate);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.file("status").isEmpty(), 10'000);
        const auto result = attach(bench);
        QCOMPARE(result->exitCode, 5);
        QCOMPARE(bench.lines.size(), 20'002);
        QVERIFY(result->output.endsWith("20000\n"));
        QCOMPARE(result->errorTail, QByteArray("bad\n"));
    }

    void cancelledAfterAttaching()
    {
        ProcessBench bench;
        auto relight = otherRelight(bench, QStringLiteral("echo started; sleep 300 & sleep 301"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        const auto pids = pidsOf(bench);
        std::stop_source stop;
        stop.request_stop();
        const auto result = attach(bench, {stop.get_token()});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY(!supervisor::startTime(pids.child));
    }

    // A sandbox that knows no process descriptors: a living child is still found, and ended.
    void attachedWithoutProcessDescriptors()
    {
        ProcessBench bench;
        auto relight = otherRelight(bench, QStringLiteral("echo started; sleep 300 & sleep 301"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        const auto pids = pidsOf(bench);
        Result<ProcessResult> result;
        bool forbidden = false;
        std::thread([&] {
            std::stop_source stop;
            forbidden = forbidProcessDescriptors();
            result = bench.runner.attach(spool(bench), QStringLiteral("k"), {stop.get_token()},
                [&](OutputStream, const QByteArray &) { stop.request_stop(); });
        }).join();
        if (!forbidden)
            QSKIP("system calls cannot be filtered here");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY2(result.error().message.contains(QLatin1String("was ended")), qPrintable(result.error().message));
        QVERIFY(!supervisor::startTime(pids.child));
    }

    void sameKeyWhileItRuns()
    {
        ProcessBench bench;
        auto relight = otherRelight(bench, QStringLiteral("echo started; sleep 300"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        QCOMPARE(bench.run(bench.shell(QStringLiteral("true"))).error().code, ErrorCode::Conflict);
        ::kill(pid_t(pidsOf(bench).supervisor), SIGTERM);
        QTRY_VERIFY(!bench.file("status").isEmpty());
        QVERIFY(bench.run(bench.shell(QStringLiteral("true"))));
    }

    void neverStarted()
    {
        ProcessBench bench;
        QCOMPARE(attach(bench).error().code, ErrorCode::NotFound);
    }

    void machineRestarted()
    {
        ProcessBench bench;
        QVERIFY(QDir().mkpath(spool(bench)));
        supervisor::PidFile pids{1, 1, *supervisor::startTime(1), *supervisor::startTime(1), "another-boot"};
        QVERIFY(supervisor::writePidFile(spool(bench).toStdString(), "k", pids));
        const auto result = attach(bench);
        QCOMPARE(result.error().code, ErrorCode::Failed);
        QVERIFY(result.error().message.startsWith(QStringLiteral("The machine restarted while k was running")));
    }

    // The number was given to another process meanwhile.
    void numberUsedAgain()
    {
        ProcessBench bench;
        QVERIFY(QDir().mkpath(spool(bench)));
        supervisor::PidFile pids{
            1, 1, *supervisor::startTime(1) + 1, *supervisor::startTime(1) + 1, supervisor::bootId()};
        QVERIFY(supervisor::writePidFile(spool(bench).toStdString(), "k", pids));
        const auto result = attach(bench);
        QVERIFY(result.error().message.contains(QStringLiteral("its exit status is not known")));
    }

    void supervisorKilled()
    {
        ProcessBench bench;
        auto relight = otherRelight(bench, QStringLiteral("echo started; sleep 300"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("started"), 10'000);
        killAtWork(*relight);
        const auto pids = pidsOf(bench);
        ::kill(pid_t(pids.supervisor), SIGKILL);
        const auto result = attach(bench);
        QVERIFY(result.error().message.contains(QStringLiteral("process %1 still runs without it").arg(pids.child)));
        ::kill(-pid_t(pids.child), SIGKILL);
        QTRY_VERIFY(!supervisor::startTime(pids.child));
        QVERIFY(attach(bench).error().message.contains(QStringLiteral("ended together with its supervisor")));
    }
};

QTEST_GUILESS_MAIN(TestProcessAttach)
#include "tst_processattach.moc"
