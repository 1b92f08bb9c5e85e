// The pin of a cluster that answers: what is remembered of it, and which consent it takes.
#include "app/engine/stepresult.h"
#include "app/engine/steps/targetcluster.h"
#include "stepworld.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

const QString id = u"provision"_s;
const QString oldCa(64, u'a'), newCa(64, u'b');

// Takes any kubeconfig.
struct OneClusters : test::NullClusters
{
    Result<QByteArray> minimalKubeconfig(const ClusterAccess &access) override { return access.kubeconfig; }
};

} // namespace

class TargetCluster : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void thePinnedOneUnderAnotherCaStaysNotEmpty();
    void aFailedBootstrapDoesNotHideThatTheClusterMoved();

private:
    Result<Outcome> pin(const QString &ca);
    QString wasEmpty() const { return m_world->host.now.facts.value(id + u"/cluster-was-empty"_s); }

    std::unique_ptr<test::StepWorld> m_world;
};

void TargetCluster::init()
{
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(id, StepKind::Provision);
}

Result<Outcome> TargetCluster::pin(const QString &ca)
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    return pinCluster(context, {u"uid"_s, {}, u"https://x"_s, ca, u"v1.34.4"_s, {}});
}

// A root application that prunes would tidy up what is not ours.
void TargetCluster::thePinnedOneUnderAnotherCaStaysNotEmpty()
{
    m_world->cluster->listed
        = {QJsonObject{{u"metadata"_s, QJsonObject{{u"namespace"_s, u"theirs"_s}, {u"name"_s, u"shop"_s}}}}};
    for (const QString &ca : {oldCa, newCa}) {
        const auto asked = pin(ca);
        QVERIFY(asked && asked->ask);
        QVERIFY(m_world->host.record(DecisionRequested{*asked->ask}));
        QVERIFY(m_world->host.record(DecisionTaken{asked->ask->id, true, u"ada"_s, {}}));
        QVERIFY(pin(ca));
        QCOMPARE(m_world->host.now.cluster->caSha256, ca);
        QCOMPARE(wasEmpty(), u"no"_s);
    }
}

// Between the pin of another cluster and the end of the step much can go wrong.
void TargetCluster::aFailedBootstrapDoesNotHideThatTheClusterMoved()
{
    const QString later = u"install-argocd"_s;
    RunStarted started;
    started.runId = u"moved"_s;
    started.steps = {PlannedStep{.id = id, .kind = StepKind::Provision}, PlannedStep{.id = later, .after = {id}}};
    test::StepWorld &world = *m_world;
    world.host.now = {};
    for (const RunEventBody &body :
        QList<RunEventBody>{started, AttemptStarted{id, 1}, ClusterPinned{u"old"_s, {}, {}, {}},
            AttemptEnded{id, 1, AttemptOutcome::Succeeded, {}, {}}, StepEnded{id, StepState::Succeeded, {}, {}},
            AttemptStarted{later, 1}, AttemptEnded{later, 1, AttemptOutcome::Succeeded, {}, {}},
            StepEnded{later, StepState::Succeeded, {}, {}}, StepReset{id, u"retry"_s, {}}})
        QVERIFY(world.host.record(body));
    world.cluster->who = {u"new"_s, {}, u"https://x"_s, oldCa, u"v1.34.4"_s, {}};
    world.manifest.cluster.provisioner = Provisioner::Existing;
    world.manifest.cluster.kubeconfig = {KubeconfigSource::Kind::Path, u"kubeconfig"_s};
    world.manifest.cluster.bootstrap = {u"make-nodes"_s};
    QFile kubeconfig(world.folder.filePath(u"kubeconfig"_s));
    QVERIFY(kubeconfig.open(QIODevice::WriteOnly) && kubeconfig.write("of the new one") > 0);
    kubeconfig.close();

    const auto attempt = [&](int number) {
        (void)world.host.record(AttemptStarted{id, number});
        world.attempt = number;
        OneClusters clusters;
        Ports ports{world.clock, world.processes, world.secrets, clusters, world.argocds, world.git, world.network};
        StepContext context = world.context(ports);
        auto result = provision(context);
        if (result && result->ask) { // a person accepts it; the same attempt goes on
            (void)world.host.record(DecisionRequested{*result->ask});
            (void)world.host.record(DecisionTaken{result->ask->id, true, u"ada"_s, {}});
            (void)world.host.record(AttemptStarted{id, number});
            result = provision(context);
        }
        const RunState state = world.host.now;
        const AttemptView view{
            state, *state.step(id), world.step, number, world.consents, u"ada"_s, world.clock.wall()};
        const auto events = result ? eventsOfSuccess(view, {}, *result) : eventsOfFailure(view, result.error());
        for (const RunEventBody &body : events)
            (void)world.host.record(body);
        return result.has_value();
    };
    world.processes.answers.insert(u"make-nodes"_s, ProcessResult{.exitCode = 1});
    QVERIFY(!attempt(2));
    QCOMPARE(world.host.now.cluster->uid, u"new"_s);
    world.processes.answers.clear();
    QVERIFY(world.host.record(StepReset{id, u"retry"_s, {}}));
    QVERIFY(attempt(3));
    QCOMPARE(world.host.now.step(id)->state, StepState::Succeeded);
    QCOMPARE(world.host.now.step(later)->state, StepState::Ready);
    // What is done there from now on holds.
    for (const RunEventBody &body :
        QList<RunEventBody>{AttemptStarted{later, 2}, AttemptEnded{later, 2, AttemptOutcome::Succeeded, {}, {}},
            StepEnded{later, StepState::Succeeded, {}, {}}, StepReset{id, u"retry"_s, {}}})
        QVERIFY(world.host.record(body));
    QVERIFY(attempt(4));
    QCOMPARE(world.host.now.step(later)->state, StepState::Succeeded);
}

QTEST_GUILESS_MAIN(TargetCluster)
#include "tst_targetcluster.moc"
