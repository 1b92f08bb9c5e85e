// A child's whole life under the real supervisor: what it is given, what it says, how it ends.

#include "app/integrations/process/supervisor/procinfo.h"
#include "app/integrations/process/supervisor/runfiles.h"
#include "tests/app/process/processbench.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace relight;

class TestProcessRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitStatus_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("signal");
        QTest::newRow("success") << "true" << 0 << 0;
        QTest::newRow("failure") << "exit 3" << 3 << 0;
        QTest::newRow("killed") << "kill -9 $$" << 0 << 9;
        QTest::newRow("crashed") << "ulimit -c 0; kill -SEGV $$" << 0 << 11;
    }
    void exitStatus()
    {
        QFETCH(QString, shell);
        ProcessBench bench;
        const auto result = bench.run(bench.shell(shell));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QTEST(result->exitCode, "exitCode");
        QTEST(result->signal, "signal");
        QVERIFY(!result->reattached);
        QVERIFY(bench.file("status").contains("signal=" + QByteArray::number(result->signal)));
    }

    void failedStart()
    {
        ProcessBench bench;
        const auto result = bench.run(bench.program({QStringLiteral("no-such-program"), QStringLiteral("x")}));
        QVERIFY(result);
        QCOMPARE(result->exitCode, 127);
        QVERIFY(result->errorTail.contains("Cannot start no-such-program: not found."));
        QCOMPARE(bench.lines.size(), 1);

        ProcessRequest request = bench.shell(QStringLiteral("true"));
        request.workingDirectory = QStringLiteral("/nowhere");
        QVERIFY(bench.run(request)->errorTail.contains("Cannot work in folder /nowhere"));
    }

    void missingSupervisor()
    {
        ProcessBench bench;
        ProcessRunner runner(bench.clock, {.supervisor = QStringLiteral("/nowhere/relight-supervisor")});
        const auto result = runner.run(bench.shell(QStringLiteral("true")), {}, {});
        QVERIFY(!result);
        QVERIFY(result.error().message.contains(QStringLiteral("/nowhere/relight-supervisor")));
    }

    void refusesWhatItCannotDo()
    {
        ProcessBench bench;
        ProcessRequest both = bench.shell(QStringLiteral("true"));
        both.arguments = {QStringLiteral("true")};
        QCOMPARE(bench.run(both).error().code, ErrorCode::Invalid);
        ProcessRequest outside = bench.shell(QStringLiteral("true"));
        outside.key = QStringLiteral("../k");
        QCOMPARE(bench.run(outside).error().code, ErrorCode::Invalid);
    }

    void environmentIsExactlyTheGiven()
    {
        ProcessBench bench;
        ProcessRequest request = bench.program({QStringLiteral("/usr/bin/env")});
        request.environment
            = {{QStringLiteral("A"), QStringLiteral("1")}, {QStringLiteral("B"), QStringLiteral("two words=x")}};
        const auto result = bench.run(request);
        QCOMPARE(result->output, QByteArray("A=1\nB=two words=x\n"));
    }

    void argumentsAreNotTouched()
    {
        ProcessBench bench;
        const auto result = bench.run(bench.program({QStringLiteral("printf"), QStringLiteral("%s|"),
            QStringLiteral("a b"), QString(), QStringLiteral("$HOME *")}));
        QCOMPARE(result->output, QByteArray("a b||$HOME *|"));
    }

    void standardInput()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("cat | wc -c"));
        request.standardInput = QByteArray(3'000'000, 'x');
        QCOMPARE(bench.run(request)->output.trimmed(), QByteArray("3000000"));
        // Nobody reads it: no harm.
        request.shell = QStringLiteral("exec <&-; echo done");
        QCOMPARE(bench.run(request)->output, QByteArray("done\n"));
        QCOMPARE(bench.run(bench.shell(QStringLiteral("cat")))->output, QByteArray());
    }

    void signalsAndFilesAreFresh()
    {
        ProcessBench bench;
        const auto result = bench.run(
            bench.shell(QStringLiteral("grep -E 'SigBlk|SigIgn' /proc/self/status; ls -l /proc/self/fd | wc -l")));
        // grep's own view: nothing blocked, nothing ignored; fds 0-2, the folder that ls reads and the line "total".
        QVERIFY2(result->output.contains("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000"),
            result->output.constData());
        QCOMPARE(result->output.trimmed().split('\n').last(), QByteArray("5"));
    }

    void manyLinesInOrder()
    {
        ProcessBench bench;
        const auto result
            = bench.run(bench.program({QStringLiteral(HELPER), QStringLiteral("lines"), QStringLiteral("100000")}));
        QCOMPARE(result->exitCode, 0);
        QCOMPARE(bench.lines.size(), 100'000);
        for (int i = 0; i < 100'000; ++i) {
            QCOMPARE(bench.lines[i].second, "line " + QByteArray::number(i) + " of many, with a few more words in it");
            QVERIFY(bench.lines[i].first == OutputStream::Out);
        }
        QCOMPARE(result->output.size(), 4 << 20); // no more than the limit
    }

    void bothStreams()
    {
        ProcessBench bench;
        const auto result
            = bench.run(bench.shell(QStringLiteral("echo out; sleep 0.05; echo err >&2; sleep 0.05; printf partial")));
        using Line = std::pair<OutputStream, QByteArray>;
        QCOMPARE(bench.lines,
            (QList<Line>{{OutputStream::Out, "out"}, {OutputStream::Err, "err"}, {OutputStream::Out, "partial"}}));
        QCOMPARE(result->output, QByteArray("out\npartial"));
        QCOMPARE(result->errorTail, QByteArray("err\n"));
        QVERIFY(result->duration >= Milliseconds(100));
    }

    void bytesAreKept()
    {
        ProcessBench bench;
        QByteArray all;
        for (int round = 0; round < 40; ++round) {
            for (int byte = 0; byte < 256; ++byte)
                all += char((byte * 7 + round) & 255);
        }
        all += "\r\n\r\r\nend\r";
        ProcessRequest request = bench.shell(QStringLiteral("cat"));
        request.standardInput = all;
        QCOMPARE(bench.run(request)->output, all);
        QCOMPARE(bench.runner.attach(request.directory, request.key, {}, {})->output, all); // and from the log
    }

    void longLinesAreCut()
    {
        ProcessBench bench;
        const auto result
            = bench.run(bench.shell(QStringLiteral("head -c 200000 /dev/zero | tr '\\0' x; echo; echo next")));
        QCOMPARE(result->output, QByteArray(200'000, 'x') + "\nnext\n");
        QCOMPARE(bench.lines.size(), 5);
        QCOMPARE(bench.lines[0].second.size(), 65536);
        QCOMPARE(bench.lines[3].second.size(), 200'000 - 3 * 65536);
    }

    void progressIsLinesOfItsOwn()
    {
        ProcessBench bench;
        const auto result = bench.run(bench.shell(QStringLiteral("printf ' 10%%\\r 50%%\\r100%%\\ndone\\r\\n'")));
        QCOMPARE(result->output, QByteArray(" 10%\r 50%\r100%\ndone\r\n"));
        QCOMPARE(bench.lines.size(), 4);
        QCOMPARE(bench.lines[1].second, QByteArray(" 50%"));
        QCOMPARE(bench.lines[3].second, QByteArray("done"));
    }

    void keyIsUsedAgain()
    {
        ProcessBench bench;
        QCOMPARE(bench.run(bench.shell(QStringLiteral("echo first; exit 1")))->exitCode, 1);
        QCOMPARE(bench.run(bench.shell(QStringLiteral("echo second")))->exitCode, 0);
        QVERIFY(!bench.file("log").contains("first"));
        QVERIFY(bench.file("status").startsWith("exit=0\n"));
    }

    // A daemon of the first attempt still holds its pipes: what it says is none of the second one's.
    void keyIsUsedAgainBesideADaemon()
    {
        ProcessBench bench;
        const QString gate = bench.folder.filePath(QStringLiteral("gate"));
        QVERIFY(bench.run(
            bench.shell(QStringLiteral("setsid sh -c 'while [ ! -e %1 ]; do sleep 0.02; done; seq 1 2000' & echo first")
                    .arg(gate))));
        const auto first = supervisor::readPidFile(bench.folder.filePath(QStringLiteral("spool")).toStdString(), "k");
        QVERIFY(first);
        QVERIFY(bench.run(bench.shell(QStringLiteral("echo second; touch %1").arg(gate))));
        QTRY_VERIFY_WITH_TIMEOUT(!supervisor::startTime(first->supervisor), 10'000); // it has written all
        QCOMPARE(bench.file("log").size(), 16 + qsizetype(strlen("second\n")));
        QCOMPARE(bench.file("idx").size(), 8);
    }

    void findsOnPath()
    {
        ProcessBench bench;
        QVERIFY(bench.runner.find(QStringLiteral("sh"))->endsWith(QStringLiteral("/sh")));
        QCOMPARE(bench.runner.find(QStringLiteral("no-such-program")).error().code, ErrorCode::NotFound);
    }

    // Nothing of ours is open in the supervisor, and nothing of the request can be read from outside.
    void supervisorGivesNothingAway()
    {
        ProcessBench bench;
        ProcessRequest request
            = bench.shell(QStringLiteral("parent=$(ps -o ppid= -p $$ | tr -d ' '); tr '\\0' ' ' < "
                                         "/proc/$parent/cmdline; grep -c . /proc/$parent/environ 2>&1; true"));
        request.environment.insert(QStringLiteral("TOKEN"), QStringLiteral("canary-1234"));
        const auto result = bench.run(request);
        QVERIFY2(result->output.startsWith("relight-supervisor"), result->output.constData());
        QVERIFY(!result->output.contains("canary"));
    }
};

QTEST_GUILESS_MAIN(TestProcessRunner)
#include "tst_processrunner.moc"
