// LibGit2 against a real sshd on loopback: keys in memory and from an agent, known and unknown host keys.

#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "tests/app/git/gitfixture.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

using namespace relight;

class TestGitSsh : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void knownHost();
    void oneKindOfKeyIsEnough();
    void clones();
    void unknownHost();
    void changedHost();
    void refusedKey();
    void noKeyAtAll();
    void agent();
    void missingRepository();

private:
    GitAccess access() const;
    QByteArray key(const QString &name) const { return readAll(m_fixture->path(name)); }
    QByteArray knownHost(const QString &hostKey) const;

    SystemClock m_clock;
    std::unique_ptr<LibGit2> m_git;
    std::unique_ptr<GitFixture> m_fixture;
    QProcess m_sshd;
    quint16 m_port = 0;
    QString m_commit;
};

void TestGitSsh::initTestCase()
{
    if (!QFile::exists(QStringLiteral("/usr/sbin/sshd")))
        QSKIP("openssh-server is not installed");
    if (geteuid() == 0 && !QDir().mkpath(QStringLiteral("/run/sshd"))) // sshd of root separates its privileges there
        QSKIP("/run/sshd cannot be made");
    qunsetenv("SSH_AUTH_SOCK");
    m_git = std::make_unique<LibGit2>(m_clock);
    m_fixture = std::make_unique<GitFixture>();
    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {}\n");
    m_commit = m_fixture->commit(QStringLiteral("first"));
    const QList<std::pair<QString, QString>> keys{{QStringLiteral("host-ed25519"), QStringLiteral("ed25519")},
        {QStringLiteral("host-rsa"), QStringLiteral("rsa")}, {QStringLiteral("host-ecdsa"), QStringLiteral("ecdsa")},
        {QStringLiteral("client"), QStringLiteral("ed25519")}, {QStringLiteral("stranger"), QStringLiteral("ed25519")}};
    for (const auto &[name, type] : keys)
        runProgram(QStringLiteral("ssh-keygen"),
            {QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"), QString(), QStringLiteral("-f"),
                m_fixture->path(name)});
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    QFile config(m_fixture->path(QStringLiteral("sshd_config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(QStringLiteral(
        "Port %1\nListenAddress 127.0.0.1\nHostKey %2/host-ed25519\nHostKey %2/host-rsa\nHostKey %2/host-ecdsa\n"
        "AuthorizedKeysFile %2/client.pub\nStrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication "
        "no\nKbdInteractiveAuthentication no\nPerSourcePenalties no\n")
            .arg(m_port)
            .arg(m_fixture->root())
            .toUtf8());
    config.close();
    m_sshd.setProcessChannelMode(QProcess::MergedChannels);
    m_sshd.start(QStringLiteral("/usr/sbin/sshd"),
        {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), config.fileName()});
    QVERIFY(m_sshd.waitForStarted(10'000));
    QTRY_VERIFY_WITH_TIMEOUT(([this] {
        QTcpSocket probe;
        probe.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        return probe.waitForConnected(200);
    }()),
        10'000);
}

void TestGitSsh::cleanupTestCase()
{
    m_git.reset();
    m_sshd.terminate();
    m_sshd.waitForFinished(10'000);
    m_fixture.reset();
}

QByteArray TestGitSsh::knownHost(const QString &hostKey) const
{
    return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + key(hostKey + QStringLiteral(".pub"));
}

GitAccess TestGitSsh::access() const
{
    const QString user = QString::fromLocal8Bit(getpwuid(geteuid())->pw_name);
    const QString url = QStringLiteral("ssh://%1@127.0.0.1:%2%3").arg(user).arg(m_port).arg(m_fixture->bare());
    return {url, {}, {}, Secret(key(QStringLiteral("client"))), knownHost(QStringLiteral("host-ed25519"))};
}

#define COMPARE_ERROR(result, expected, words)                                                                         \
    do {                                                                                                               \
        QVERIFY(!(result));                                                                                            \
        QVERIFY2((result).error().message.contains(words), qPrintable((result).error().message));                      \
        QCOMPARE((result).error().code, expected);                                                                     \
    } while (false)

void TestGitSsh::knownHost()
{
    const auto commit = m_git->remoteCommit(access(), QStringLiteral("main"), {});
    QVERIFY2(commit, qPrintable(commit ? QString() : commit.error().message + QString::fromUtf8(m_sshd.readAll())));
    QCOMPARE(*commit, m_commit);
}

void TestGitSsh::oneKindOfKeyIsEnough()
{
    for (const char *kind :
        {"host-rsa", "host-ecdsa", "host-ed25519"}) { // the server has all three; only this one is known
        GitAccess given = access();
        given.knownHosts = knownHost(QString::fromLatin1(kind));
        const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
        QVERIFY2(commit, qPrintable(commit ? QString() : QString::fromLatin1(kind) + commit.error().message));
    }
}

void TestGitSsh::clones()
{
    const QString directory = m_fixture->path(QStringLiteral("by-ssh"));
    const auto done = m_git->checkout(access(), directory, m_commit, {}, {});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(readAll(directory + QStringLiteral("/recovery.yaml")), "recovery: {}\n");
}

void TestGitSsh::unknownHost()
{
    GitAccess given = access();
    given.knownHosts = "# nobody\n";
    const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
    COMPARE_ERROR(commit, ErrorCode::Forbidden, QLatin1String("is not known"));
    const QString fingerprints = QString::fromUtf8(runProgram(QStringLiteral("sh"),
        {QStringLiteral("-c"), QStringLiteral("for k in \"$0\"/host-*.pub; do ssh-keygen -lf $k; done"),
            m_fixture->root()}));
    const QString shown = commit.error().message.section(QStringLiteral("SHA256:"), 1).section(QLatin1Char('.'), 0, 0);
    QVERIFY2(shown.size() == 43 && fingerprints.contains(shown), qPrintable(commit.error().message));
}

void TestGitSsh::changedHost()
{
    GitAccess given = access();
    given.knownHosts = "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + key(QStringLiteral("stranger.pub"));
    COMPARE_ERROR(
        m_git->remoteCommit(given, QStringLiteral("main"), {}), ErrorCode::Forbidden, QLatin1String("another key"));
}

void TestGitSsh::refusedKey()
{
    GitAccess given = access();
    given.sshPrivateKey = Secret(key(QStringLiteral("stranger")));
    COMPARE_ERROR(m_git->remoteCommit(given, QStringLiteral("main"), {}), ErrorCode::Unauthorized,
        QLatin1String("refused the SSH key"));
    given.sshPrivateKey = Secret("not a key");
    const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
    COMPARE_ERROR(commit, ErrorCode::Unauthorized, QLatin1String("key"));
}

void TestGitSsh::noKeyAtAll()
{
    GitAccess given = access();
    given.sshPrivateKey.reset();
    COMPARE_ERROR(
        m_git->remoteCommit(given, QStringLiteral("main"), {}), ErrorCode::Unauthorized, QLatin1String("No SSH key"));
}

void TestGitSsh::agent()
{
    const QString socket = m_fixture->path(QStringLiteral("agent"));
    QProcess agent;
    agent.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), 10'000);
    qputenv("SSH_AUTH_SOCK", socket.toUtf8());
    runProgram(QStringLiteral("ssh-add"), {QStringLiteral("-q"), m_fixture->path(QStringLiteral("client"))});
    GitAccess given = access();
    given.sshPrivateKey.reset();
    const auto commit = m_git->remoteCommit(given, QStringLiteral("main"), {});
    runProgram(QStringLiteral("ssh-add"), {QStringLiteral("-qD")});
    const auto empty = m_git->remoteCommit(given, QStringLiteral("main"), {});
    qunsetenv("SSH_AUTH_SOCK");
    agent.terminate();
    QVERIFY(agent.waitForFinished(10'000));
    QVERIFY2(commit, qPrintable(commit ? QString() : commit.error().message));
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, ErrorCode::Unauthorized);
}

void TestGitSsh::missingRepository()
{
    GitAccess given = access();
    given.url += QStringLiteral(".gone");
    COMPARE_ERROR(
        m_git->remoteCommit(given, QStringLiteral("main"), {}), ErrorCode::NotFound, QLatin1String("no repository"));
}

QTEST_GUILESS_MAIN(TestGitSsh)
#include "tst_gitssh.moc"
