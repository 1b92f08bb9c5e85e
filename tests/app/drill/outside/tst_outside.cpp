// What the world outside answers: names with their time to live, sites that stand on the cluster, ports, webhooks.
#include "app/drill/world/outside/outside.h"
#include "models/manifest/manifestparser.h"

#include <QJsonDocument>
#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

class OutsideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void namesLiveTheirTime();
    void staleNames();
    void aliases();
    void sitesStandOnTheCluster();
    void ingressesSayWhoseHostItIs();
    void triedBeforeTheSwitch();
    void vault();
    void webhooks();
    void ports();
    void installManifest();
    void otherSites();

private:
    void application(const QString &name, const QString &health);
    int status(const QString &url, const QString &to = {}) const;
    QStringList says(const QString &name, const QString &type = u"A"_s) const
    {
        return m_outside->lookUp(name, type).value_or(QStringList());
    }
    void put(const QString &version, const QString &kind, const QString &space, const QString &name, QJsonObject more);
    void later(Seconds by) { m_world->clock.advanceTo(m_world->clock.now() + by); }
    void begin(const QString &kind, const QJsonObject &with = {}) { m_world->faults.begin({kind, kind, with}); }

    std::unique_ptr<World> m_world;
    std::unique_ptr<Outside> m_outside;
};

static const QByteArray manifest = R"(recovery:
  name: production
  cluster:
    provisioner: terraform
    path: terraform
    lost: { server: "https://lost.company.com:6443" }
  gitops: { repo: "https://git.company.com/gitops.git", path: clusters/production }
  secrets: { method: external-secrets, vault-address: "https://vault.company.com" }
  traffic:
    - { name: www, provider: command, command: ./dns.sh, record: { name: www.company.com, ttl: 60, value: { service: ingress/front } } }
    - { name: api, provider: manual, instructions: call, record: { name: api.company.com, type: CNAME, value: lb.cloud.example } }
  verification:
    - { name: shop answers, http: "https://www.company.com/healthz" }
    - { name: partner, http: "https://other.company.com/shop", expect: 204 }
  external-dependencies:
    - Payments: { check: { http: "https://payments.example/up" } }
)";

void OutsideTest::init()
{
    m_outside.reset();
    m_world = std::make_unique<World>(*parseManifest(manifest).manifest, Timestamp{Seconds{1'800'000'000}}, 1);
    m_outside = std::make_unique<Outside>(
        *m_world, [](const QUrl &url) { return "kind: List # " + url.fileName().toUtf8(); });
}

void OutsideTest::put(
    const QString &version, const QString &kind, const QString &space, const QString &name, QJsonObject more)
{
    QJsonObject metadata = more[u"metadata"].toObject();
    metadata.insert(u"name"_s, name);
    metadata.insert(u"namespace"_s, space);
    more.insert(u"metadata"_s, metadata);
    more.insert(u"apiVersion"_s, version);
    more.insert(u"kind"_s, kind);
    m_world->cluster.put(more);
}

void OutsideTest::application(const QString &name, const QString &health)
{
    m_world->clusterIsUp = true;
    put(u"argoproj.io/v1alpha1"_s, u"Application"_s, u"argocd"_s, name,
        {{u"status"_s, QJsonObject{{u"health"_s, QJsonObject{{u"status"_s, health}}}}}});
    put(u"v1"_s, u"Service"_s, u"ingress"_s, u"front"_s,
        {{u"status"_s,
            QJsonObject{{u"loadBalancer"_s,
                QJsonObject{{u"ingress"_s, QJsonArray{QJsonObject{{u"ip"_s, u"203.0.113.9"_s}}}}}}}}});
}

int OutsideTest::status(const QString &url, const QString &to) const
{
    const auto answer = m_outside->get(QUrl(url), QHostAddress(to), 1 << 20);
    return answer ? answer->status : 0;
}

void OutsideTest::namesLiveTheirTime()
{
    const QStringList old = says(u"www.company.com"_s);
    QVERIFY(old.value(0).startsWith(u"198.51.100."));
    QVERIFY(!m_outside->switchOver(u"www"_s)); // its Service has no address
    application(u"shop"_s, u"Healthy"_s);
    QVERIFY(m_outside->switchOver(u"www"_s));
    later(Seconds{59});
    QCOMPARE(says(u"WWW.company.com"_s), old);
    later(Seconds{1});
    QCOMPARE(says(u"www.company.com"_s), QStringList{u"203.0.113.9"_s});
    QVERIFY(says(u"www.company.com"_s, u"CNAME"_s).isEmpty());
    QVERIFY(!m_outside->switchOver(u"nothing"_s));
    m_outside->takeBack(u"www"_s);
    later(Seconds{60});
    QCOMPARE(says(u"www.company.com"_s), old);
}

void OutsideTest::staleNames()
{
    application(u"shop"_s, u"Healthy"_s);
    const QStringList old = says(u"www.company.com"_s);
    begin(u"dns-stale"_s, {{u"name"_s, u"www"_s}});
    QVERIFY(m_outside->switchOver(u"www"_s));
    QVERIFY(m_outside->switchOver(u"api"_s));
    later(Seconds{3600});
    QCOMPARE(says(u"www.company.com"_s), old);
    QCOMPARE(says(u"api.company.com"_s, u"CNAME"_s), QStringList{u"lb.cloud.example"_s});
    m_world->faults.end(u"dns-stale"_s);
    QCOMPARE(says(u"www.company.com"_s), QStringList{u"203.0.113.9"_s});
}

void OutsideTest::aliases()
{
    QVERIFY(says(u"api.company.com"_s, u"CNAME"_s).value(0).endsWith(u".example"));
    QVERIFY(m_outside->switchOver(u"api"_s));
    later(Seconds{60});
    QCOMPARE(says(u"api.company.com"_s, u"CNAME"_s), QStringList{u"lb.cloud.example"_s});
    QCOMPARE(says(u"api.company.com"_s), says(u"lb.cloud.example"_s));
    QVERIFY(says(u"lb.cloud.example"_s).value(0).startsWith(u"192.0.2."));
    QCOMPARE(says(u"192.0.2.3"_s), QStringList{u"192.0.2.3"_s});
    QVERIFY(says(u"host.invalid"_s).isEmpty());
}

void OutsideTest::sitesStandOnTheCluster()
{
    const QString url = u"https://www.company.com/healthz"_s;
    QCOMPARE(status(url), 502);
    application(u"shop"_s, u"Progressing"_s);
    QCOMPARE(status(url), 502); // the name still leads to the lost cluster
    QVERIFY(m_outside->switchOver(u"www"_s));
    later(Seconds{60});
    QCOMPARE(status(url), 503);
    application(u"unrelated"_s, u"Degraded"_s);
    application(u"shop"_s, u"Healthy"_s);
    QCOMPARE(status(url), 200);
    QCOMPARE(status(u"https://other.company.com/shop"_s), 204);
    QVERIFY(m_outside->look(m_world->manifest.verification.first()).isWell);
    m_world->clusterIsUp = false;
    QCOMPARE(status(url), 502);
}

void OutsideTest::ingressesSayWhoseHostItIs()
{
    application(u"shop"_s, u"Degraded"_s);
    application(u"front"_s, u"Healthy"_s);
    const QJsonObject tracked{{u"annotations"_s,
        QJsonObject{{u"argocd.argoproj.io/tracking-id"_s, u"front:networking.k8s.io/Ingress:a/b"_s}}}};
    put(u"networking.k8s.io/v1"_s, u"Ingress"_s, u"a"_s, u"b"_s,
        {{u"metadata"_s, tracked},
            {u"spec"_s, QJsonObject{{u"rules"_s, QJsonArray{QJsonObject{{u"host"_s, u"other.company.com"_s}}}}}}});
    QCOMPARE(status(u"https://other.company.com/shop"_s), 204);
}

void OutsideTest::triedBeforeTheSwitch()
{
    application(u"shop"_s, u"Healthy"_s);
    const QString url = u"https://www.company.com/healthz"_s;
    QCOMPARE(status(url), 502);
    QCOMPARE(status(url, u"203.0.113.9"_s), 200);
    QCOMPARE(status(url, u"203.0.113.10"_s), 502);
}

void OutsideTest::vault()
{
    const QUrl url(u"https://vault.company.com/v1/sys/health"_s);
    auto answer = m_outside->get(url, {}, 1 << 16);
    QCOMPARE(answer->status, 200);
    QCOMPARE(*answer->date, Timestamp{Seconds{1'800'000'000}});
    begin(u"store-sealed"_s);
    answer = m_outside->get(url, {}, 1 << 16);
    QCOMPARE(answer->status, 503);
    QVERIFY(QJsonDocument::fromJson(answer->body)[u"sealed"].toBool());
}

void OutsideTest::webhooks()
{
    const QUrl url(u"https://hooks.example/abc"_s);
    QCOMPARE(m_outside->postJson(url, {{u"text"_s, u"restored"_s}})->status, 200);
    begin(u"webhook-down"_s);
    QCOMPARE(m_outside->postJson(url, {{u"text"_s, u"finished"_s}})->status, 503);
    QCOMPARE(m_outside->posted().size(), 2);
    QCOMPARE(m_outside->posted().first().body[u"text"].toString(), u"restored"_s);
    QCOMPARE(m_outside->posted().last().status, 503);
}

void OutsideTest::ports()
{
    QVERIFY(m_outside->knock(u"smtp.company.com"_s, 465));
    QVERIFY(!m_outside->knock(u"lost.company.com"_s, 6443));
    begin(u"lost-cluster-answers"_s);
    QVERIFY(m_outside->knock(u"lost.company.com"_s, 6443));
    begin(u"site-down"_s, {{u"host"_s, u"smtp.company.com"_s}});
    QVERIFY(!m_outside->knock(u"smtp.company.com"_s, 465));
}

void OutsideTest::installManifest()
{
    const QUrl url(u"https://raw.githubusercontent.com/argoproj/argo-cd/v3.2.11/manifests/install.yaml"_s);
    const auto answer = m_outside->get(url, {}, 1 << 20);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, "kind: List # install.yaml");
    QVERIFY(!m_outside->get(url, {}, 4));
}

void OutsideTest::otherSites()
{
    QCOMPARE(status(u"https://payments.example/up"_s), 200);
    QCOMPARE(status(u"https://git.company.com/robots.txt"_s), 200);
    QCOMPARE(status(u"https://nobody.example/"_s), 404);
    begin(u"site-down"_s, {{u"host"_s, u"payments.example"_s}});
    QCOMPARE(status(u"https://payments.example/up"_s), 0);
    begin(u"git-down"_s);
    QCOMPARE(status(u"https://git.company.com/robots.txt"_s), 0);
}

QTEST_GUILESS_MAIN(OutsideTest)
#include "tst_outside.moc"
