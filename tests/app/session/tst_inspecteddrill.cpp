// The close look at applications in a whole drill: the world's programs, the engine, and a person who looks.
#include "app/drill/drillsession.h"
#include "app/drill/scenarios.h"
#include "app/session/localinspector.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

using State = ApplicationWatch::State;

class TestInspectedDrill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void beforeAnythingIsThere();
    void watchedFromTheBeginning();
    void blockedByItsImage();
    void podWithEvents();
    void logGoesOn();
    void syncIsNoted();
    void apiGoesDown();
    void endOfTheRun();
    void cleanupTestCase();

private:
    // Waits for the next one after now.
    template <class Ask> QList<QVariant> answer(QSignalSpy &spy, Ask ask)
    {
        spy.clear();
        ask();
        if (!QTest::qWaitFor([&] { return !spy.isEmpty(); }, 20'000))
            return {};
        return spy.last();
    }
    ResourceKey podOf(const QString &application)
    {
        QSignalSpy read(m_inspector.get(), &ApplicationInspector::treeRead);
        const auto answered = answer(read, [&] { m_inspector->inspect(application); });
        const auto tree = answered.value(0).value<InspectedTree>();
        const auto pod
            = std::ranges::find_if(tree.nodes, [](const ResourceNode &node) { return node.key.kind == u"Pod"; });
        return pod == tree.nodes.end() ? ResourceKey() : pod->key;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<DrillSession> m_session;
    std::unique_ptr<LocalInspector> m_inspector;
    QMap<QString, Application> m_applications;
    QList<ApplicationWatch> m_watches;
};

void TestInspectedDrill::initTestCase()
{
    qputenv("XDG_STATE_HOME", m_folder.path().toUtf8());
    const auto loaded = loadManifest(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml"));
    QVERIFY(loaded && loaded->plan);
    DrillSession::Options options;
    options.programs = QCoreApplication::applicationDirPath() + u"/../../../bin"_s;
    options.scenario = findScenario(u"bad-image"_s).value();
    options.speed = 1'000;
    auto session = DrillSession::create(*loaded, options);
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    m_session = *std::move(session);
    LocalRun &run = m_session->makeRun();
    m_inspector = std::make_unique<LocalInspector>(run);
    connect(&run.observations(), &Observations::applicationsChanged, this,
        [this](const QList<Application> &changed, const QStringList &removed) {
            for (const QString &key : removed)
                m_applications.remove(key);
            for (const Application &application : changed)
                m_applications.insert(application.key(), application);
        });
    connect(m_inspector.get(), &ApplicationInspector::watched, this,
        [this](const ApplicationWatch &watch) { m_watches << watch; });
}

void TestInspectedDrill::beforeAnythingIsThere()
{
    QSignalSpy failed(m_inspector.get(), &ApplicationInspector::failed);
    const auto told = answer(failed, [&] { m_inspector->inspect(u"argocd/frontend"_s); });
    QVERIFY(told.value(2).value<Error>().message.contains(u"no kubeconfig of the recovered cluster yet"));
    m_inspector->inspect({});
}

void TestInspectedDrill::watchedFromTheBeginning()
{
    m_inspector->watchApplications(true);
    m_session->start([](const Error &error) { qWarning() << error.message; });
    const auto follows = [&] {
        return std::ranges::any_of(
            m_watches, [](const ApplicationWatch &watch) { return watch.state == State::Following; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(follows() && m_applications.contains(u"argocd/frontend"_s), 120'000);
    QCOMPARE(m_watches.first().state, State::Waiting);
    QCOMPARE(m_watches.last().source, u"Argo CD API"_s);
}

void TestInspectedDrill::blockedByItsImage()
{
    InspectedTree seen;
    const auto isStuck = [&](const InspectedTree &tree) {
        return std::ranges::any_of(tree.blocked,
            [](const Blocked &blocked) { return blocked.blocking && blocked.sentence.contains(u"image"_s); });
    };
    const auto context = std::make_unique<QObject>();
    connect(m_inspector.get(), &ApplicationInspector::treeRead, context.get(), [&](const InspectedTree &tree) {
        if (!isStuck(tree))
            return;
        m_session->world().driver().setPaused(true); // before anybody mends it
        seen = tree;
    });
    m_inspector->inspect(u"argocd/frontend"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!seen.nodes.isEmpty(), 120'000);
    QCOMPARE(seen.source, u"Argo CD API"_s);
    QVERIFY(std::ranges::any_of(seen.blocked, [](const Blocked &blocked) { return blocked.culprit.kind == u"Pod"; }));
}

void TestInspectedDrill::podWithEvents()
{
    const ResourceKey pod = podOf(u"argocd/frontend"_s);
    QVERIFY(!pod.name.isEmpty());
    QSignalSpy read(m_inspector.get(), &ApplicationInspector::resourceRead);
    const auto answered = answer(read, [&] { m_inspector->askResource(pod); });
    const auto resource = answered.value(0).value<InspectedResource>();
    QCOMPARE(resource.key, pod);
    QVERIFY2(
        resource.manifest.contains("kind: Pod\n") && !resource.manifest.contains("managedFields"), resource.manifest);
    QVERIFY(!resource.containers.isEmpty());
    QVERIFY(std::ranges::any_of(resource.events, &InspectedEvent::warning));
    QSignalSpy differences(m_inspector.get(), &ApplicationInspector::differencesRead);
    QCOMPARE(answer(differences, [&] { m_inspector->askDifferences(); }).value(0).toString(), u"argocd/frontend"_s);
}

static QString healthyOne(const QMap<QString, Application> &applications)
{
    const auto found = std::ranges::find_if(applications, [](const Application &application) {
        return application.health == HealthStatus::Healthy && application.destinationNamespace != u"argocd"
            && application.operation == OperationPhase::Succeeded && !application.operationQueued;
    });
    return found == applications.end() ? QString() : found->key();
}

void TestInspectedDrill::logGoesOn()
{
    m_session->world().driver().setPaused(false); // until one with pods is well
    ResourceKey pod;
    for (int look = 0; look < 200 && pod.name.isEmpty(); ++look) {
        const auto seen = m_applications;
        for (const Application &application : seen) {
            if (pod.name.isEmpty() && application.health == HealthStatus::Healthy)
                pod = podOf(application.key());
        }
        QTest::qWait(20);
    }
    QVERIFY(!pod.name.isEmpty());
    QSignalSpy read(m_inspector.get(), &ApplicationInspector::resourceRead);
    const auto resource = answer(read, [&] { m_inspector->askResource(pod); }).value(0).value<InspectedResource>();
    QVERIFY(!resource.containers.isEmpty());
    QSignalSpy log(m_inspector.get(), &ApplicationInspector::logRead);
    const PodLogRequest request{pod.resourceNamespace, pod.name, resource.containers.last()};
    const QStringList lines = answer(log, [&] { m_inspector->followLog(request); }).value(1).toStringList();
    QVERIFY(lines.value(0).contains(u"is starting") || lines.value(0).contains(u"served"));
    log.clear();
    QTRY_VERIFY_WITH_TIMEOUT(!log.isEmpty(), 30'000);
    m_session->world().driver().setPaused(true);
    const QStringList more = log.last().at(1).toStringList();
    QVERIFY2(more.last().contains(u"served") && !lines.contains(more.last()), qPrintable(more.join(u'\n')));
    m_inspector->stopLog();
}

void TestInspectedDrill::syncIsNoted()
{
    QSignalSpy acted(m_inspector.get(), &ApplicationInspector::acted);
    QSignalSpy refused(m_inspector.get(), &ApplicationInspector::refused);
    const QString key = healthyOne(m_applications);
    QVERIFY(!key.isEmpty());
    const quint64 command = m_inspector->sync(key, false);
    QTRY_VERIFY_WITH_TIMEOUT(acted.size() + refused.size() == 1, 20'000);
    QVERIFY2(refused.isEmpty(), refused.isEmpty() ? "" : qPrintable(refused.first().at(1).value<Error>().message));
    QCOMPARE(acted.first().at(0).value<quint64>(), command);
    const auto noted = [&] {
        return std::ranges::any_of(m_session->run().state().notes,
            [](const Note &note) { return note.text.startsWith(u"Asked Argo CD for a sync of "); });
    };
    QTRY_VERIFY(noted());
}

void TestInspectedDrill::apiGoesDown()
{
    QSignalSpy read(m_inspector.get(), &ApplicationInspector::treeRead);
    answer(read, [&] { m_inspector->inspect(u"argocd/frontend"_s); });
    QVERIFY(!read.isEmpty());
    const QJsonObject down{{u"id"_s, u"down"_s}, {u"kind"_s, u"api-down"_s}};
    QVERIFY(m_session->world().link().ask(u"fault"_s, {{u"begin"_s, down}}));
    m_session->world().driver().setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(!read.last().at(0).value<InspectedTree>().trouble.isEmpty(), 30'000);
    QVERIFY(!read.last().at(0).value<InspectedTree>().nodes.isEmpty());
    QVERIFY(m_session->world().link().ask(u"fault"_s, {{u"end"_s, u"down"_s}}));
    QTRY_VERIFY_WITH_TIMEOUT(read.last().at(0).value<InspectedTree>().trouble.isEmpty(), 30'000);
}

void TestInspectedDrill::endOfTheRun()
{
    QSignalSpy ended(&m_session->run(), &RunControl::ended);
    m_session->run().cancel(u"me"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 120'000);
    QCOMPARE(m_watches.last().state, State::Off);
    QSignalSpy refused(m_inspector.get(), &ApplicationInspector::refused);
    const auto told = answer(refused, [&] { m_inspector->sync(u"argocd/frontend"_s, false); });
    QVERIFY(told.value(1).value<Error>().message.contains(u"record is closed"));
    QVERIFY(!m_applications.isEmpty());
}

void TestInspectedDrill::cleanupTestCase()
{
    m_inspector.reset();
    m_session.reset();
}

QTEST_GUILESS_MAIN(TestInspectedDrill)
#include "tst_inspecteddrill.moc"
