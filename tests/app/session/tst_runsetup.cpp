// From a manifest to what the engine needs: what is left on disk when that fails.
#include "app/journal/runfolders.h"
#include "app/session/runsetup.h"
#include "tests/support/nullports.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestRunSetup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder.path())); }
    void init() { QDir(runsFolder(stateFolder())).removeRecursively(); }
    void withoutAPlanThereIsNoRun_data();
    void withoutAPlanThereIsNoRun();
    void theShownPlanRuns();
    void aDrillThatNeverBeganIsNotResumed();

private:
    QStringList runs() const { return QDir(runsFolder(stateFolder())).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }

    QTemporaryDir m_folder;
    test::NullGit m_git;
};

void TestRunSetup::withoutAPlanThereIsNoRun_data()
{
    QTest::addColumn<RunMode>("mode");
    QTest::newRow("live") << RunMode::Live;
    QTest::newRow("drill") << RunMode::Drill;
}

void TestRunSetup::withoutAPlanThereIsNoRun()
{
    QFETCH(RunMode, mode);
    LoadedManifest loaded;
    loaded.manifest.emplace();
    StepSettings warm;
    warm.id = u"warm"_s;
    warm.run = u"true"_s;
    warm.after = {u"warm"_s};
    loaded.manifest->steps = {warm};
    loaded.planError = u"warm waits for itself"_s;
    RunOptions options;
    options.mode = mode;
    const auto prepared = prepareRun(loaded, options, m_git, {});
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().code, ErrorCode::Invalid);
    QCOMPARE(runs(), QStringList());
}

// What the person has looked at, not another one made anew.
void TestRunSetup::theShownPlanRuns()
{
    LoadedManifest loaded;
    loaded.manifest.emplace();
    loaded.plan.emplace();
    loaded.plan->name = u"as shown"_s;
    const auto prepared = prepareRun(loaded, {}, m_git, {});
    QVERIFY(prepared);
    QCOMPARE(prepared->setup.plan.name, u"as shown"_s);
    QCOMPARE(runs().size(), 1);
}

// Killed between its folder and its first event, it must not begin as a live run.
void TestRunSetup::aDrillThatNeverBeganIsNotResumed()
{
    const auto manifest = loadManifest(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml"));
    QVERIFY(manifest && manifest->plan);
    RunOptions options;
    options.runId = u"left"_s;
    options.mode = RunMode::Drill;
    QVERIFY(prepareRun(*manifest, options, m_git, {}));
    options.mode = RunMode::Live;
    const auto resumed = prepareResume(u"left"_s, options, m_git, {});
    QVERIFY(!resumed);
    QVERIFY2(resumed.error().message.contains(u"drill"_s), qPrintable(resumed.error().message));
}

QTEST_GUILESS_MAIN(TestRunSetup)
#include "tst_runsetup.moc"
