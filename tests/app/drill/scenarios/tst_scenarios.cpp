// Which scenarios there are: the program's, and the user's own beside and instead of them.
#include "app/drill/scenarios.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

QByteArray scenarioNamed(const QByteArray &name)
{
    return "scenario:\n  name: " + name
        + "\n  title: Mine\n  teaches: Something.\n  briefing: Night.\n  ends: { as: completed }\n";
}

} // namespace

class TestScenarios : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shippedOnesLoad();
    void ownOnesComeFirst();
    void brokenOnesAreNamed();
    void brokenOnesKeepTheirPlace();
    void found_data();
    void found();

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QTemporaryDir m_folder;
};

void TestScenarios::shippedOnesLoad()
{
    const QList<ScenarioFile> shipped = shippedScenarios();
    QCOMPARE(shipped.size(), 17);
    for (const ScenarioFile &file : shipped)
        QVERIFY2(file.parsed.scenario && !file.own && file.parsed.diagnostics.isEmpty(), qPrintable(file.path));
    QVERIFY(scenariosIn(m_folder.filePath(u"nowhere"_s)).isEmpty());
}

void TestScenarios::ownOnesComeFirst()
{
    write(u"a.yaml"_s, scenarioNamed("bad-image"));
    write(u"b.yaml"_s, scenarioNamed("zz-mine"));
    const QList<ScenarioFile> all = allScenarios(m_folder.path());
    QCOMPARE(all.size(), 18);
    QCOMPARE(all.last().parsed.scenario->name, u"zz-mine"_s);
    QVERIFY(all.last().own);
    QCOMPARE(findScenario(u"bad-image"_s, m_folder.path())->title, u"Mine"_s);
}

void TestScenarios::brokenOnesAreNamed()
{
    write(u"broken.yaml"_s, "scenario:\n  name: [\n");
    const QList<ScenarioFile> all = allScenarios(m_folder.path());
    QVERIFY(!all.last().parsed.scenario);
    const auto broken = findScenario(u"broken"_s, m_folder.path());
    QVERIFY(!broken);
    QVERIFY2(broken.error().message.contains(u"broken.yaml:"_s), qPrintable(broken.error().message));
}

// One's own with a mistake is not played as the shipped one that it stands for.
void TestScenarios::brokenOnesKeepTheirPlace()
{
    write(u"stale-backup.yaml"_s, "scenario:\n  name: stale-backup\n  title: [\n");
    const auto broken = findScenario(u"stale-backup"_s, m_folder.path());
    QVERIFY(!broken);
    QVERIFY2(broken.error().message.contains(u"stale-backup.yaml:"_s), qPrintable(broken.error().message));
}

void TestScenarios::found_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("name") << u"region-lost"_s << QString();
    QTest::newRow("file") << QStringLiteral(RELIGHT_SOURCE_DIR "/resources/scenarios/region-lost.yaml") << QString();
    QTest::newRow("misspelt") << u"regoin-lost"_s << u"did you mean \"region-lost\"?"_s;
    QTest::newRow("no file") << u"/nowhere/x.yaml"_s << u"cannot read /nowhere/x.yaml"_s;
    QTest::newRow("no scenario") << QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml")
                                 << u"drill.yaml:6:1: the key \"scenario\" is missing"_s;
}

void TestScenarios::found()
{
    QFETCH(QString, word);
    QFETCH(QString, refusal);
    const auto scenario = findScenario(word, m_folder.path());
    if (refusal.isEmpty())
        QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
    else
        QVERIFY2(!scenario && scenario.error().message.contains(refusal),
            scenario ? "" : qPrintable(scenario.error().message));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
