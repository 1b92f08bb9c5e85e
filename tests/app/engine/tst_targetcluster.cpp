// The pin of a cluster that answers: what is remembered of it, and which consent it takes.
#include "app/engine/steps/targetcluster.h"
#include "stepworld.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

const QString id = u"provision"_s;
const QString oldCa(64, u'a'), newCa(64, u'b');

} // namespace

class TargetCluster : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void thePinnedOneUnderAnotherCaStaysNotEmpty();

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

QTEST_GUILESS_MAIN(TargetCluster)
#include "tst_targetcluster.moc"
