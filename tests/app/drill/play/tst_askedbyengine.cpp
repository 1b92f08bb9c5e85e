// What the engine's own looks and webhooks make of the drill's outside.
#include "app/engine/steps/preflightchecks.h"
#include "app/engine/steps/trafficrecord.h"
#include "app/engine/webhooks.h"
#include "stand.h"

#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace relight::world::test;
using namespace Qt::StringLiterals;

class AskedByEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void vault();
    void clocks();
    void lostCluster();
    void beforeTheSwitch();
    void webhooks();
};

static const QByteArray all = R"yaml(  secrets: { method: external-secrets, vault-address: "https://vault.company.com" }
  traffic:
    - { name: www, provider: command, command: ./dns.sh, record: { name: www.company.com, value: 203.0.113.7 } }
  verification:
    - { name: shop answers, http: "https://www.company.com/healthz" }
  notifications:
    - { webhook: "env:HOOK", events: [finished] }
)yaml";
static const QByteArray lostServer = "    lost: { server: \"https://lost.company.com:6443\" }\n";

void AskedByEngine::vault()
{
    Stand stand(manifestOf(all));
    EngineStand engine(stand, u"preflight"_s, StepKind::Own);
    PreflightFindings findings;
    checkVault(*engine.context, findings);
    QCOMPARE(findings.warnings, QStringList());
    stand.begin(u"store-sealed"_s);
    checkVault(*engine.context, findings);
    QVERIFY(findings.warnings.value(0).contains(u"is sealed"));
    stand.begin(u"site-down"_s, {{u"host"_s, u"vault.company.com"_s}});
    checkVault(*engine.context, findings);
    QVERIFY(findings.warnings.value(1).contains(u"does not answer"));
}

void AskedByEngine::clocks()
{
    Stand stand(manifestOf(all));
    EngineStand engine(stand, u"preflight"_s, StepKind::Own);
    engine.clock.step(Seconds{500});
    PreflightFindings findings;
    checkClock(*engine.context, findings);
    QCOMPARE(findings.warnings, QStringList());
    QCOMPARE(stand.world.clock.now(), Milliseconds{Seconds{500}});
}

void AskedByEngine::lostCluster()
{
    Stand stand(manifestOf(all, lostServer));
    EngineStand engine(stand, u"preflight"_s, StepKind::Own);
    QVERIFY(!checkLost(*engine.context).value());
    stand.begin(u"lost-cluster-answers"_s);
    const auto asked = checkLost(*engine.context);
    QVERIFY(asked && *asked);
    QCOMPARE((*asked)->kind, DecisionKind::LostClusterAnswers);
}

void AskedByEngine::beforeTheSwitch()
{
    Stand stand(manifestOf(all));
    stand.world.clusterIsUp = true;
    stand.application(u"shop"_s, u"Healthy"_s);
    EngineStand engine(stand, u"update-dns/www"_s, StepKind::UpdateDns);
    QCOMPARE(previewDns(*engine.context), QStringList{u"before the switch, shop answers: 203.0.113.7 answers 200"_s});
    stand.application(u"shop"_s, u"Degraded"_s);
    QCOMPARE(previewDns(*engine.context),
        QStringList{u"before the switch, shop answers: 203.0.113.7 answers 503, expected 200"_s});
}

void AskedByEngine::webhooks()
{
    struct Hook : relight::test::NullSecrets
    {
        Result<Secret> resolve(const SecretRef &, const Call &) override
        {
            return Secret(QByteArray("https://hooks.example/x"));
        }
    } secrets;
    Stand stand(manifestOf(all));
    EngineStand engine(stand, u"notify"_s, StepKind::Notify);
    const auto post = [&] {
        int sent = 0;
        const QStringList failures = postToWebhooks(engine.web, secrets, engine.manifest, engine.host.now,
            u"finished"_s, u"it is over"_s, stand.world.clock.wall(), Call{}, &sent);
        return failures.isEmpty() ? QString::number(sent) : failures.join(u';');
    };
    QCOMPARE(post(), u"1"_s);
    stand.begin(u"webhook-down"_s);
    QCOMPARE(post(), u"webhook 1 answers 503"_s);
    QCOMPARE(stand.outside.posted().size(), 2);
}

QTEST_GUILESS_MAIN(AskedByEngine)
#include "tst_askedbyengine.moc"
