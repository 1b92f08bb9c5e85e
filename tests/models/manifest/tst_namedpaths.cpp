// Which repository paths a manifest names: what the digest covers, and what preflight looks for.
#include "models/manifest/manifestparser.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

RecoveryManifest sample(const char *name)
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? parseManifest(file.readAll()).manifest.value_or(RecoveryManifest{})
                                          : RecoveryManifest{};
}

RecoveryManifest withCommand(const QString &command)
{
    RecoveryManifest manifest;
    manifest.cluster.command = command;
    return manifest;
}

} // namespace

class TestNamedPaths : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void article();
    void full();
    void commands_data();
    void commands();
};

void TestNamedPaths::article()
{
    QCOMPARE(namedPaths(sample("recovery-manifest.yaml")),
        (QStringList{u"terraform/clusters/production"_s, u"apps/root.yaml"_s}));
}

void TestNamedPaths::full()
{
    QCOMPARE(namedPaths(sample("full.yaml")),
        (QStringList{u"terraform/clusters/production"_s, u"bootstrap/cilium.yaml"_s, u"bootstrap/csi.sh"_s,
            u"apps/root.yaml"_s, u"bootstrap/argocd/install.yaml"_s, u"scripts/last-backup-time.sh"_s,
            u"terraform/dns"_s, u"dns/cdn.sh"_s, u"dns/cdn-undo.sh"_s, u"checks/orders.sh"_s, u"scripts/warm.sh"_s,
            u"scripts/is-warm.sh"_s}));
}

void TestNamedPaths::commands_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("paths");
    QTest::newRow("script") << u"./a.sh --flag"_s << QStringList{u"a.sh"_s};
    QTest::newRow("second word") << u"sh ./a.sh"_s << QStringList{u"a.sh"_s};
    QTest::newRow("several") << u"./a.sh && (./b/c.sh; ./d)|./e"_s
                             << QStringList{u"a.sh"_s, u"b/c.sh"_s, u"d"_s, u"e"_s};
    QTest::newRow("lines") << u"set -e\n./a.sh\n./b.sh"_s << QStringList{u"a.sh"_s, u"b.sh"_s};
    QTest::newRow("quoted") << u"\"./a.sh\" -f=./b.yaml"_s << QStringList{u"a.sh"_s, u"b.yaml"_s};
    QTest::newRow("twice") << u"./a.sh; ./a.sh"_s << QStringList{u"a.sh"_s};
    QTest::newRow("cleaned") << u"./x/./y//z.sh"_s << QStringList{u"x/y/z.sh"_s};
    QTest::newRow("leaves") << u"./../a.sh ./b/../../c"_s << QStringList{};
    QTest::newRow("variable") << u"./$NAME/a.sh ./b-$NAME"_s << QStringList{};
    QTest::newRow("inside a word") << u"x./a.sh ../b.sh"_s << QStringList{};
    QTest::newRow("none") << u"pg_restore -d main /backups/latest.dump"_s << QStringList{};
}

void TestNamedPaths::commands()
{
    QFETCH(QString, command);
    QFETCH(QStringList, paths);
    QCOMPARE(namedPaths(withCommand(command)), paths);
}

QTEST_GUILESS_MAIN(TestNamedPaths)
#include "tst_namedpaths.moc"
