// The switch of traffic: once, taken back by consent only, and looked at before its approval.
#include "app/engine/steps/marks.h"
#include "models/plan/clusterobjects.h"
#include "stepworld.h"
#include "tests/models/convergence/applications.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

// The web behind the new address: 192.0.2.7 answers 200, everything else nothing.
struct NewWeb : test::NullNetwork
{
    Result<WebAnswer> get(const QUrl &url, const QHostAddress &connectTo, qint64, const Call &) override
    {
        asked << url.host() + u" at "_s + connectTo.toString();
        if (connectTo == QHostAddress(u"192.0.2.7"_s))
            return WebAnswer{status, {}, {}};
        return test::nothing();
    }
    int status = 200;
    QStringList asked;
};

} // namespace

class UpdateDns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void failedSwitchLeavesItsUndo();
    void takenBackByConsent();
    void undoThatFailsNeedsAPerson();
    void madeSwitchLeavesNothingToTakeBack();
    void waitsForWhatItReleasedHoweverOftenEntered();
    void doesNotWaitForAnException();
    void previewTriesTheNewAddress_data();
    void previewTriesTheNewAddress();

private:
    void hold();
    void shopIs(const Application &shop);
    Result<Outcome> run();
    TrafficItem &item() { return m_world->manifest.traffic.first(); }
    QString undo() const { return m_world->host.now.facts.value(u"update-dns/cdn/undo"_s); }
    QString mark() const
    {
        return m_world->cluster
            ->objects[u"Lease/kube-system/relight"_s][QLatin1String("metadata")][QLatin1String("annotations")]
                     [onceAnnotation(u"update-dns/cdn"_s)]
            .toString();
    }

    std::unique_ptr<test::StepWorld> m_world;
};

void UpdateDns::init()
{
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(u"update-dns/cdn"_s, StepKind::UpdateDns);
    TrafficItem cdn;
    cdn.name = u"cdn"_s;
    cdn.provider = TrafficProvider::Command;
    cdn.command = u"./cdn.sh"_s;
    cdn.undoCommand = u"./cdn-undo.sh"_s;
    m_world->manifest.traffic = {cdn};
    m_world->processes.answers.insert(u"./cdn.sh"_s, {.exitCode = 3, .errorTail = "half"});
}

Result<Outcome> UpdateDns::run()
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    return updateDns(context);
}

void UpdateDns::failedSwitchLeavesItsUndo()
{
    const auto switched = run();
    QVERIFY(!switched);
    QVERIFY(switched.error().message.contains(u"ended with status 3: half"_s));
    QCOMPARE(undo(), u"./cdn-undo.sh"_s);
    QCOMPARE(m_world->processes.ran, QStringList{u"./cdn.sh"_s}); // never by itself
    QVERIFY(mark().contains(u"started"_s));
}

void UpdateDns::takenBackByConsent()
{
    QVERIFY(!run());
    Decision decision;
    decision.id = undoDecisionId(m_world->step.id);
    decision.kind = DecisionKind::Undo;
    decision.stepId = m_world->step.id;
    (void)m_world->host.record(DecisionRequested{decision});
    (void)m_world->host.record(DecisionTaken{decision.id, true, u"ada"_s, {}});
    const auto back = run();
    QVERIFY(back && back->takenBack);
    QVERIFY(undo().isEmpty());
    QVERIFY(mark().isEmpty()); // it may be switched again without a question
    QCOMPARE(m_world->processes.ran, (QStringList{u"./cdn.sh"_s, u"./cdn-undo.sh"_s}));
}

void UpdateDns::undoThatFailsNeedsAPerson()
{
    QVERIFY(!run());
    m_world->processes.answers.insert(u"./cdn-undo.sh"_s, {.exitCode = 1});
    (void)m_world->host.record(DecisionTaken{undoDecisionId(m_world->step.id), true, u"ada"_s, {}});
    const auto back = run();
    QVERIFY(!back);
    QCOMPARE(back.error().code, ErrorCode::NeedsPerson); // no retry by itself
    QCOMPARE(undo(), u"./cdn-undo.sh"_s);
    QVERIFY(!mark().isEmpty());
}

void UpdateDns::madeSwitchLeavesNothingToTakeBack()
{
    m_world->processes.answers.clear();
    QVERIFY(run());
    QVERIFY(undo().isEmpty());
    QVERIFY(mark().contains(u"finished"_s));
}

// Held for a restore that was made without releasing it.
void UpdateDns::hold()
{
    m_world->processes.answers.clear();
    m_world->manifest.gitops.argocd.argoNamespace = u"argocd"_s;
    DataItem orders;
    orders.name = u"orders"_s;
    orders.holds = {u"shop"_s};
    m_world->manifest.data = {orders};
    QVERIFY(writeMark(
        *m_world->cluster, u"restore-data/orders"_s, {Mark::State::Finished, u"run"_s, u"2026-08-01T02:14:00Z"_s}, {}));
    m_world->cluster->objects.insert(u"Application/argocd/shop"_s,
        {{u"metadata"_s,
            QJsonObject{{u"annotations"_s, QJsonObject{{u"argocd.argoproj.io/skip-reconcile"_s, u"true"_s}}}}}});
}

void UpdateDns::shopIs(const Application &shop)
{
    m_world->argo->story = [shop](int second) -> std::optional<ApplicationsDelta> {
        ApplicationsDelta delta;
        delta.changed = {shop};
        delta.complete = true;
        delta.source = u"Argo CD API"_s;
        return second < 100 ? std::optional(delta) : std::nullopt;
    };
}

void UpdateDns::waitsForWhatItReleasedHoweverOftenEntered()
{
    hold();
    Application manual = testing::app(u"shop"_s);
    manual.automated = false;
    manual.sync = SyncStatus::OutOfSync;
    manual.operation = OperationPhase::None;
    manual.operationRevision.clear();
    shopIs(manual);
    const auto asked = run();
    QVERIFY(asked && asked->ask);
    QCOMPARE(asked->ask->kind, DecisionKind::ManualSync);
    const auto again = run(); // released by now
    QVERIFY(again && again->ask);
    QVERIFY(m_world->processes.ran.isEmpty());
    shopIs(testing::app(u"shop"_s));
    QVERIFY(run());
    QCOMPARE(m_world->processes.ran, QStringList{u"./cdn.sh"_s});
}

// A person said that the recovery goes on without it.
void UpdateDns::doesNotWaitForAnException()
{
    hold();
    Application broken = testing::app(u"shop"_s);
    broken.health = HealthStatus::Degraded;
    shopIs(broken);
    QVERIFY(!run());
    QVERIFY(m_world->host.record(DecisionTaken{u"exceptions:verify-health:shop"_s, true, u"ada"_s, {}}));
    QVERIFY(run());
    QCOMPARE(m_world->processes.ran, QStringList{u"./cdn.sh"_s});
}

void UpdateDns::previewTriesTheNewAddress_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("line");
    QTest::newRow("answers") << u"192.0.2.7"_s << 200 << u"before the switch, shop answers: 192.0.2.7 answers 200"_s;
    QTest::newRow("otherwise") << u"192.0.2.7"_s << 503
                               << u"before the switch, shop answers: 192.0.2.7 answers 503, expected 200"_s;
    QTest::newRow("nothing") << u"192.0.2.8"_s << 200
                             << u"before the switch, shop answers: 192.0.2.8 does not answer: there is nothing here"_s;
}

void UpdateDns::previewTriesTheNewAddress()
{
    QFETCH(QString, value);
    QFETCH(int, status);
    QFETCH(QString, line);
    item().recordName = u"shop.example.org"_s;
    item().recordValue = value;
    VerificationItem shop, other;
    shop.name = u"shop answers"_s;
    shop.http = u"https://shop.example.org/healthz"_s;
    other.http = u"https://other.example.org/"_s; // its record does not move
    m_world->manifest.verification = {shop, other};
    NewWeb web;
    web.status = status;
    Ports ports = m_world->ports(web);
    StepContext context = m_world->context(ports);
    QCOMPARE(previewsFor({.steps = {[&] {
        m_world->step.approve = true;
        return m_world->step;
    }()}}).at(m_world->step.id)(context),
        QStringList{line});
    QCOMPARE(web.asked, QStringList{u"shop.example.org at "_s + value});
}

QTEST_GUILESS_MAIN(UpdateDns)
#include "tst_updatedns.moc"
