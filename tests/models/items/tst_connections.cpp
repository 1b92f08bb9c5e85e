// What the status bar says of each connection: fresh, stale, in trouble, and when a figure may be called old.
#include "models/items/connections.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;
using Health = Connection::Health;
using State = ApplicationWatch::State;

class TestConnections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutARun();
    void applications_data();
    void applications();
    void changesAlone();
    void drillClocksJump();
    void kubernetes();
    void journal();
    void manifest();
    void afterTheEnd();
};

static Timestamp at(int seconds)
{
    return Timestamp{Seconds{1'795'351'200 + seconds}};
}

static RunState running(RunMode mode = RunMode::Live)
{
    RunStarted started;
    started.runId = u"run"_s;
    started.mode = mode;
    started.digest = u"sha256:9f3c41d2"_s;
    started.steps << PlannedStep{.id = u"provision"_s};
    RunState state;
    fold(state, RunEvent{1, at(0), started});
    return state;
}

static void hear(RunState &state, RunEventBody body)
{
    fold(state, RunEvent{state.sequence + 1, at(int(state.sequence)), std::move(body)});
}

static Connection one(Connection::Kind kind, const ConnectionsInput &input)
{
    return connectionsOf(input).at(int(kind));
}

void TestConnections::withoutARun()
{
    const RunState none;
    const auto all = connectionsOf({none, {}, {}, {}, at(0)});
    QCOMPARE(all.size(), 4);
    for (const Connection &connection : all)
        QCOMPARE(connection.health, Health::Waiting);
}

void TestConnections::applications_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("seen");
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<Health>("health");
    QTest::addRow("fresh") << int(State::Following) << 99 << u""_s << Health::Good;
    QTest::addRow("not through the API") << int(State::Following) << 99 << u"the API refuses"_s << Health::Stale;
    QTest::addRow("long not heard") << int(State::Following) << 60 << u""_s << Health::Stale;
    QTest::addRow("does not answer") << int(State::Troubled) << 99 << u"no route"_s << Health::Stale;
    QTest::addRow("refused") << int(State::Stopped) << 99 << u"401"_s << Health::Troubled;
    QTest::addRow("not there yet") << int(State::Waiting) << -1 << u""_s << Health::Waiting;
    QTest::addRow("nobody asked") << int(State::Off) << -1 << u""_s << Health::Waiting;
}

void TestConnections::applications()
{
    QFETCH(int, state);
    QFETCH(int, seen);
    QFETCH(QString, trouble);
    QFETCH(Health, health);
    ApplicationWatch watch{State(state), u"Argo CD API"_s, {}, trouble};
    if (seen >= 0)
        watch.lastSeen = at(seen);
    const RunState run = running();
    const Connection argo = one(Connection::Kind::ArgoCd, {run, watch, {}, {}, at(100)});
    QCOMPARE(argo.health, health);
    QCOMPARE(argo.reason, trouble);
    QCOMPARE(argo.age.has_value(), seen >= 0);
    if (seen >= 0)
        QCOMPARE(*argo.age, Seconds(100 - seen));
}

// A session that tells only of changes: an old change is not stale data.
void TestConnections::changesAlone()
{
    const RunState run = running();
    const Connection argo = one(Connection::Kind::ArgoCd, {run, {}, u"Argo CD API"_s, at(0), at(5000)});
    QCOMPARE(argo.health, Health::Good);
    QVERIFY(argo.changeOnly);
    const Connection fallen = one(Connection::Kind::ArgoCd, {run, {}, u"Kubernetes watch"_s, at(0), at(1)});
    QCOMPARE(fallen.health, Health::Stale);
    QCOMPARE(one(Connection::Kind::ArgoCd, {run, {}, {}, {}, at(1)}).health, Health::Waiting);
}

void TestConnections::drillClocksJump()
{
    const RunState run = running(RunMode::Drill);
    const ApplicationWatch watch{State::Following, u"Argo CD API"_s, at(0), {}};
    QCOMPARE(one(Connection::Kind::ArgoCd, {run, watch, {}, {}, at(600)}).health, Health::Good);
}

void TestConnections::kubernetes()
{
    RunState run = running();
    QCOMPARE(one(Connection::Kind::Kubernetes, {run, {}, {}, {}, at(1)}).health, Health::Waiting);
    hear(run, ClusterPinned{u"uid"_s, u"ca"_s, u"https://10.0.0.1"_s, u"v1.33.2"_s});
    const Connection pinned = one(Connection::Kind::Kubernetes, {run, {}, {}, {}, at(1)});
    QCOMPARE(pinned.health, Health::Good);
    QCOMPARE(pinned.what, u"v1.33.2"_s);
    QVERIFY(!pinned.age);
    const ApplicationWatch watch{State::Troubled, u"Kubernetes watch"_s, at(0), u"no route"_s};
    const Connection silent = one(Connection::Kind::Kubernetes, {run, watch, {}, {}, at(9)});
    QCOMPARE(silent.health, Health::Stale);
    QCOMPARE(silent.age, std::optional(Seconds(9)));
    hear(run, RunPaused{PauseCause::Identity, u"another cluster answers"_s});
    const Connection other = one(Connection::Kind::Kubernetes, {run, {}, {}, {}, at(9)});
    QCOMPARE(other.health, Health::Troubled);
    QCOMPARE(other.reason, u"another cluster answers"_s);
}

void TestConnections::journal()
{
    RunState run = running();
    const Connection disk = one(Connection::Kind::Journal, {run, {}, {}, {}, at(7)});
    QCOMPARE(disk.health, Health::Good);
    QCOMPARE(disk.count, 1);
    QCOMPARE(disk.age, std::optional(Seconds(7)));
    hear(run, RunPaused{PauseCause::Storage, u"the disk is full"_s});
    QCOMPARE(one(Connection::Kind::Journal, {run, {}, {}, {}, at(7)}).health, Health::Troubled);
}

void TestConnections::manifest()
{
    RunState run = running();
    const QString id = u"trust:"_s + run.started.digest;
    hear(run, DecisionRequested{Decision{.id = id, .kind = DecisionKind::Trust}});
    QCOMPARE(one(Connection::Kind::Manifest, {run, {}, {}, {}, at(7)}).health, Health::Waiting);
    hear(run, DecisionTaken{id, true, u"jonas"_s, {}});
    QCOMPARE(one(Connection::Kind::Manifest, {run, {}, {}, {}, at(7)}).health, Health::Good);
    RunState before = running(); // trusted earlier: nobody was asked
    QCOMPARE(one(Connection::Kind::Manifest, {before, {}, {}, {}, at(7)}).health, Health::Waiting);
    hear(before, AttemptStarted{u"provision"_s, 1});
    QCOMPARE(one(Connection::Kind::Manifest, {before, {}, {}, {}, at(7)}).health, Health::Good);
}

void TestConnections::afterTheEnd()
{
    RunState run = running();
    hear(run, RunEnded{RunEnd::Completed, {}, {}, {}});
    const ApplicationWatch watch{State::Off, u"Argo CD API"_s, at(0), {}};
    const Connection argo = one(Connection::Kind::ArgoCd, {run, watch, {}, {}, at(4000)});
    QCOMPARE(argo.health, Health::Waiting); // nothing is wrong
    QVERIFY(argo.reason.isEmpty());
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
