// How a child comes to its end: by itself, cancelled, out of time, with others left behind.

#include "tests/app/process/processbench.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <ctime>
#include <thread>

using namespace relight;

static const QString mark = QStringLiteral("RELIGHT_TEST_MARK");

// A child that says when it is ready, so that a test can stop it then without waiting for a while.
struct StoppedRun
{
    std::stop_source stop;
    Result<ProcessResult> result;
    StoppedRun(ProcessBench &bench, const ProcessRequest &request, const QByteArray &readyLine)
    {
        result = bench.runner.run(request, {stop.get_token()}, [&](OutputStream, const QByteArray &line) {
            if (line == readyLine)
                stop.request_stop();
        });
    }
};

// Real time that the tests run in, but a deadline that only the test reaches.
class HandClock : public SystemClock
{
public:
    Instant now() const override { return Instant(Milliseconds(m_now.load())); }
    void advance(Milliseconds by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now = 0;
};

class TestProcessEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelEndsTheWholeGroup()
    {
        ProcessBench bench;
        const QString id = QStringLiteral("group-%1").arg(QCoreApplication::applicationPid());
        ProcessRequest request
            = bench.shell(QStringLiteral("(sleep 300 & sleep 301 & wait) & sleep 302 & echo ready; wait"));
        request.environment.insert(mark, id);
        const StoppedRun run(bench, request, "ready");
        QVERIFY(!run.result);
        QCOMPARE(run.result.error().code, ErrorCode::Cancelled);
        QCOMPARE(processesMarked(id.toUtf8()), QList<pid_t>());
        QVERIFY(bench.file("status").contains("signal=15"));
    }

    void aDaemonIsLeftAloneByCancel()
    {
        ProcessBench bench;
        const QString id = QStringLiteral("daemon-%1").arg(QCoreApplication::applicationPid());
        ProcessRequest request
            = bench.shell(QStringLiteral("setsid sleep 300 >/dev/null 2>&1 & echo ready; sleep 301"));
        request.environment.insert(mark, id);
        // Ready means that it has its own session already.
        request.shell = QStringLiteral("setsid sh -c 'echo ready; exec sleep 300 >/dev/null 2>&1' & sleep 301");
        const StoppedRun run(bench, request, "ready");
        QCOMPARE(run.result.error().code, ErrorCode::Cancelled);
        const QList<pid_t> left = processesMarked(id.toUtf8());
        QCOMPARE(left.size(), 1);
        ::kill(left.front(), SIGKILL);
    }

    void stubbornChildIsKilledAfterTheGrace()
    {
        ProcessBench bench;
        const QString id = QStringLiteral("stubborn-%1").arg(QCoreApplication::applicationPid());
        ProcessRequest request = bench.program({QStringLiteral(HELPER), QStringLiteral("stubborn")});
        request.environment.insert(mark, id);
        request.grace = Milliseconds(300);
        QElapsedTimer timer;
        timer.start();
        const StoppedRun run(bench, request, "not so fast");
        QCOMPARE(run.result.error().code, ErrorCode::Cancelled);
        QVERIFY(timer.elapsed() >= 300);
        QTRY_COMPARE(processesMarked(id.toUtf8()), QList<pid_t>());
        QVERIFY(bench.file("status").contains("signal=9"));
    }

    void anOrderlyEndIsGivenTime()
    {
        ProcessBench bench;
        const ProcessRequest request = bench.shell(QStringLiteral(
            "trap 'echo unlocking; sleep 0.2; echo unlocked; exit 4' TERM; echo ready; while :; do sleep 0.05; done"));
        const StoppedRun run(bench, request, "ready");
        QCOMPARE(run.result.error().code, ErrorCode::Cancelled);
        QVERIFY(bench.file("log").contains("unlocked"));
        QVERIFY(bench.file("status").contains("exit=4"));
    }

    void deadlineOfTheRunsOwnClock()
    {
        ProcessBench bench;
        HandClock clock;
        ProcessRunner runner(clock, {.supervisor = QStringLiteral(SUPERVISOR), .minimumFree = 0});
        const Call call{{}, clock.now() + Milliseconds(3'600'000)};
        const auto result = runner.run(bench.shell(QStringLiteral("echo ready; sleep 300")), call,
            [&](OutputStream, const QByteArray &) { clock.advance(Milliseconds(3'600'001)); });
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::TimedOut);
    }

    // A sandbox that knows no process descriptors: a call still ends what it started.
    void cancelWithoutProcessDescriptors()
    {
        ProcessBench bench;
        const QString id = QStringLiteral("filtered-%1").arg(QCoreApplication::applicationPid());
        ProcessRequest request = bench.shell(QStringLiteral("sleep 300 & echo ready; wait"));
        request.environment.insert(mark, id);
        Result<ProcessResult> result;
        bool forbidden = false;
        std::thread([&] {
            forbidden = forbidProcessDescriptors();
            result = StoppedRun(bench, request, "ready").result;
        }).join();
        if (!forbidden)
            QSKIP("system calls cannot be filtered here");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QCOMPARE(processesMarked(id.toUtf8()), QList<pid_t>());
        QVERIFY(bench.file("status").contains("signal=15"));
    }

    // A supervisor that takes the request and says nothing, as one whose disk does not answer.
    void silentSupervisor()
    {
        ProcessBench bench;
        const QString program = bench.folder.filePath(QStringLiteral("silent"));
        QFile script(program);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nsleep 60 &\necho $! > \"$0.pid\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        ProcessRunner runner(bench.clock, {.supervisor = program, .minimumFree = 0, .patience = Milliseconds(100)});
        ProcessRequest request = bench.shell(QStringLiteral("true"));
        request.grace = Milliseconds(400);
        const auto cpu = [] {
            timespec used{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
            return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
        };
        std::stop_source stop;
        std::jthread later([&] {
            QTRY_VERIFY(QFile::exists(program + QStringLiteral(".pid")));
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const auto before = cpu();
        const auto result = runner.run(request, {stop.get_token()}, {});
        const auto used = cpu() - before;
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY2(result.error().message.contains(QLatin1String("was not started in time")),
            qPrintable(result.error().message));
        QVERIFY(timer.elapsed() >= 500);
        QVERIFY2(used < std::chrono::milliseconds(250), "it waited without resting");
        QFile pid(program + QStringLiteral(".pid"));
        QVERIFY(pid.open(QIODevice::ReadOnly));
        ::kill(pid_t(pid.readAll().trimmed().toInt()), SIGKILL);
    }

    void overBeforeItBegan()
    {
        ProcessBench bench;
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(bench.run(bench.shell(QStringLiteral("true")), {stop.get_token()}).error().code, ErrorCode::Cancelled);
        QVERIFY(bench.file("pid").isEmpty());
    }

    // A child that leaves a daemon on its pipes: the result does not wait for it, and what the daemon says later is
    // still logged.
    void pipesHeldByADaemonDoNotDelayTheResult()
    {
        ProcessBench bench;
        const auto result = bench.run(bench.program({QStringLiteral(HELPER), QStringLiteral("daemon"),
            QStringLiteral("said by the daemon"), QStringLiteral("5")}));
        QVERIFY(!bench.file("log").contains("said by the daemon")); // nobody waited for it
        QCOMPARE(result->exitCode, 0);
        QCOMPARE(result->output, QByteArray("leader says good-bye\n"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.file("log").contains("said by the daemon"), 10'000);
        // Attached to later, the attempt still ends where its leader did.
        QCOMPARE(
            bench.runner.attach(bench.folder.filePath(QStringLiteral("spool")), QStringLiteral("k"), {}, {})->output,
            result->output);
    }

    void nothingWrittenBeforeTheEndIsLost()
    {
        ProcessBench bench;
        for (int i = 0; i < 20; ++i) {
            // The leader ends at once after a burst, while a process that it leaves keeps the pipe open.
            const auto result = bench.run(bench.shell(QStringLiteral("(sleep 0.3; :) & seq 1 5000; printf last")));
            QCOMPARE(result->exitCode, 0);
            QVERIFY2(result->output.endsWith("4999\n5000\nlast"), result->output.right(40).constData());
            QCOMPARE(bench.lines.size(), 5001);
        }
    }

    void manyAtOnce()
    {
        ProcessBench bench;
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 16; ++i) {
                workers.emplace_back([&, i] {
                    ProcessRequest request = bench.shell(QStringLiteral("echo %1; exit %1").arg(i));
                    request.key = QStringLiteral("k%1").arg(i);
                    const auto result = bench.runner.run(request, {}, {});
                    good += result && result->exitCode == i && result->output == QByteArray::number(i) + '\n';
                });
            }
        }
        QCOMPARE(good.load(), 16);
    }
};

QTEST_GUILESS_MAIN(TestProcessEnd)
#include "tst_processend.moc"
