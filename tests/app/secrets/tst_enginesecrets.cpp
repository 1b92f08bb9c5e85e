// What the engine makes of secrets: none that was given out reaches the journal or a listener in an event's words (what
// identifies stays whole), and preflight says which are open to others.

#include "app/engine/runrecorder.h"
#include "app/engine/steps/preflightchecks.h"
#include "app/integrations/io/systemclock.h"
#include "app/integrations/process/processrunner.h"
#include "app/integrations/secrets/secretstore.h"
#include "models/run/eventjson.h"
#include "tests/app/engine/stepworld.h"

#include <QTest>

using namespace relight;

class Disk : public EventSink, public EngineListener
{
public:
    Result<> append(const QList<RunEvent> &events) override
    {
        for (const RunEvent &event : events)
            lines << eventToJson(event);
        return {};
    }
    void onEvents(const QList<RunEvent> &events, const RunState &) override { heard += events; }
    void onLog(const LogLine &) override { }
    void onProgress(const StepProgress &) override { }
    void onApplications(const ApplicationsDelta &) override { }
    void onRejected(quint64, const Error &) override { }
    void onStorageTrouble(const Error &) override { }
    void onWaiting(bool) override { }
    void onEnded(const RunState &) override { }

    QList<QByteArray> lines;
    QList<RunEvent> heard;
};

static const QString secret = QStringLiteral("c0rrect-horse"), said = QStringLiteral("it said c0rrect-horse, twice"),
                     clean = QStringLiteral("it said «secret», twice"), id = QStringLiteral("step");

Q_DECLARE_METATYPE(relight::RunEventBody)

class TestEngineSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<RunEventBody>("body");
        QTest::addColumn<RunEventBody>("written");
        const auto row = [](const char *name, auto make) {
            QTest::newRow(name) << RunEventBody(make(said)) << RunEventBody(make(clean));
        };
        row("resumed", [](const QString &text) { return RunResumed{id, 1, text}; });
        row("preflight", [](const QString &text) { return PreflightFinished{{text, text}, {text}}; });
        row("exception", [](const QString &text) { return FactRecorded{id, QStringLiteral("exception:app"), text}; });
        row("asked", [](const QString &text) {
            return DecisionRequested{
                Decision{secret, DecisionKind::Trust, id, text, text, {text, id}, secret, secret, true}};
        });
        row("taken", [](const QString &text) { return DecisionTaken{secret, true, id, text}; });
        row("withdrawn", [](const QString &text) { return DecisionWithdrawn{secret, text}; });
        row("attempt", [](const QString &text) {
            AttemptEnded ended;
            ended.stepId = id;
            ended.message = text;
            return ended;
        });
        row("step", [](const QString &text) { return StepEnded{id, StepState::Failed, text, id}; });
        row("waiting", [](const QString &text) { return StepWaiting{id, text}; });
        row("reset", [](const QString &text) { return StepReset{id, text, id}; });
        row("paused", [](const QString &text) { return RunPaused{PauseCause::Storage, text, id}; });
        row("ended", [](const QString &text) { return RunEnded{RunEnd::Failed, text, {text}, {id}}; });
        row("note", [](const QString &text) { return NoteAdded{id, text, id}; });
    }

    void words()
    {
        QFETCH(RunEventBody, body);
        SystemClock clock;
        ProcessRunner processes(clock, {});
        SecretStore store(clock, processes, {});
        store.remember(secret.toUtf8());
        Disk disk;
        RunRecorder recorder({}, disk, disk, clock, store);
        QVERIFY(recorder.record(body));
        QCOMPARE(disk.heard.size(), 1);
        QTEST(disk.heard.first().body, "written");
        QCOMPARE(disk.lines.first(), eventToJson(disk.heard.first()));
        QVERIFY2(!disk.lines.first().contains("it said c0rrect"), disk.lines.first().constData());
    }

    void preflightWarnsOfOpenFiles()
    {
        test::StepWorld world;
        QFile file(world.folder.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("t0ken") > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        file.close();
        SecretStore store(world.clock, world.processes, {world.folder.path(), {}, nullptr});
        world.manifest.gitops.argocd.token = SecretRef{SecretRef::Kind::File, QStringLiteral("token"), {}};
        Ports ports{world.clock, world.processes, store, world.clusters, world.argocds, world.git, world.network};
        StepContext context = world.context(ports);
        PreflightFindings findings;
        checkSecrets(context, findings);
        QCOMPARE(findings.blockers, QStringList());
        QCOMPARE(findings.warnings.size(), 1);
        QVERIFY2(findings.warnings.first().contains(file.fileName() + QStringLiteral(": run chmod 600")),
            qPrintable(findings.warnings.first()));
    }
};

QTEST_GUILESS_MAIN(TestEngineSecrets)
#include "tst_enginesecrets.moc"
