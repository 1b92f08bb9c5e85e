#include "manifests.h"
#include "models/manifest/manifestparser.h"
#include "models/plan/scriptprelude.h"
#include "models/plan/shellquote.h"
#include "stubcluster.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using relight::test::scriptOf;

namespace {

struct Ran
{
    int status = -1;
    QString out, err;
};

Ran ran(const QString &program, const QStringList &arguments, const QByteArray &input = {}, const QString &folder = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

// Quotes, expansions, options and line ends wherever text goes.
RecoveryManifest hostileManifest()
{
    const QString nasty = u"-it's $(touch pwned) `touch pwned` \"x\" \\ ; #\ntouch pwned\n%s é"_s;
    RecoveryManifest manifest = test::fullManifest();
    manifest.name = nasty;
    manifest.cluster.path = nasty;
    manifest.cluster.context = nasty;
    manifest.cluster.variables = {{nasty, nasty}};
    manifest.cluster.kubeconfig.value = nasty;
    manifest.cluster.bootstrap = {nasty + u".yaml"_s, nasty};
    manifest.cluster.lost = LostCluster{nasty, nasty, nasty, nasty};
    manifest.cluster.expectVersion = nasty;
    manifest.gitops.repo = nasty;
    manifest.gitops.rootApp = nasty;
    manifest.gitops.argocd.argoNamespace = nasty;
    manifest.gitops.argocd.manifest = nasty;
    manifest.gitops.credentials = {nasty, SecretRef{SecretRef::Kind::File, nasty}, {}, nasty};
    manifest.secrets.secretName = manifest.secrets.secretKey = manifest.secrets.secretNamespace = nasty;
    manifest.secrets.token = SecretRef{SecretRef::Kind::Prompt, nasty};
    manifest.data[0].name = nasty;
    manifest.data[0].backupLocation = nasty;
    manifest.data[0].needs = QStringList{nasty};
    manifest.data[0].holds = {u"other "_s + nasty};
    manifest.data[0].environment = {{u"TOKEN"_s, SecretRef{SecretRef::Kind::Env, nasty}}};
    manifest.traffic[1].name = nasty;
    manifest.traffic[1].recordName = nasty;
    manifest.traffic[1].recordService = nasty;
    manifest.traffic[2].instructions = nasty;
    manifest.verification[0].name = manifest.verification[0].http = nasty;
    manifest.contacts = {{nasty, nasty}};
    manifest.steps.last().title = nasty;
    return manifest;
}

} // namespace

class TestShellScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quoting_data();
    void quoting();
    void shellcheckAccepts_data();
    void shellcheckAccepts();
    void golden_data();
    void golden();
    void hostileTextIsOnlyText();
    void secretsAreNeverArguments();
    void findsAnApplicationInTheWorkTree();
    void restoreWithNeedsDoesNotWaitForTheWholeSync();
};

void TestShellScript::quoting_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"plain"_s, u"it's"_s, u"$(id) `id` \"x\" \\"_s, u"two\nlines"_s, u"a=b"_s,
             u"~/x"_s, u"*"_s, u"é…"_s, u"-n"_s, u"''"_s, u"!x"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestShellScript::quoting()
{
    QFETCH(QString, text);
    const Ran result = ran(u"sh"_s, {u"-c"_s, u"printf '%s' "_s + shellQuoted(text)});
    QCOMPARE(result.out, text);
}

void TestShellScript::shellcheckAccepts_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("seed") << scriptOf(test::seedManifest());
    QTest::newRow("full") << scriptOf(test::fullManifest());
    RecoveryManifest other = test::fullManifest();
    other.cluster.provisioner = Provisioner::Command;
    other.cluster.command = u"./provision.sh"_s;
    other.cluster.probe = u"./there.sh"_s;
    other.cluster.kubeconfig = {KubeconfigSource::Kind::Command, u"cat kubeconfig"_s};
    other.cluster.lost = LostCluster{u"~/.kube/old"_s, u"production"_s, {}, u"1234"_s};
    other.gitops.rootApp.reset();
    other.gitops.argocd.manifest = u"https://example.com/install.yaml"_s;
    other.gitops.argocd.manifestSha256 = u"0123"_s;
    other.gitops.credentials
        = {{}, {}, SecretRef{SecretRef::Kind::File, u"~/.ssh/id_ed25519"_s}, u"file:~/.ssh/known_hosts"_s};
    other.traffic[1].recordName = u"www.company.com"_s;
    other.traffic[1].recordValue = u"192.0.2.7"_s;
    other.notifications << NotificationItem{{}, {u"a@b.c"_s}};
    QTest::newRow("command, ssh, generated root") << scriptOf(other);
    other.cluster.provisioner = Provisioner::Existing;
    other.cluster.kubeconfig = {};
    other.secrets = {};
    other.data.clear();
    other.traffic.clear();
    other.gitops.credentials = {};
    QTest::newRow("existing, nothing else") << scriptOf(other);
    other.cluster.provisioner = Provisioner::Gcloud;
    QTest::newRow("gcloud") << scriptOf(other);
    QTest::newRow("hostile") << scriptOf(hostileManifest());
    for (const char *name : {"recovery-manifest", "full"}) {
        QFile sample(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/%1.yaml").arg(QLatin1StringView(name)));
        QVERIFY2(sample.open(QIODevice::ReadOnly), qPrintable(sample.fileName()));
        const ParsedManifest parsed = parseManifest(sample.readAll());
        QVERIFY(parsed.manifest);
        QTest::addRow("sample %s", name) << scriptOf(*parsed.manifest);
    }
}

void TestShellScript::shellcheckAccepts()
{
    QFETCH(QString, script);
    const Ran result = ran(u"shellcheck"_s, {u"-"_s}, script.toUtf8());
    QVERIFY2(result.status == 0, qPrintable(result.out + result.err));
    QCOMPARE(ran(u"dash"_s, {u"-n"_s}, script.toUtf8()).status, 0);
}

void TestShellScript::golden_data()
{
    QTest::addColumn<RecoveryManifest>("manifest");
    QTest::newRow("seed") << test::seedManifest();
    QTest::newRow("full") << test::fullManifest();
}

// What the script does, without the functions it is made of. RELIGHT_UPDATE_GOLDENS=1 writes the files anew: read the
// difference.
void TestShellScript::golden()
{
    QFETCH(RecoveryManifest, manifest);
    const QString text = scriptOf(manifest).remove(scriptPrelude());
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/models/plan/golden/%1.sh")
            .arg(QString::fromLatin1(QTest::currentDataTag())));
    if (qEnvironmentVariableIsSet("RELIGHT_UPDATE_GOLDENS")) {
        QVERIFY(QDir().mkpath(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/models/plan/golden")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n');
    const QStringList actual = text.split(u'\n');
    for (qsizetype i = 0; i < std::min(expected.size(), actual.size()); ++i)
        QCOMPARE(actual[i], expected[i]);
    QCOMPARE(actual.size(), expected.size());
}

// Every tool is a recorder; nothing of the manifest's text may run by itself, and all of it is reached.
void TestShellScript::hostileTextIsOnlyText()
{
    RecoveryManifest manifest = hostileManifest();
    const QString nasty = manifest.name;
    manifest.cluster.lost.reset();
    manifest.cluster.context.clear(); // no kubeconfig can hold it
    manifest.cluster.provisioner = Provisioner::Existing;
    manifest.cluster.kubeconfig = {KubeconfigSource::Kind::Path, u"kube'config $(touch pwned)"_s};
    manifest.cluster.bootstrap
        = {u"boot/a'$(touch${IFS}pwned)`touch${IFS}pwned`\";.yaml"_s}; // one word: a path, no command
    manifest.gitops.credentials.password = SecretRef{SecretRef::Kind::Prompt, u"pass'word"_s};
    manifest.data[0].restoreCommand = manifest.data[0].verifyCommand = u"true"_s; // commands are meant to run
    manifest.data[0].needs = QStringList{u"root"_s};                              // and names to be found
    manifest.data[0].holds = {u"shop"_s};
    manifest.traffic[1].command = u"true"_s;
    manifest.verification[1].command = u"true"_s;
    manifest.steps.last().run = u"true"_s;
    manifest.steps.last().probe = u"false"_s;
    test::StubCluster cluster;
    cluster.write(u"tree/"_s + manifest.cluster.kubeconfig.value, "server: https://new.example\n");
    cluster.write(u"tree/"_s + manifest.cluster.bootstrap.first(), "kind: DaemonSet\n");
    cluster.write(u"tree/"_s + nasty, "kind: Application\nmetadata:\n  name: root\n"); // install manifest and root
    cluster.write(u"resolved"_s, "192.0.2.7 STREAM\n");
    static const QRegularExpression asked(u"ask_secret RELIGHT_SECRET_[A-Z_]* "_s);
    const QString script = scriptOf(manifest).replace(asked, u"ask_secret ANY "_s);
    const test::ScriptRan result = cluster.run(script,
        {{u"ANY"_s, u"1"_s}, {u"SLACK_WEBHOOK"_s, u"x"_s},
            {u"RELIGHT_DONE"_s, u"restore-data/uploads update-dns/www update-dns/partner"_s}});
    QVERIFY2(result.status == 0, qPrintable(result.err));
    QVERIFY(!cluster.has(u"tree/pwned"_s) && !cluster.has(u"pwned"_s));
    QVERIFY(result.err.contains(u"the recovery is complete after"_s));
    QVERIFY(cluster.read(u"marks"_s).contains(u"\"state\":\"finished\""_s));
}

void TestShellScript::secretsAreNeverArguments()
{
    // A secret variable may stand in assignments, in printf (built into the shell) and in b64 (a function around
    // printf).
    for (const QString &line : scriptOf(test::fullManifest()).split(u'\n')) {
        if (!line.contains(u"$secret_"_s))
            continue;
        const QString command = line.trimmed();
        QVERIFY2(command.startsWith(u"printf "_s) || command == u"PGPASSWORD=$secret_3"_s, qPrintable(line));
    }
}

void TestShellScript::findsAnApplicationInTheWorkTree()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"apps.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n---\napiVersion: argoproj.io/v1alpha1\nkind: "
               "Application\n"
               "metadata:\n    labels:\n        name: shop\n    name: other\n---\nkind: Application\nmetadata:\n  "
               "namespace: argocd\n  name: \"shop\"\n"
               "spec:\n  name: other\n");
    file.close();
    const Ran result
        = ran(u"dash"_s, {u"-s"_s}, scriptPrelude().toUtf8() + "\napplication_manifest shop\n", folder.path());
    QCOMPARE(result.out,
        u"---\nkind: Application\nmetadata:\n  namespace: argocd\n  name: \"shop\"\nspec:\n  name: other\n"_s);
    QCOMPARE(ran(u"dash"_s, {u"-s"_s}, scriptPrelude().toUtf8() + "\napplication_manifest none\n", folder.path()).out,
        QString());
    // A name that was released is no longer held; the others are.
    const Ran held = ran(u"dash"_s, {u"-s"_s},
        scriptPrelude().toUtf8()
            + "\nguard() { :; }\nkubectl() { echo there; }\nargocd=a\nheld=' a b c '\nrelease b\necho \"<$held>\"\n",
        folder.path());
    QCOMPARE(held.out.simplified(), u"< a c >"_s);
}

void TestShellScript::restoreWithNeedsDoesNotWaitForTheWholeSync()
{
    const QString script = scriptOf(test::fullManifest());
    const auto at = [&](const QString &id) { return script.indexOf(u"if begin "_s + id); };
    QVERIFY(at(u"apply-root"_s) < at(u"restore-data/postgres-main"_s));
    QVERIFY(at(u"restore-data/postgres-main"_s) < at(u"monitor-sync"_s));
    QVERIFY(at(u"monitor-sync"_s) < at(u"restore-data/uploads"_s));
}

QTEST_GUILESS_MAIN(TestShellScript)
#include "tst_shellscript.moc"
