// The scenarios that come with Relight: each loads without a word, fits the sample it is written for, and comes to the
// end that it states when it is played on paper, on either sample.
#include "tests/models/scenario/paperrun.h"

#include "models/manifest/manifestparser.h"
#include "models/plan/planfor.h"
#include "models/scenario/scenarioparser.h"
#include "models/scenario/verdict.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

const QString resources = QStringLiteral(RELIGHT_SOURCE_DIR "/resources/");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

RecoveryPlan planOf(const QString &sample)
{
    return planFor(*parseManifest(contents(resources + u"samples/"_s + sample)).manifest, RunMode::Drill).value();
}

QStringList idsOf(const RecoveryPlan &plan)
{
    QStringList steps;
    for (const Step &step : plan.steps)
        steps << step.id;
    return steps;
}

QString printed(const QList<Diagnostic> &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &each : diagnostics)
        lines << u"%1:%2: %3"_s.arg(each.at.line).arg(each.at.column).arg(each.message);
    return lines.join(u'\n');
}

} // namespace

class TestShippedScenarios : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theyAreThere();
    void loads_data() { rows(); }
    void loads();
    void comesToItsEnd_data() { rows(); }
    void comesToItsEnd();
    void endsOnTheSeedToo_data() { rows(); }
    void endsOnTheSeedToo();

private:
    static QFileInfoList files() { return QDir(resources + u"scenarios"_s).entryInfoList({u"*.yaml"_s}, QDir::Files); }
    static void rows()
    {
        QTest::addColumn<QString>("path");
        for (const QFileInfo &file : files())
            QTest::addRow("%s", qPrintable(file.completeBaseName())) << file.filePath();
    }
};

void TestShippedScenarios::theyAreThere()
{
    QCOMPARE(files().size(), 17);
}

void TestShippedScenarios::loads()
{
    QFETCH(QString, path);
    const ParsedScenario parsed = parseScenario(contents(path));
    QCOMPARE(printed(parsed.diagnostics), QString());
    const Scenario &scenario = *parsed.scenario;
    QCOMPARE(scenario.name, QFileInfo(path).completeBaseName());
    QVERIFY2(scenario.title.size() < 60 && scenario.teaches.endsWith(u'.'), qPrintable(scenario.title));
    QVERIFY(!scenario.injects.isEmpty());
    QCOMPARE(stepsNotPlanned(scenario, idsOf(planOf(u"drill.yaml"_s))), QStringList());
}

void TestShippedScenarios::comesToItsEnd()
{
    QFETCH(QString, path);
    const Scenario scenario = *parseScenario(contents(path)).scenario;
    PaperRun run(scenario, planOf(u"drill.yaml"_s));
    const QStringList unmet = unmetExpectations(scenario, run.play());
    QVERIFY2(unmet.isEmpty(), qPrintable((unmet + run.orders()).join(u'\n')));
    for (const ExpectedDecision &decision : scenario.decisions)
        QVERIFY2(run.director().state().decided.contains(decision.id), qPrintable(run.orders().join(u'\n')));
    PaperRun again(scenario, planOf(u"drill.yaml"_s));
    QCOMPARE(again.play(), run.play());
    QCOMPARE(again.orders(), run.orders());
}

// It may have nothing to do there, but it must end.
void TestShippedScenarios::endsOnTheSeedToo()
{
    QFETCH(QString, path);
    PaperRun run(*parseScenario(contents(path)).scenario, planOf(u"recovery-manifest.yaml"_s));
    run.play();
    QVERIFY2(run.director().state().run.end, qPrintable(run.orders().join(u'\n')));
}

QTEST_GUILESS_MAIN(TestShippedScenarios)
#include "tst_shippedscenarios.moc"
