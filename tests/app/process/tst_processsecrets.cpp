// No secret of a request reaches a disk, a line or a result; secret output reaches nobody but the caller.

#include "tests/app/process/processbench.h"

#include <QTest>
#include <QUrl>

using namespace relight;

static const QByteArray secret = "s3cr3t/with+odd?chars";

class TestProcessSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormIsScrubbed_data()
    {
        QTest::addColumn<QByteArray>("printed");
        QTest::newRow("as it is") << secret;
        QTest::newRow("base64") << secret.toBase64();
        QTest::newRow("base64, second alignment") << ("x" + secret + "yz").toBase64();
        QTest::newRow("base64, third alignment") << ("xy" + secret + "z").toBase64();
        QTest::newRow("base64 for URLs") << secret.toBase64(QByteArray::Base64UrlEncoding);
        QTest::newRow("percent") << secret.toPercentEncoding();
    }
    void everyFormIsScrubbed()
    {
        QFETCH(QByteArray, printed);
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("cat; cat >&2 < /dev/null; echo \"err: $(cat)\" >&2"));
        request.shell = QStringLiteral("read -r text; echo \"out: $text.\"; echo \"err: $text.\" >&2");
        request.standardInput = printed + '\n';
        request.secrets = {secret};
        const auto result = bench.run(request);
        QVERIFY(result);
        const QByteArray core = printed.mid(4, printed.size() - 8);
        QVERIFY2(!result->output.contains(core), result->output.constData());
        QVERIFY(result->output.startsWith("out: "));
        QVERIFY(result->output.contains("«secret»"));
        QVERIFY(result->errorTail.contains("«secret»"));
        QVERIFY(!bench.anyFileHolds(core));
        for (const auto &[stream, line] : bench.lines)
            QVERIFY(!line.contains(core));
    }

    void knownSecretsAreScrubbedToo()
    {
        ProcessBench bench(0, {"known-elsewhere"});
        QCOMPARE(
            bench.run(bench.shell(QStringLiteral("echo a known-elsewhere b")))->output, QByteArray("a «secret» b\n"));
    }

    void acrossWrites()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral(
            "printf 'before s3cr3t/'; sleep 0.05; printf 'with+odd'; sleep 0.05; printf '?chars after'"));
        request.secrets = {secret};
        QCOMPARE(bench.run(request)->output, QByteArray("before «secret» after"));
    }

    // At every place around the cut of a long line.
    void acrossTheCutOfALongLine()
    {
        ProcessBench bench;
        for (int shift = 0; shift <= int(secret.size()) + 1; ++shift) {
            const QByteArray before(65536 - shift, 'x');
            ProcessRequest request = bench.shell(QStringLiteral("cat"));
            request.standardInput = before + secret + QByteArray(200, 'y') + '\n';
            request.secrets = {secret};
            QCOMPARE(bench.run(request)->output, before + "«secret»" + QByteArray(200, 'y') + '\n');
        }
    }

    void severalLines()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("echo start; cat; echo \"one line: MIIEvQIBADANBg\""));
        const QByteArray key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n";
        request.standardInput = key;
        request.secrets = {key};
        QCOMPARE(bench.run(request)->output,
            QByteArray("start\n-----BEGIN KEY-----\n«secret»\n«secret»\n-----END KEY-----\none line: «secret»\n"));
    }

    void sensitiveOutputStaysInMemory()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("cat; echo progress >&2"));
        request.standardInput = "kubeconfig with canary-5678\nand more, no line end";
        request.sensitiveOutput = true;
        const auto result = bench.run(request);
        QCOMPARE(result->output, request.standardInput);
        QVERIFY(!bench.anyFileHolds("canary-5678"));
        QCOMPARE(bench.lines.size(), 1); // stderr only
        const auto again = bench.runner.attach(request.directory, request.key, {}, {});
        QCOMPARE(again->exitCode, 0);
        QCOMPARE(again->output, QByteArray());
    }

    void sensitiveOutputHasItsLimit()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("head -c 1000000 /dev/zero"));
        request.sensitiveOutput = true;
        request.captureLimit = 300'000;
        QCOMPARE(bench.run(request)->output, QByteArray(300'000, '\0'));
    }

    void nothingOfTheRequestIsWrittenDown()
    {
        ProcessBench bench;
        ProcessRequest request = bench.shell(QStringLiteral("test \"$TOKEN\" = env-canary && cat >/dev/null"));
        request.environment.insert(QStringLiteral("TOKEN"), QStringLiteral("env-canary"));
        request.standardInput = "stdin-canary";
        request.secrets = {"list-canary"};
        QCOMPARE(bench.run(request)->exitCode, 0);
        for (const char *canary : {"env-canary", "stdin-canary", "list-canary"})
            QVERIFY(!bench.anyFileHolds(canary));
    }
};

QTEST_GUILESS_MAIN(TestProcessSecrets)
#include "tst_processsecrets.moc"
