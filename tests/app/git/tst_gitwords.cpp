// The pure parts of the Git integration: addresses, known_hosts, revisions.

#include "app/integrations/git/gitremoterefs.h"
#include "app/integrations/git/giturl.h"
#include "app/integrations/git/knownhosts.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace relight;

class TestGitWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void passwordIsNotShown();
    void hostKeys_data();
    void hostKeys();
    void fingerprint();
    void revisions_data();
    void revisions();
};

static QByteArray wireKey(const QByteArray &type, const QByteArray &body)
{
    QByteArray key(4, '\0');
    key[3] = char(type.size());
    return key + type + body;
}

static const QByteArray ourKey = wireKey("ssh-ed25519", "ours");
static const QByteArray otherKey = wireKey("ssh-ed25519", "other");

void TestGitWords::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<GitUrl::Transport>("transport");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    using enum GitUrl::Transport;
    const auto row
        = [](const char *address, GitUrl::Transport transport, const char *user, const char *host, int port) {
              QTest::newRow(address) << QString::fromLatin1(address) << transport << QString::fromLatin1(user)
                                     << QString::fromLatin1(host) << port;
          };
    row("https://github.com/yourorg/gitops-repo.git", Http, "", "github.com", 0);
    row("http://ci@Git.Example.com:8080/a.git", Http, "ci", "git.example.com", 8080);
    row("ssh://git@example.com:2222/a.git", Ssh, "git", "example.com", 2222);
    row("git@github.com:yourorg/repo.git", Ssh, "git", "github.com", 0);
    row("host:repo.git", Ssh, "", "host", 0);
    row("git@[example.com:2222]:repo.git", Ssh, "git", "example.com", 2222);
    row("/srv/git/a.git", Local, "", "", 0);
    row("./a:b/c.git", Local, "", "", 0);
    row("file:///srv/git/a.git", Local, "", "", 0);
    row("git://example.com/a.git", Other, "", "example.com", 0);
}

void TestGitWords::addresses()
{
    QFETCH(QString, address);
    const GitUrl url = parseGitUrl(address);
    QTEST(url.transport, "transport");
    QTEST(url.user, "user");
    QTEST(url.host, "host");
    QTEST(int(url.port), "port");
    QCOMPARE(url.address, address);
}

void TestGitWords::passwordIsNotShown()
{
    const GitUrl url = parseGitUrl(QStringLiteral("https://ci:t0psecret@example.com/a.git"));
    QCOMPARE(url.shown, QStringLiteral("https://ci@example.com/a.git"));
    QVERIFY(url.address.contains(QLatin1String("t0psecret")));
}

void TestGitWords::hostKeys_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("port");
    QTest::addColumn<HostKeyVerdict>("verdict");
    const QByteArray ours = " ssh-ed25519 " + ourKey.toBase64(), other = " ssh-ed25519 " + otherKey.toBase64();
    const QByteArray salt("0123456789abcdefghij");
    const QByteArray hashed = "|1|" + salt.toBase64() + '|'
        + QMessageAuthenticationCode::hash("git.example.com", salt, QCryptographicHash::Sha1).toBase64();
    using enum HostKeyVerdict;
    QTest::newRow("nothing") << QByteArray() << 0 << Unknown;
    QTest::newRow("plain") << "git.example.com" + ours << 22 << Known;
    QTest::newRow("comment and blank lines") << "# git\n\n  git.example.com " + ours + " admin@x\n" << 0 << Known;
    QTest::newRow("other case") << "GIT.example.COM" + ours << 0 << Known;
    QTest::newRow("list of names") << "10.0.0.1,git.example.com" + ours << 0 << Known;
    QTest::newRow("another host") << "hub.example.com" + ours << 0 << Unknown;
    QTest::newRow("wildcard") << "*.example.com" + ours << 0 << Known;
    QTest::newRow("negated") << "*.example.com,!git.example.com" + ours << 0 << Unknown;
    QTest::newRow("hashed") << hashed + ours << 0 << Known;
    QTest::newRow("hashed, another") << hashed + other << 0 << Changed;
    QTest::newRow("a port needs its own line") << "git.example.com" + ours << 2222 << Unknown;
    QTest::newRow("port") << "[git.example.com]:2222" + ours << 2222 << Known;
    QTest::newRow("changed") << "git.example.com" + other << 0 << Changed;
    QTest::newRow("old and new") << "git.example.com" + other + "\ngit.example.com" + ours << 0 << Known;
    QTest::newRow("another kind of key") << "git.example.com ssh-rsa " + otherKey.toBase64() << 0 << Unknown;
    QTest::newRow("revoked") << "git.example.com" + ours + "\n@revoked *" + ours << 0 << Revoked;
    QTest::newRow("authority lines do not count") << "@cert-authority *" + ours << 0 << Unknown;
    QTest::newRow("torn line") << QByteArray("git.example.com ssh-ed25519") << 0 << Unknown;
}

void TestGitWords::hostKeys()
{
    QFETCH(QByteArray, lines);
    QFETCH(int, port);
    QTEST(checkHostKey(lines, QStringLiteral("git.example.com"), quint16(port), ourKey), "verdict");
}

void TestGitWords::fingerprint()
{
    QCOMPARE(hostKeyType(ourKey), "ssh-ed25519");
    QCOMPARE(hostKeyType("abc"), QByteArray());
    QCOMPARE(hostKeyType(QByteArray::fromHex("ffffffff00")), QByteArray());
    // printf '' | openssl dgst -sha256 -binary | base64, without the padding
    QCOMPARE(hostKeyFingerprint({}), QStringLiteral("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"));
}

void TestGitWords::revisions_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("commit"); // empty: NotFound
    const QString a(40, QLatin1Char('a')), b(40, QLatin1Char('b')), c(40, QLatin1Char('c'));
    QTest::newRow("HEAD") << QString() << a;
    QTest::newRow("branch") << "main" << a;
    QTest::newRow("branch before tag") << "both" << b;
    QTest::newRow("annotated tag") << "v1" << c;
    QTest::newRow("light tag") << "v0" << a;
    QTest::newRow("whole name") << "refs/heads/both" << b;
    QTest::newRow("whole tag name") << "refs/tags/v1" << c;
    QTest::newRow("commit") << QString(40, QLatin1Char('E')) << QString(40, QLatin1Char('e'));
    QTest::newRow("short commit") << "bbbbbbb" << b;
    QTest::newRow("short, unknown") << "1234567" << QString();
    QTest::newRow("none") << "nowhere" << QString();
}

void TestGitWords::revisions()
{
    QFETCH(QString, revision);
    QFETCH(QString, commit);
    const QString a(40, QLatin1Char('a')), b(40, QLatin1Char('b')), c(40, QLatin1Char('c')), d(40, QLatin1Char('d'));
    const QList<RemoteRef> refs{{QStringLiteral("HEAD"), a}, {QStringLiteral("refs/heads/both"), b},
        {QStringLiteral("refs/heads/main"), a}, {QStringLiteral("refs/tags/both"), c},
        {QStringLiteral("refs/tags/v0"), a}, {QStringLiteral("refs/tags/v1"), d},
        {QStringLiteral("refs/tags/v1^{}"), c}};
    const auto result = resolveRevision(refs, revision, QStringLiteral("fleet.git"));
    if (!commit.isEmpty()) {
        QCOMPARE(result.value_or(QString()), commit);
        return;
    }
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFound);
    QVERIFY2(result.error().message.contains(revision) && result.error().message.contains(QLatin1String("fleet.git")),
        qPrintable(result.error().message));
}

QTEST_APPLESS_MAIN(TestGitWords)
#include "tst_gitwords.moc"
