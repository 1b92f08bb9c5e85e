// Each kind of reference gives its value or says how to give it; what was given out is scrubbed from then on.

#include "app/integrations/io/iothread.h"
#include "app/integrations/io/systemclock.h"
#include "app/integrations/process/processrunner.h"
#include "app/integrations/secrets/secretstore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace relight;

struct SecretBench
{
    explicit SecretBench(SecretStore::Prompter prompter = {}, Mailbox *keychain = nullptr)
        : runner(clock, {.supervisor = QStringLiteral(SUPERVISOR), .minimumFree = 0})
        , store(clock, runner, {folder.path(), std::move(prompter), keychain})
    {
    }
    Result<Secret> resolve(SecretRef::Kind kind, const QString &target, const Call &call = {})
    {
        return store.resolve({kind, target}, call);
    }
    void write(const QString &name, const QByteArray &bytes, bool open = false)
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.setPermissions(open ? QFile::ReadOwner | QFile::ReadOther : QFile::ReadOwner);
    }

    QTemporaryDir folder;
    SystemClock clock;
    ProcessRunner runner;
    SecretStore store;
};

using Kind = SecretRef::Kind;

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void environment()
    {
        SecretBench bench;
        qputenv("RELIGHT_TEST_TOKEN", "from-the-environment\n");
        QCOMPARE(bench.resolve(Kind::Env, QStringLiteral("RELIGHT_TEST_TOKEN"))->bytes(),
            QByteArray("from-the-environment"));
        const auto missing = bench.resolve(Kind::Env, QStringLiteral("RELIGHT_TEST_MISSING"));
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QCOMPARE(missing.error().message,
            QStringLiteral(
                "The environment variable RELIGHT_TEST_MISSING is not set: export it and start Relight again"));
    }

    void file()
    {
        SecretBench bench;
        bench.write(QStringLiteral("token"), "one line\r\n");
        bench.write(QStringLiteral("key"), "-----BEGIN-----\nabcdefgh\n-----END-----\n");
        bench.write(QStringLiteral("open"), "everybody sees", true);
        bench.write(QStringLiteral("nothing"), "");
        QCOMPARE(bench.resolve(Kind::File, QStringLiteral("token"))->bytes(), QByteArray("one line"));
        QCOMPARE(bench.resolve(Kind::File, bench.folder.filePath(QStringLiteral("key")))->bytes(),
            QByteArray("-----BEGIN-----\nabcdefgh\n-----END-----\n"));
        QVERIFY(bench.store.warnings().isEmpty());
        QVERIFY(bench.resolve(Kind::File, QStringLiteral("open")));
        QVERIFY(bench.resolve(Kind::File, QStringLiteral("open")));
        QCOMPARE(static_cast<const Secrets &>(bench.store).warnings().size(), 1); // preflight tells them
        QVERIFY(bench.store.warnings().front().contains(QStringLiteral("chmod 600")));
        QCOMPARE(bench.resolve(Kind::File, QStringLiteral("nothing")).error().code, ErrorCode::NotFound);
        QCOMPARE(bench.resolve(Kind::File, QStringLiteral("absent")).error().code, ErrorCode::NotFound);
    }

    void fileInTheHomeFolder()
    {
        SecretBench bench;
        bench.write(QStringLiteral("token"), "at home");
        const QByteArray home = qgetenv("HOME");
        qputenv("HOME", bench.folder.path().toLocal8Bit());
        const auto secret = bench.resolve(Kind::File, QStringLiteral("~/token"));
        qputenv("HOME", home);
        QCOMPARE(secret->bytes(), QByteArray("at home"));
    }

    void command()
    {
        SecretBench bench;
        QCOMPARE(
            bench.resolve(Kind::Command, QStringLiteral("printf '%s\\n' 'a value'"))->bytes(), QByteArray("a value"));
        const auto failed = bench.resolve(Kind::Command, QStringLiteral("sh -c 'echo \"not signed in\" >&2; exit 6'"));
        QCOMPARE(failed.error().status, 6);
        QCOMPARE(failed.error().message, QStringLiteral("The secret's command sh failed with status 6: not signed in"));
        QCOMPARE(bench.resolve(Kind::Command, QStringLiteral("true")).error().code, ErrorCode::NotFound);
        QVERIFY(bench.resolve(Kind::Command, QStringLiteral("no-such-program"))
                .error()
                .message.contains(QStringLiteral("not found")));
        QVERIFY(QDir::temp().entryList({QStringLiteral("relight-secret-*")}, QDir::Dirs).isEmpty());
    }

    void commandIsCancelled()
    {
        SecretBench bench;
        const auto late = bench.resolve(
            Kind::Command, QStringLiteral("sleep 300"), Call{}.within(bench.clock.now(), Milliseconds(100)));
        QCOMPARE(late.error().code, ErrorCode::TimedOut);
    }

    void promptIsAskedOnce()
    {
        std::atomic<int> asked = 0;
        SecretBench bench([&](const QString &name, const Call &) -> Result<Secret> {
            ++asked;
            return Secret("answer for " + name.toUtf8());
        });
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 8; ++i)
                workers.emplace_back(
                    [&] { good += bench.resolve(Kind::Prompt, QStringLiteral("git"))->bytes() == "answer for git"; });
        }
        QCOMPARE(good.load(), 8);
        QCOMPARE(asked.load(), 1);
        QCOMPARE(bench.resolve(Kind::Prompt, QStringLiteral("vault"))->bytes(), QByteArray("answer for vault"));
        QCOMPARE(asked.load(), 2);
    }

    void promptThatIsNotAnsweredIsAskedAgain()
    {
        int asked = 0;
        SecretBench bench([&](const QString &, const Call &) -> Result<Secret> {
            if (++asked == 1)
                return failure(ErrorCode::Cancelled, QStringLiteral("closed"));
            return Secret();
        });
        QCOMPARE(bench.resolve(Kind::Prompt, QStringLiteral("git")).error().code, ErrorCode::Cancelled);
        QVERIFY(bench.resolve(Kind::Prompt, QStringLiteral("git"))->isEmpty()); // an empty answer is one
        QVERIFY(bench.resolve(Kind::Prompt, QStringLiteral("git")));
        QCOMPARE(asked, 2);
    }

    void nobodyToAsk()
    {
        SecretBench bench;
        const auto answer = bench.resolve(Kind::Prompt, QStringLiteral("git"));
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
        QVERIFY(answer.error().message.startsWith(QStringLiteral("Cannot ask here for “git”")));
    }

    void noKeyring()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        qunsetenv("DISPLAY");
        IoThread io(QStringLiteral("keychain"));
        SecretBench bench({}, &io.mailbox());
        const auto secret = bench.resolve(
            Kind::Keychain, QStringLiteral("token"), Call{}.within(bench.clock.now(), Milliseconds(30'000)));
        QVERIFY(!secret);
        QCOMPARE(secret.error().code, ErrorCode::Unavailable);
        QVERIFY2(secret.error().message.startsWith(QStringLiteral("There is no keyring to ask for “token”")),
            qPrintable(secret.error().message));
        SecretBench without;
        QCOMPARE(without.resolve(Kind::Keychain, QStringLiteral("token")).error().code, ErrorCode::Unavailable);
    }

    void whatWasGivenOutIsScrubbed()
    {
        SecretBench bench;
        qputenv("RELIGHT_TEST_TOKEN", "from-the-environment");
        const QByteArray text
            = "x from-the-environment " + QByteArray("from-the-environment").toBase64() + " and another-value\n";
        QCOMPARE(bench.store.scrub(text), text);
        QVERIFY(bench.resolve(Kind::Env, QStringLiteral("RELIGHT_TEST_TOKEN")));
        QVERIFY(!bench.store.scrub(text).contains("from-the"));
        QVERIFY(bench.store.scrub(text).contains("another-value"));
        bench.store.remember("another-value");
        bench.store.remember("another-value");
        bench.store.remember("");
        QVERIFY(!bench.store.scrub(text).contains("another-value"));
        QCOMPARE(bench.store.known(), (std::vector<QByteArray>{"from-the-environment", "another-value"}));
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
