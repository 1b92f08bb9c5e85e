// The close look at applications beside a run: what it gives out, what it refuses, and that nothing holds it up.
#include "inspectedrun.h"

#include "app/session/observationtail.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <semaphore>
#include <sys/resource.h>

using namespace relight;
using namespace relight::test;
using namespace Qt::StringLiterals;

using There = InspectedRun::There;
using State = ApplicationWatch::State;

class TestLocalInspector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsNotThereYet_data();
    void saysWhatIsNotThereYet();
    void refusesAnotherCluster_data();
    void refusesAnotherCluster();
    void readsTheTreeAndWhatBlocks();
    void keepsWhatItSawWhenTheClusterGoes();
    void isNotHeldUp();
    void hidesSecrets();
    void readsAnObjectWithItsEvents();
    void followsALog();
    void theLastWordOnALogIsTheLast();
    void boundsALog();
    void acts();
    void watchesWhileNoStepDoes();
    void isStoppedByARefusal();
    void looksAtNothingBeforeTheRunIsLetGo();
    void leavesAnotherCommandersClusterAlone_data();
    void leavesAnotherCommandersClusterAlone();
    void actsOnlyOnRecord();
    void isRefusedASecretOnce();
    void watchesTheClusterThatIsPinnedAnew();
};

static Application application(const QString &name)
{
    Application app;
    app.name = name;
    app.appNamespace = u"argocd"_s;
    app.project = u"shop"_s;
    app.destinationNamespace = u"shop"_s;
    return app;
}

template <class Value> static Value last(const QSignalSpy &spy, int argument = 0)
{
    return spy.last().at(argument).value<Value>();
}

void TestLocalInspector::saysWhatIsNotThereYet_data()
{
    QTest::addColumn<There>("there");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nothing") << There::Nothing << u"there is no kubeconfig of the recovered cluster yet"_s;
    QTest::newRow("no Argo CD") << There::Cluster << u"Argo CD is not in the cluster yet"_s;
}

void TestLocalInspector::saysWhatIsNotThereYet()
{
    QFETCH(There, there);
    QFETCH(QString, sentence);
    InspectedRun one(there);
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    QSignalSpy refused(one.inspector.get(), &ApplicationInspector::refused);
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    one.inspector->inspect(u"argocd/shop"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(last<Inspection>(failed), Inspection::Tree);
    QCOMPARE(last<QString>(failed, 1), u"argocd/shop"_s);
    QVERIFY(last<Error>(failed, 2).message.startsWith(sentence));
    const quint64 command = one.inspector->sync(u"argocd/shop"_s, false);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(last<quint64>(refused), command);
    one.inspector->watchApplications(true);
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).trouble.startsWith(sentence));
    QCOMPARE(last<ApplicationWatch>(watched).state, State::Waiting);
    QCOMPARE(one.argocds.opened.load(), 0);
}

void TestLocalInspector::refusesAnotherCluster_data()
{
    QTest::addColumn<QString>("uid");
    QTest::addColumn<QString>("authority");
    QTest::newRow("uid") << u"another"_s << QString();
    QTest::newRow("certificate authority") << u"uid"_s << u"another"_s;
}

void TestLocalInspector::refusesAnotherCluster()
{
    QFETCH(QString, uid);
    QFETCH(QString, authority);
    InspectedRun one;
    one.cluster().who.uid = uid;
    one.cluster().who.caSha256 = authority;
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    one.inspector->inspect(u"argocd/shop"_s);
    one.inspector->askDifferences();
    one.inspector->askResource({{}, u"v1"_s, u"Secret"_s, u"shop"_s, u"s"_s});
    one.inspector->followLog({u"shop"_s, u"p"_s, u"c"_s});
    one.inspector->watchApplications(true);
    QTRY_COMPARE(failed.size(), 4);
    for (const auto &refusal : failed)
        QCOMPARE(refusal.at(2).value<Error>().code, ErrorCode::Forbidden);
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Stopped);
    QCOMPARE(one.argocds.opened.load(), 0); // nobody was told a password
    QVERIFY(!one.cluster().leased);
}

// A Deployment's pod that cannot pull its image.
static void breakImage(InspectedRun &one)
{
    ResourceNode pod;
    pod.key = {{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-1"_s};
    pod.uid = u"p"_s;
    pod.parentUids = {u"d"_s};
    pod.health = HealthStatus::Progressing;
    ResourceNode deployment;
    deployment.key = {u"apps"_s, u"v1"_s, u"Deployment"_s, u"shop"_s, u"web"_s};
    deployment.uid = u"d"_s;
    deployment.health = HealthStatus::Progressing;
    one.argocd().tree = {deployment, pod};
    const QJsonObject waiting{{u"reason"_s, u"ImagePullBackOff"_s}, {u"message"_s, u"not found, hunter2"_s}};
    const QJsonObject container{
        {u"name"_s, u"web"_s}, {u"image"_s, u"reg/web:missing"_s}, {u"state"_s, QJsonObject{{u"waiting"_s, waiting}}}};
    one.cluster().lists.insert(u"Pod"_s,
        {QJsonObject{{u"kind"_s, u"Pod"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, u"web-1"_s}, {u"namespace"_s, u"shop"_s}, {u"uid"_s, u"p"_s}}},
            {u"spec"_s,
                QJsonObject{{u"containers"_s,
                    QJsonArray{QJsonObject{{u"name"_s, u"web"_s}, {u"image"_s, u"reg/web:missing"_s}}}}}},
            {u"status"_s, QJsonObject{{u"phase"_s, u"Pending"_s}, {u"containerStatuses"_s, QJsonArray{container}}}}}});
    Application app = application(u"shop"_s);
    app.hasStatus = true;
    app.sync = SyncStatus::Synced;
    app.health = HealthStatus::Progressing;
    ResourceStatus web;
    web.key = deployment.key;
    web.sync = SyncStatus::Synced;
    web.health = HealthStatus::Progressing;
    app.resources = {web};
    one.run->observe({.changed = {app}, .removed = {}, .complete = true, .source = u"Argo CD API"_s, .degraded = {}});
}

void TestLocalInspector::readsTheTreeAndWhatBlocks()
{
    InspectedRun one;
    breakImage(one);
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::treeRead);
    one.inspector->inspect(u"argocd/shop"_s);
    QTRY_COMPARE(read.size(), 1);
    const auto tree = last<InspectedTree>(read);
    QCOMPARE(tree.application, u"argocd/shop"_s);
    QCOMPARE(tree.nodes.size(), 2);
    QCOMPARE(tree.source, u"Argo CD API"_s);
    QCOMPARE(tree.trouble, QString());
    QCOMPARE(tree.blocked.size(), 1);
    QCOMPARE(tree.blocked.first().culprit.name, u"web-1"_s);
    QVERIFY2(tree.blocked.first().sentence.contains(u"reg/web:missing"_s), qPrintable(tree.blocked.first().sentence));
    QVERIFY(!tree.blocked.first().sentence.contains(u"hunter2"_s));
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 2, 8'000); // by itself
    QVERIFY(!one.cluster().leased);
}

void TestLocalInspector::keepsWhatItSawWhenTheClusterGoes()
{
    InspectedRun one;
    breakImage(one);
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::treeRead);
    one.inspector->inspect(u"argocd/shop"_s);
    QTRY_COMPARE(read.size(), 1);
    const auto before = last<InspectedTree>(read);
    {
        const std::lock_guard lock(one.cluster().mutex);
        one.cluster().silent = true;
    }
    QTRY_VERIFY_WITH_TIMEOUT(!last<InspectedTree>(read).trouble.isEmpty(), 8'000);
    const auto after = last<InspectedTree>(read);
    QVERIFY(after.trouble.contains(u"connection refused"_s));
    QCOMPARE(after.readAt, before.readAt);
    QCOMPARE(after.nodes, before.nodes);
}

void TestLocalInspector::isNotHeldUp()
{
    InspectedRun one;
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::treeRead);
    one.inspector->inspect(u"argocd/hangs"_s);
    QTRY_VERIFY(one.argocd().hanging.load());
    QElapsedTimer time;
    time.start();
    one.inspector->inspect(u"argocd/shop"_s);
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(last<InspectedTree>(read).application, u"argocd/shop"_s);
    one.argocd().hanging = false;
    one.inspector->inspect(u"argocd/hangs"_s);
    QTRY_VERIFY(one.argocd().hanging.load());
    one.inspector.reset();
    QVERIFY(time.elapsed() < 5'000);
}

void TestLocalInspector::hidesSecrets()
{
    InspectedRun one;
    const QByteArray live
        = R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"password":"c2VjcmV0LW9uZQ=="}})";
    const QByteArray target
        = R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"password":"c2VjcmV0LXR3bw=="}})";
    const ResourceKey key{{}, u"v1"_s, u"Secret"_s, u"shop"_s, u"s"_s};
    one.argocd().different = {{key, live, target}};
    one.cluster().objects.insert(u"Secret/s"_s, QJsonDocument::fromJson(live).object());
    QSignalSpy differences(one.inspector.get(), &ApplicationInspector::differencesRead);
    QSignalSpy resources(one.inspector.get(), &ApplicationInspector::resourceRead);
    one.inspector->inspect(u"argocd/shop"_s);
    one.inspector->askDifferences();
    one.inspector->askResource(key);
    QTRY_COMPARE(differences.size(), 1);
    QTRY_COMPARE(resources.size(), 1);
    const auto different = last<QList<InspectedDifference>>(differences, 1);
    QVERIFY2(different.first().live.contains("password: hidden, 10 bytes, another value"), different.first().live);
    const auto resource = last<InspectedResource>(resources);
    QVERIFY2(resource.manifest.contains("password: hidden, 10 bytes"), resource.manifest);
    for (const QByteArray &text : {different.first().live, different.first().target, resource.manifest})
        QVERIFY(!text.contains("c2Vjcm") && !text.contains("secret-"));
}

void TestLocalInspector::readsAnObjectWithItsEvents()
{
    InspectedRun one;
    const auto container = [](const QString &name) { return QJsonObject{{u"name"_s, name}}; };
    one.cluster().objects.insert(u"Pod/web-1"_s,
        {{u"metadata"_s, QJsonObject{{u"name"_s, u"web-1"_s}, {u"managedFields"_s, QJsonArray{QJsonObject()}}}},
            {u"spec"_s,
                QJsonObject{{u"containers"_s, QJsonArray{container(u"web"_s)}},
                    {u"initContainers"_s, QJsonArray{container(u"wait"_s)}}}}});
    const QJsonObject about{{u"kind"_s, u"Pod"_s}, {u"name"_s, u"web-1"_s}};
    one.cluster().lists.insert(u"Event"_s,
        {QJsonObject{{u"involvedObject"_s, about}, {u"lastTimestamp"_s, u"2026-08-01T10:00:00Z"_s},
             {u"reason"_s, u"Pulling"_s}},
            QJsonObject{{u"involvedObject"_s, about}, {u"reason"_s, u"Failed"_s}, {u"type"_s, u"Warning"_s},
                {u"lastTimestamp"_s, QJsonValue::Null},
                {u"series"_s, QJsonObject{{u"count"_s, 7}, {u"lastObservedTime"_s, u"2026-08-01T10:00:05.5Z"_s}}}}});
    QSignalSpy resources(one.inspector.get(), &ApplicationInspector::resourceRead);
    one.inspector->askResource({{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-1"_s});
    QTRY_COMPARE(resources.size(), 1);
    const auto resource = last<InspectedResource>(resources);
    QVERIFY(!resource.manifest.contains("managedFields"));
    QVERIFY2(resource.manifest.startsWith("apiVersion: v1\nkind: Pod\n"), resource.manifest);
    QCOMPARE(resource.containers, (QStringList{u"wait"_s, u"web"_s}));
    QCOMPARE(resource.events.size(), 2);
    QCOMPARE(resource.events.first().reason, u"Failed"_s);
    QCOMPARE(resource.events.first().count, 7);
    QVERIFY(resource.events.first().warning);
    QCOMPARE(resource.events.first().object, u"Pod/web-1"_s);
    QVERIFY(one.cluster().selectors.contains(u"involvedObject.kind=Pod,involvedObject.name=web-1"_s));
    // Of an application that goes to another cluster nothing is read from this one.
    Application far = application(u"far"_s);
    far.destinationServer = u"https://elsewhere"_s;
    one.run->observe({.changed = {far}, .removed = {}, .complete = false, .source = {}, .degraded = {}});
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    one.inspector->inspect(u"argocd/far"_s);
    one.inspector->askResource({{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-1"_s});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(resources.size(), 1);
}

void TestLocalInspector::followsALog()
{
    InspectedRun one;
    std::atomic<int> connections = 0;
    std::atomic<bool> wentOn = false;
    one.cluster().follows = [&](const PodLogFollow &log, const auto &handler, const Call &call) -> Result<> {
        if (++connections == 1) {
            handler({"2026-08-01T10:00:00Z", "first hunter2"});
            return failure(ErrorCode::Unavailable, u"connection reset"_s);
        }
        wentOn = log.newerThan == "2026-08-01T10:00:00Z";
        handler({"2026-08-01T10:00:01Z", "second"});
        return hang(call);
    };
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::logRead);
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    const auto lines = [&] {
        QStringList all;
        for (const auto &batch : read)
            all << batch.at(1).toStringList();
        return all;
    };
    const PodLogRequest request{u"shop"_s, u"web-1"_s, u"web"_s};
    one.inspector->followLog(request);
    QTRY_COMPARE(lines(), (QStringList{u"first «secret»"_s, u"second"_s}));
    QVERIFY(wentOn);
    QCOMPARE(last<PodLogRequest>(read), request);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(last<Inspection>(failed), Inspection::Log);
    read.clear();
    one.inspector->followLog({u"shop"_s, u"web-1"_s, u"web"_s, true});
    QTRY_COMPARE(lines(), (QStringList{u"one"_s, u"two «secret»"_s}));
    one.inspector->stopLog();
}

void TestLocalInspector::theLastWordOnALogIsTheLast()
{
    InspectedRun one;
    one.cluster().objects.insert(u"Pod/web-1"_s, QJsonObject{{u"status"_s, QJsonObject{{u"phase"_s, u"Succeeded"_s}}}});
    one.cluster().follows = [](const PodLogFollow &, const auto &handler, const Call &) -> Result<> {
        handler({"2026-08-01T10:00:00Z", "done"});
        return {};
    };
    QStringList story;
    connect(one.inspector.get(), &ApplicationInspector::logRead, this,
        [&](const auto &, const QStringList &lines) { story << lines; });
    connect(one.inspector.get(), &ApplicationInspector::failed, this,
        [&](const auto, const QString &, const Error &error) { story << error.message; });
    one.inspector->followLog({u"shop"_s, u"web-1"_s, u"web"_s});
    QTRY_COMPARE(story.size(), 2);
    QCOMPARE(story.first(), u"done"_s);
    QVERIFY2(story.last().contains(u"has ended"), qPrintable(story.last()));
}

void TestLocalInspector::boundsALog()
{
    InspectedRun one;
    one.cluster().follows = [](const PodLogFollow &, const auto &handler, const Call &call) -> Result<> {
        for (int i = 0; i < 100'000 && !call.stop.stop_requested(); ++i)
            handler({{}, QByteArray::number(i)});
        return hang(call);
    };
    QStringList seen;
    qsizetype largest = 0;
    connect(one.inspector.get(), &ApplicationInspector::logRead, this, [&](const auto &, const QStringList &lines) {
        seen = lines;
        largest = std::max(largest, lines.size());
    });
    one.inspector->followLog({u"shop"_s, u"web-1"_s, u"web"_s});
    QTRY_VERIFY(!seen.isEmpty() && seen.last() == u"99999"_s);
    QVERIFY(largest <= 20'001);
    // What comes late of one that nobody follows any more is not told.
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::logRead);
    one.inspector->followLog({u"shop"_s, u"web-2"_s, u"web"_s});
    one.inspector->stopLog();
    QTest::qWait(100);
    QCOMPARE(read.size(), 0);
}

void TestLocalInspector::acts()
{
    InspectedRun one;
    one.run->observe(
        {.changed = {application(u"shop"_s)}, .removed = {}, .complete = true, .source = {}, .degraded = {}});
    QSignalSpy acted(one.inspector.get(), &ApplicationInspector::acted);
    QSignalSpy refused(one.inspector.get(), &ApplicationInspector::refused);
    const quint64 sync = one.inspector->sync(u"argocd/shop"_s, true);
    const quint64 refresh = one.inspector->refresh(u"argocd/shop"_s, true);
    const quint64 closed = one.inspector->sync(u"argocd/closed"_s, false);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(acted.size(), 2);
    QCOMPARE(acted.at(0).at(0).value<quint64>(), sync);
    QCOMPARE(acted.at(1).at(0).value<quint64>(), refresh);
    QVERIFY(acted.at(0).at(1).toString().contains(u"shop"_s));
    QCOMPARE(last<quint64>(refused), closed);
    QCOMPARE(last<Error>(refused, 1).message, u"blocked by sync window"_s);
    QCOMPARE(one.argocd().synced, QStringList{u"argocd/shop!shop"_s});
}

void TestLocalInspector::watchesWhileNoStepDoes()
{
    InspectedRun one;
    std::atomic<bool> ended = false;
    one.argocd().follows = [&](const auto &handler, const Call &call) -> Result<> {
        ApplicationsDelta delta{.changed = {application(u"shop"_s)},
            .removed = {},
            .complete = true,
            .source = u"Argo CD API"_s,
            .degraded = {}};
        delta.seenAt = one.clock.now();
        for (int i = 0; handler(delta) == WatchVerdict::Continue; ++i) {
            delta = {.changed = {}, .removed = {}, .complete = false, .source = u"Argo CD API"_s, .degraded = {}};
            delta.seenAt = one.clock.now();
            if (!one.clock.sleepFor(Milliseconds{20}, call.stop))
                return failure(ErrorCode::Cancelled, u"stopped"_s);
        }
        ended = true;
        return {};
    };
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    QSignalSpy changed(&one.run->observations(), &Observations::applicationsChanged);
    one.inspector->watchApplications(true);
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Following);
    QCOMPARE(last<ApplicationWatch>(watched).source, u"Argo CD API"_s);
    QVERIFY(last<ApplicationWatch>(watched).lastSeen.has_value());
    QTRY_COMPARE(changed.size(), 1);
    QTest::qWait(300);
    QVERIFY(watched.size() <= 3);           // although it is heard of fifty times a second
    one.inspector->watchApplications(true); // already
    QCOMPARE(one.argocd().followed.load(), 1);
    one.inspector->watchApplications(false);
    QCOMPARE(last<ApplicationWatch>(watched).state, State::Off);
    QVERIFY(last<ApplicationWatch>(watched).lastSeen.has_value());
    QVERIFY(one.run->application(u"argocd/shop"_s)); // what was seen stays
    QVERIFY(!ended);
    const QString elsewhere = observationsPath(one.run->site().runFolder); // where others look on
    QTRY_COMPARE(ObservationTail(elsewhere).look({}).changed.size(), 1);
}

void TestLocalInspector::isStoppedByARefusal()
{
    InspectedRun one;
    one.argocd().follows = [](const auto &, const Call &) -> Result<> {
        return failure(ErrorCode::Unauthorized, u"the token was refused"_s);
    };
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    one.inspector->watchApplications(true);
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Stopped);
    QCOMPARE(last<ApplicationWatch>(watched).trouble, u"the token was refused"_s);
    QCOMPARE(one.argocd().followed.load(), 1);
    one.inspector->watchApplications(true); // somebody mended it, and says so
    QTRY_COMPARE(one.argocd().followed.load(), 2);
}

// To look needs secrets; where they come from may be a command of a manifest that changed since it was trusted.
void TestLocalInspector::looksAtNothingBeforeTheRunIsLetGo()
{
    InspectedRun one(There::ArgoCd, {.trusted = false});
    QTRY_COMPARE(one.run->state().open.size(), 1);
    QCOMPARE(one.run->state().open.first().kind, DecisionKind::Trust);
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    QSignalSpy refused(one.inspector.get(), &ApplicationInspector::refused);
    QSignalSpy read(one.inspector.get(), &ApplicationInspector::treeRead);
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    one.inspector->inspect(u"argocd/shop"_s);
    one.inspector->watchApplications(true);
    one.inspector->sync(u"argocd/shop"_s, true);
    one.inspector->askResource({{}, u"v1"_s, u"Secret"_s, u"shop"_s, u"s"_s});
    QTRY_COMPARE(failed.size(), 2);
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(last<Error>(failed, 2).message.startsWith(u"Nothing is looked at before the run goes on"_s));
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Waiting);
    QCOMPARE(one.argocds.opened.load(), 0);
    QCOMPARE(one.cluster().asked, 0);
    QVERIFY(one.argocd().synced.isEmpty());
    one.run->decide(one.run->state().open.first().id, true, u"ada"_s, {});
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 8'000); // by itself
}

void TestLocalInspector::leavesAnotherCommandersClusterAlone_data()
{
    QTest::addColumn<QString>("holder");
    QTest::addColumn<int>("secondsAgo");
    QTest::addColumn<bool>("refused");
    QTest::newRow("another") << u"other, ada@b"_s << 5 << true;
    QTest::newRow("another, not renewed for a while") << u"other, ada@b"_s << 100 << true;
    QTest::newRow("another, long gone") << u"other, ada@b"_s << 200 << false;
    QTest::newRow("this run") << QString() << 5 << false;
}

void TestLocalInspector::leavesAnotherCommandersClusterAlone()
{
    QFETCH(QString, holder);
    QFETCH(int, secondsAgo);
    QFETCH(bool, refused);
    InspectedRun one;
    const Timestamp renewed = one.clock.wall() - Seconds(secondsAgo);
    one.cluster().objects.insert(u"Lease/relight"_s,
        {{u"spec"_s,
            QJsonObject{{u"holderIdentity"_s, holder.isEmpty() ? leaseHolder(one.run->site()) : holder},
                {u"leaseDurationSeconds"_s, 60}, {u"renewTime"_s, timestampText(renewed)}}}});
    QSignalSpy acted(one.inspector.get(), &ApplicationInspector::acted);
    QSignalSpy refusals(one.inspector.get(), &ApplicationInspector::refused);
    one.inspector->sync(u"argocd/shop"_s, true);
    QTRY_COMPARE(acted.size() + refusals.size(), 1);
    QCOMPARE(refusals.size(), refused ? 1 : 0);
    QCOMPARE(one.argocd().synced.isEmpty(), refused);
    if (refused)
        QVERIFY(last<Error>(refusals, 1).message.startsWith(u"“other, ada@b” is recovering this cluster"_s));
}

// No file may grow: to the journal that is a disk that takes nothing.
class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 1;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

void TestLocalInspector::actsOnlyOnRecord()
{
    InspectedRun one;
    QSignalSpy acted(one.inspector.get(), &ApplicationInspector::acted);
    QSignalSpy refused(one.inspector.get(), &ApplicationInspector::refused);
    const auto noted = [&] {
        QStringList texts;
        for (const auto &note : one.run->state().notes)
            texts << note.text;
        return texts;
    };
    {
        const FullDisk full;
        one.inspector->sync(u"argocd/shop"_s, true);
        QTRY_COMPARE(refused.size(), 1);
    }
    QCOMPARE(last<Error>(refused, 1).code, ErrorCode::Storage);
    QVERIFY(last<Error>(refused, 1).message.contains(u"the record of the run could not be written"_s));
    QVERIFY(one.argocd().synced.isEmpty());
    one.inspector->sync(u"argocd/cart"_s, false);
    QTRY_COMPARE(acted.size(), 1);
    QTRY_COMPARE(noted(), QStringList{u"Asked Argo CD for a sync of cart"_s}); // not what never was asked for
}

void TestLocalInspector::isRefusedASecretOnce()
{
    InspectedRun one;
    one.argocd().follows = [](const auto &, const Call &) -> Result<> {
        return failure(ErrorCode::Cancelled, u"nobody answered for the secret"_s);
    };
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    QSignalSpy failed(one.inspector.get(), &ApplicationInspector::failed);
    one.inspector->watchApplications(true);
    one.inspector->inspect(u"argocd/unanswered"_s);
    QTRY_VERIFY(!watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Stopped);
    QCOMPARE(last<ApplicationWatch>(watched).trouble, u"nobody answered for the secret"_s);
    QTRY_COMPARE(failed.size(), 1);
    QTest::qWait(4'000); // a tree is read every three seconds
    QCOMPARE(one.argocd().followed.load(), 1);
    QCOMPARE(one.argocd().asked.load(), 1);
    one.inspector->watchApplications(true); // the person wants it after all
    QTRY_COMPARE(one.argocd().followed.load(), 2);
}

void TestLocalInspector::watchesTheClusterThatIsPinnedAnew()
{
    std::binary_semaphore accepted(0);
    InspectedRun one(There::ArgoCd, {.provision = [&](StepContext &context) -> Result<Outcome> {
        accepted.acquire();
        (void)context.host.record(ClusterPinned{u"another"_s, {}, u"https://c"_s, {}});
        return failure(ErrorCode::Forbidden, u"that was all"_s);
    }});
    {
        const std::lock_guard lock(one.cluster().mutex);
        one.cluster().who.uid = u"another"_s;
    }
    QSignalSpy watched(one.inspector.get(), &ApplicationInspector::watched);
    one.inspector->watchApplications(true);
    const bool stopped = QTest::qWaitFor(
        [&] { return !watched.isEmpty() && last<ApplicationWatch>(watched).state == State::Stopped; });
    accepted.release();
    QVERIFY(stopped);
    QCOMPARE(one.argocd().followed.load(), 0);
    QTRY_COMPARE(one.argocd().followed.load(), 1);
    QVERIFY(last<ApplicationWatch>(watched).state != State::Stopped);
}

QTEST_GUILESS_MAIN(TestLocalInspector)
#include "tst_localinspector.moc"
