// LibGit2 against git's own http-backend: passwords, refusals, redirects, a server that hangs, a clone that is killed.

#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "tests/app/git/gitfixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

#include <thread>

using namespace relight;

class TestGitRemote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void rightPassword();
    void commitByItsId();
    void lostConnectionIsNoMissingCommit();
    void refusals_data();
    void refusals();
    void nobodyListens();
    void certificateIsChecked();
    void redirectsStayOnTheHost();
    void stopEndsAHangingCall();
    void deadlineEndsAHangingCall();
    void silentServerTimesOut();
    void stoppedCloneLeavesNothing();
    void killedCloneLeavesNothing();

private:
    GitAccess access(const QString &area, const QString &name = QStringLiteral("fleet.git")) const
    {
        return {m_server->url(area, name), QStringLiteral("git"), Secret("right"), {}, {}};
    }

    SystemClock m_clock;
    std::unique_ptr<LibGit2> m_git;
    std::unique_ptr<GitFixture> m_fixture;
    std::unique_ptr<SmartHttpServer> m_server;
    QString m_commit;
};

void TestGitRemote::initTestCase()
{
    m_git = std::make_unique<LibGit2>(m_clock, LibGit2::Limits{Milliseconds{2'000}, Milliseconds{2'000}});
    m_fixture = std::make_unique<GitFixture>();
    QByteArray noise(1 << 20, '\0'); // does not compress: the slow server stops within it
    QRandomGenerator(7).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    m_fixture->write(QStringLiteral("noise.bin"), noise);
    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {}\n");
    m_commit = m_fixture->commit(QStringLiteral("first"));
    m_server = std::make_unique<SmartHttpServer>(m_fixture->root());
}

void TestGitRemote::cleanupTestCase()
{
    m_git.reset();
    m_server.reset();
    m_fixture.reset();
}

void TestGitRemote::rightPassword()
{
    const auto commit = m_git->remoteCommit(access(QStringLiteral("auth")), QStringLiteral("main"), {});
    QVERIFY2(commit, qPrintable(commit ? QString() : commit.error().message));
    QCOMPARE(*commit, m_commit);
    GitAccess open = access(QStringLiteral("open"));
    open.password.reset();
    QCOMPARE(m_git->remoteCommit(open, QString(), {}).value_or(QString()), m_commit);
    const QString directory = m_fixture->path(QStringLiteral("by-password"));
    const auto done = m_git->checkout(access(QStringLiteral("auth")), directory, m_commit, {}, {});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(readAll(directory + QStringLiteral("/recovery.yaml")), "recovery: {}\n");
    QVERIFY(!readAll(directory + QStringLiteral("/.git/config")).contains("right"));
}

// A commit that no branch or tag holds any more, from a server that gives it when asked by its id.
void TestGitRemote::commitByItsId()
{
    const auto git
        = [&](const char *words) { return m_fixture->git(QString::fromLatin1(words).split(QLatin1Char(' '))); };
    git("commit -q --allow-empty -m hidden");
    const QString hidden = QString::fromLatin1(git("rev-parse HEAD"));
    git("push -q origin HEAD:refs/heads/hidden");
    git("push -q origin :refs/heads/hidden");
    git("reset -q --hard HEAD~");
    const QString directory = m_fixture->path(QStringLiteral("by-id"));
    const GitAccess given = access(QStringLiteral("auth"));
    auto done = m_git->checkout(given, directory, hidden, {}, {});
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(QLatin1String("is not in")), qPrintable(done.error().message));
    QCOMPARE(done.error().code, ErrorCode::NotFound);
    runProgram(QStringLiteral("git"),
        {QStringLiteral("config"), QStringLiteral("uploadpack.allowAnySHA1InWant"), QStringLiteral("true")},
        m_fixture->bare());
    done = m_git->checkout(given, directory, hidden, {}, {});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message + done.error().context));
    QCOMPARE(runProgram(QStringLiteral("git"), {QStringLiteral("rev-parse"), QStringLiteral("HEAD")}, directory),
        hidden.toLatin1());
    done = m_git->checkout(given, directory, QString(40, QLatin1Char('1')), {}, {});
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(QLatin1String("is not in")), qPrintable(done.error().message));
    QCOMPARE(done.error().code, ErrorCode::NotFound);
}

void TestGitRemote::lostConnectionIsNoMissingCommit()
{
    const auto done = m_git->checkout(
        access(QStringLiteral("once")), m_fixture->path(QStringLiteral("lost")), QString(40, QLatin1Char('1')), {}, {});
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(QLatin1String("HTTP 503")), qPrintable(done.error().message));
    QCOMPARE(done.error().code, ErrorCode::Unavailable);
}

void TestGitRemote::refusals_data()
{
    QTest::addColumn<QString>("area");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("wrong password") << "auth" << "fleet.git" << QByteArray("wrong") << ErrorCode::Unauthorized
                                    << "refused the password or token of git";
    QTest::newRow("no password") << "auth" << "fleet.git" << QByteArray() << ErrorCode::Unauthorized
                                 << "none was given";
    QTest::newRow("no such repository") << "auth" << "gone.git" << QByteArray("right") << ErrorCode::NotFound
                                        << "no such repository";
    QTest::newRow("forbidden") << "forbidden" << "fleet.git" << QByteArray("right") << ErrorCode::Forbidden
                               << "refuses this account";
    QTest::newRow("busy") << "busy" << "fleet.git" << QByteArray("right") << ErrorCode::Unavailable << "HTTP 503";
}

void TestGitRemote::refusals()
{
    QFETCH(QString, area);
    QFETCH(QString, name);
    QFETCH(QByteArray, password);
    QFETCH(QString, words);
    GitAccess given = access(area, name);
    given.password = Secret(password);
    const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
    QVERIFY(!commit);
    QVERIFY2(commit.error().message.contains(words), qPrintable(commit.error().message));
    QTEST(commit.error().code, "code");
    QVERIFY(commit.error().message.contains(given.url));
    QVERIFY(password.isEmpty()
        || !(commit.error().message + commit.error().context)
            .contains(QString::fromLatin1(password) + QLatin1Char('@')));
}

void TestGitRemote::nobodyListens()
{
    GitAccess given = access(QStringLiteral("open"));
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    given.url = QStringLiteral("http://127.0.0.1:%1/fleet.git").arg(closed.serverPort());
    closed.close();
    const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
    QVERIFY(!commit);
    QCOMPARE(commit.error().code, ErrorCode::Unavailable);
}

void TestGitRemote::certificateIsChecked()
{
    const QString key = m_fixture->path(QStringLiteral("key.pem")),
                  certificate = m_fixture->path(QStringLiteral("cert.pem"));
    runProgram(QStringLiteral("openssl"),
        QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
                       "-addext subjectAltName=DNS:localhost -keyout %1 -out %2")
            .arg(key, certificate)
            .split(QLatin1Char(' ')));
    const SmartHttpServer server(m_fixture->root(), {certificate, key});
    GitAccess given = access(QStringLiteral("auth"));
    given.url = server.url(QStringLiteral("auth"));
    const auto refused = m_git->remoteCommit(given, QStringLiteral("main"), {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(QLatin1String("certificate is not trusted")),
        qPrintable(refused.error().message));
    QCOMPARE(refused.error().code, ErrorCode::Unauthorized);

    qputenv("SSL_CERT_FILE", certificate.toUtf8());
    LibGit2 trusting(m_clock, {Milliseconds{2'000}, Milliseconds{2'000}}); // the CAs are process-wide from here on
    const auto commit = trusting.remoteCommit(given, QStringLiteral("main"), {});
    given.url.replace(QLatin1String("localhost"), QLatin1String("127.0.0.1")); // trusted, but for another name
    const auto other = trusting.remoteCommit(given, QStringLiteral("main"), {});
    qunsetenv("SSL_CERT_FILE");
    QVERIFY2(commit, qPrintable(commit ? QString() : commit.error().message));
    QCOMPARE(*commit, m_commit);
    QVERIFY(!other);
    QCOMPARE(other.error().code, ErrorCode::Unauthorized);
}

void TestGitRemote::redirectsStayOnTheHost()
{
    QCOMPARE(
        m_git->remoteCommit(access(QStringLiteral("moved")), QStringLiteral("main"), {}).value_or(QString()), m_commit);
    const auto away
        = m_git->remoteCommit(access(QStringLiteral("away-%1").arg(m_server->port())), QStringLiteral("main"), {});
    QVERIFY(!away);
    QVERIFY2(away.error().message.contains(QLatin1String("redirect")), qPrintable(away.error().message));
}

void TestGitRemote::stopEndsAHangingCall()
{
    std::stop_source stop;
    std::jthread later([&] {
        SystemClock().sleepFor(Milliseconds{100}, {});
        stop.request_stop();
    });
    LibGit2 patient(m_clock, {Milliseconds{5'000}, Milliseconds{4'000}});
    const auto before = m_clock.now();
    const auto commit
        = patient.remoteCommit(access(QStringLiteral("hang")), QStringLiteral("main"), {stop.get_token()});
    QVERIFY(!commit);
    QCOMPARE(commit.error().code, ErrorCode::Cancelled);
    QVERIFY(m_clock.now() - before < Milliseconds{3'000}); // sooner than the server's silence is noticed
}

void TestGitRemote::deadlineEndsAHangingCall()
{
    const auto commit = m_git->remoteCommit(
        access(QStringLiteral("hang")), QStringLiteral("main"), Call{}.within(m_clock.now(), Milliseconds{100}));
    QVERIFY(!commit);
    QCOMPARE(commit.error().code, ErrorCode::TimedOut);
}

void TestGitRemote::silentServerTimesOut()
{
    const auto others = qScopeGuard([this] { LibGit2(m_clock, {Milliseconds{2'000}, Milliseconds{2'000}}); });
    const LibGit2 limits(m_clock, {Milliseconds{1'000}, Milliseconds{300}}); // process-wide
    const auto commit = m_git->remoteCommit(access(QStringLiteral("hang")), QStringLiteral("main"), {});
    QVERIFY(!commit);
    QVERIFY2(
        commit.error().message.contains(QLatin1String("did not answer in time")), qPrintable(commit.error().message));
    QCOMPARE(commit.error().code, ErrorCode::Unavailable);
}

static QStringList foldersIn(const QString &path)
{
    return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
}

void TestGitRemote::stoppedCloneLeavesNothing()
{
    const QString parent = m_fixture->path(QStringLiteral("stopped"));
    std::stop_source stop;
    const auto done = m_git->checkout(access(QStringLiteral("slow")), parent + QStringLiteral("/fleet"), m_commit,
        [&](const GitProgress &) { stop.request_stop(); }, {stop.get_token()});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
    QTRY_COMPARE(foldersIn(parent), QStringList());
}

void TestGitRemote::killedCloneLeavesNothing()
{
    const QString parent = m_fixture->path(QStringLiteral("killed")), directory = parent + QStringLiteral("/fleet");
    QProcess victim;
    victim.start(QCoreApplication::applicationFilePath(),
        {QStringLiteral("--clone"), m_server->url(QStringLiteral("slow")), directory, m_commit});
    QTRY_VERIFY(!foldersIn(parent).isEmpty());
    victim.kill();
    QVERIFY(victim.waitForFinished(10'000));
    QCOMPARE(foldersIn(parent).size(), 1);
    QVERIFY(foldersIn(parent).first().startsWith(QLatin1String("fleet.partial-")));
    QVERIFY(!QFile::exists(directory));

    const auto done = m_git->checkout(access(QStringLiteral("open")), directory, m_commit, {}, {});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(foldersIn(parent), QStringList{QStringLiteral("fleet")}); // what the dead one left is swept
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--clone")) {
        SystemClock clock;
        LibGit2 git(clock);
        return git.checkout({arguments.value(2), {}, {}, {}, {}}, arguments.value(3), arguments.value(4), {}, {}) ? 0
                                                                                                                  : 1;
    }
    TestGitRemote test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_gitremote.moc"
