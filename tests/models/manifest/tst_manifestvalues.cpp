// What the values are after reading: the article's example and the full sample, key by key.
#include "models/manifest/manifestparser.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace std::chrono_literals;

namespace {

RecoveryManifest read(const QByteArray &yaml)
{
    const ParsedManifest parsed = parseManifest(yaml);
    for (const Diagnostic &each : parsed.diagnostics)
        qWarning("%d:%d %s", each.at.line, each.at.column, qPrintable(each.message));
    return parsed.manifest.value_or(RecoveryManifest{});
}

RecoveryManifest sample(const char *name)
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? read(file.readAll()) : RecoveryManifest{};
}

} // namespace

class TestManifestValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void article();
    void clusterInFull();
    void gitopsInFull();
    void secretsInFull();
    void dataInFull();
    void trafficInFull();
    void checksInFull();
    void listsInFull();
    void stepsInFull();
    void textStaysAsWritten();
    void nameHasADefault();
    void mergeKeysGiveWay();
};

void TestManifestValues::article()
{
    const RecoveryManifest m = sample("recovery-manifest.yaml");
    QCOMPARE(m.format, 1);
    QCOMPARE(m.name, u"production"_s);
    QCOMPARE(m.cluster.provisioner, Provisioner::Terraform);
    QCOMPARE(m.cluster.path, u"terraform/clusters/production"_s);
    QCOMPARE(m.cluster.kubeconfig.kind, KubeconfigSource::Kind::Default);
    QCOMPARE(m.cluster.at, (SourcePosition{3, 5}));
    QVERIFY(m.secrets.stated);
    QCOMPARE(m.secrets.method, SecretsMethod::ExternalSecrets);
    QCOMPARE(m.secrets.vaultAddress, u"https://vault.internal.company.com"_s);
    QCOMPARE(m.secrets.vaultBackup, u"s3://backups/vault-snapshots/"_s);
    QVERIFY(!m.secrets.token);
    QCOMPARE(m.gitops.repo, u"https://github.com/yourorg/gitops-repo.git"_s);
    QCOMPARE(m.gitops.rootApp, u"apps/root.yaml"_s);
    QCOMPARE(m.gitops.revision, QString());
    QCOMPARE(m.gitops.argocd.argoNamespace, u"argocd"_s);
    QCOMPARE(m.data.size(), 2);
    QCOMPARE(m.data[0].name, u"postgres-main"_s);
    QCOMPARE(m.data[0].restoreCommand, u"pg_restore -d main /backups/latest.dump"_s);
    QVERIFY(!m.data[0].needs);
    QVERIFY(m.data[0].critical);
    QCOMPARE(m.data[1].kind, DataKind::Volume);
    QVERIFY(m.traffic.isEmpty() && m.verification.isEmpty() && m.notifications.isEmpty() && m.steps.isEmpty());
    QCOMPARE(m.externalDependencies.size(), 3);
    QCOMPARE(m.externalDependencies[0].name, u"DNS zone"_s);
    QCOMPARE(m.externalDependencies[2].description, u"vault.internal.company.com (HA, separate infra)"_s);
    QCOMPARE(m.contacts.size(), 2);
    QCOMPARE(m.contacts[1].role, u"escalation"_s);
    QCOMPARE(m.contacts[1].address, u"platform-lead@company.com"_s);
}

void TestManifestValues::clusterInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.objectives.rto, Seconds{45min});
    QCOMPARE(m.objectives.rpo, Seconds{15min});
    QCOMPARE(m.review.reviewed, u"2026-08-01"_s);
    QCOMPARE(m.review.testEvery, Seconds{std::chrono::days{365}});
    QCOMPARE(m.cluster.variables, (QMap<QString, QString>{{u"region"_s, u"europe-west1"_s}, {u"nodes"_s, u"3"_s}}));
    QCOMPARE(m.cluster.kubeconfig.kind, KubeconfigSource::Kind::Output);
    QCOMPARE(m.cluster.kubeconfig.value, u"kubeconfig"_s);
    QCOMPARE(m.cluster.context, u"production"_s);
    QCOMPARE(m.cluster.expectNodes, 3);
    QCOMPARE(m.cluster.expectVersion, u">=1.30"_s);
    QCOMPARE(m.cluster.bootstrap, (QStringList{u"bootstrap/cilium.yaml"_s, u"./bootstrap/csi.sh"_s}));
    QVERIFY(m.cluster.lost.has_value());
    QCOMPARE(m.cluster.lost->kubeconfig, u"~/.kube/production-2025"_s);
    QCOMPARE(m.cluster.lost->context, u"production"_s);
}

void TestManifestValues::gitopsInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.gitops.revision, u"main"_s);
    QCOMPARE(m.gitops.credentials.username, u"git"_s);
    QCOMPARE(m.gitops.credentials.password->text(), u"env:GIT_TOKEN"_s);
    QVERIFY(m.gitops.credentials.password->at.line > 0);
    QCOMPARE(m.gitops.argocd.version, u"v3.2.11"_s);
    QCOMPARE(m.gitops.argocd.manifest, u"bootstrap/argocd/install.yaml"_s);
    QCOMPARE(m.gitops.argocd.server, u"https://argocd.company.com"_s);
    QCOMPARE(m.gitops.argocd.password->text(), u"env:ARGOCD_PASSWORD"_s);

    const QByteArray hash(64, 'A');
    const RecoveryManifest pinned
        = read("recovery:\n  cluster: { provisioner: existing }\n  gitops:\n    repo: https://g.example/r.git\n"
               "    argocd: { manifest: \"https://e.example/i.yaml\", sha256: "
            + hash + " }\n");
    QCOMPARE(pinned.gitops.argocd.manifest, u"https://e.example/i.yaml"_s);
    QCOMPARE(pinned.gitops.argocd.manifestSha256, QString(64, u'a'));
    QVERIFY(!pinned.gitops.rootApp);
}

void TestManifestValues::secretsInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.secrets.token->text(), u"env:VAULT_TOKEN"_s);
    QCOMPARE(m.secrets.secretNamespace, u"external-secrets"_s);
    QCOMPARE(m.secrets.secretName, u"vault-token"_s);
    QCOMPARE(m.secrets.secretKey, u"token"_s);
    QCOMPARE(m.secrets.stores, QStringList{u"vault"_s});
}

void TestManifestValues::dataInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.data.size(), 3);
    const DataItem &main = m.data[0];
    QCOMPARE(main.backupTimeCommand, u"./scripts/last-backup-time.sh"_s);
    QCOMPARE(main.environment.value(u"PGPASSWORD"_s).text(), u"env:PG_PASSWORD"_s);
    QCOMPARE(main.verifyCommand, u"test \"$(psql -d main -Atc 'select count(*) from orders')\" -gt 0"_s);
    QCOMPARE(main.needs, QStringList{u"postgres-operator"_s});
    QCOMPARE(main.holds, (QStringList{u"shop"_s, u"payments"_s}));
    QCOMPARE(main.estimate, Seconds{20min});
    QCOMPARE(m.data[1].backupTime, u"2026-08-01T03:00:00Z"_s);
    QCOMPARE(m.data[1].restoreCommand.count(u'\n'), 2);
    QVERIFY(!m.data[1].critical);
    QCOMPARE(m.data[2].kind, DataKind::Volume);
    QCOMPARE(m.data[2].veleroBackup, u"production-daily-latest"_s);
}

void TestManifestValues::trafficInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.traffic.size(), 5);
    QCOMPARE(m.traffic[0].provider, TrafficProvider::Route53);
    QCOMPARE(m.traffic[0].zone, u"company.com"_s);
    QCOMPARE(m.traffic[0].recordName, u"www.company.com"_s);
    QCOMPARE(m.traffic[0].recordType, u"auto"_s);
    QCOMPARE(m.traffic[0].recordTtl, Seconds{60});
    QCOMPARE(m.traffic[0].recordService, u"ingress-nginx/ingress-nginx-controller"_s);
    QVERIFY(m.traffic[0].approve);
    QCOMPARE(m.traffic[1].provider, TrafficProvider::Rfc2136);
    QCOMPARE(m.traffic[1].tsigName, u"relight."_s);
    QCOMPARE(m.traffic[1].tsigAlgorithm, u"hmac-sha256"_s);
    QCOMPARE(m.traffic[1].tsigSecret->text(), u"env:TSIG"_s);
    QCOMPARE(m.traffic[2].path, u"terraform/dns"_s);
    QCOMPARE(m.traffic[3].undoCommand, u"./dns/cdn-undo.sh"_s);
    QCOMPARE(m.traffic[3].environment.value(u"CDN_TOKEN"_s).kind, SecretRef::Kind::Keychain);
    QVERIFY(m.traffic[4].instructions.contains(u"partner's desk"_s));
}

void TestManifestValues::checksInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.verification.size(), 2);
    QCOMPARE(m.verification[0].http, u"https://shop.company.com/healthz"_s);
    QCOMPARE(m.verification[0].within, Seconds{5min});
    QCOMPARE(m.verification[1].command, u"./checks/orders.sh"_s);
    QCOMPARE(m.verification[1].environment.size(), 1);
    QCOMPARE(m.notifications.size(), 2);
    QCOMPARE(m.notifications[0].webhook->text(), u"env:SLACK_WEBHOOK"_s);
    QCOMPARE(m.notifications[0].events.size(), 4);
    QCOMPARE(m.notifications[1].smtp, u"smtps://mail.company.com"_s);
    QCOMPARE(m.notifications[1].events, QStringList{u"finished"_s});
}

void TestManifestValues::listsInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.externalDependencies.size(), 4);
    QCOMPARE(m.externalDependencies[2].checkHttp, u"https://vault.internal.company.com/v1/sys/health"_s);
    QCOMPARE(m.externalDependencies[3].checkTcp, u"api.payments.example:443"_s);
    QCOMPARE(m.contacts[2].address, u"+49 30 7654321"_s);
}

void TestManifestValues::stepsInFull()
{
    const RecoveryManifest m = sample("full.yaml");
    QCOMPARE(m.steps.size(), 5);
    QCOMPARE(m.steps[0].approve, true);
    QCOMPARE(m.steps[1].timeout, Seconds{40min});
    QCOMPARE(m.steps[2].after, QStringList{});
    QCOMPARE(m.steps[2].onFailure, OnFailure::Continue);
    QCOMPARE(m.steps[3].retries, 3);
    QCOMPARE(m.steps[3].retryDelay, Seconds{30});
    const StepSettings &own = m.steps[4];
    QCOMPARE(own.id, u"warm-cache"_s);
    QCOMPARE(own.title, u"Warm the cache"_s);
    QCOMPARE(own.after, QStringList{u"verify-health"_s});
    QCOMPARE(own.before, QStringList{u"notify"_s});
    QCOMPARE(own.run, u"./scripts/warm.sh"_s);
    QCOMPARE(own.when, StepWhen::Live);
    QCOMPARE(own.critical, false);
    QVERIFY(own.at.line > 0);
}

void TestManifestValues::textStaysAsWritten()
{
    const RecoveryManifest m = read(
        "recovery:\r\n  name: 007\r\n  cluster:\r\n    provisioner: existing\r\n    expect: { version: 1.30 }\r\n"
        "    variables: { zone: 1.10, on: true }\r\n    path: ./a//b/\r\n"
        "  gitops: { repo: git@g.example:o/r.git, revision: 1e3 }\r\n"
        "  data: { volumes: [{ name: v, restore-command: \"a\\r\\nb\\n\" }] }\r\n");
    QCOMPARE(m.name, u"007"_s);
    QCOMPARE(m.cluster.expectVersion, u"1.30"_s);
    QCOMPARE(m.cluster.variables.value(u"zone"_s), u"1.10"_s);
    QCOMPARE(m.cluster.variables.value(u"on"_s), u"true"_s);
    QCOMPARE(m.cluster.path, u"a/b"_s);
    QCOMPARE(m.gitops.revision, u"1e3"_s);
    QCOMPARE(m.data.first().restoreCommand, u"a\r\nb"_s);
}

void TestManifestValues::nameHasADefault()
{
    const QByteArray start
        = "recovery:\n  cluster: { provisioner: existing }\n  gitops: { repo: https://g.example/r.git";
    QCOMPARE(read(start + ", path: clusters/eu/prod/ }\n").name, u"prod"_s);
    QCOMPARE(read(start + ", path: . }\n").name, QString());
    QCOMPARE(read(start + " }\n").name, QString());
    QCOMPARE(read(start + ", path: a }\n  name: Shop\n").name, u"Shop"_s);
}

void TestManifestValues::mergeKeysGiveWay()
{
    const RecoveryManifest m
        = read("x-a: &a { retries: 2, timeout: 5m }\nx-b: &b { timeout: 9m, estimate: 1m }\nrecovery:\n"
               "  cluster: { provisioner: existing }\n  gitops: { repo: https://g.example/r.git }\n"
               "  steps: { notify: { <<: [*a, *b], retries: 7 } }\n");
    QCOMPARE(m.steps.size(), 1);
    QCOMPARE(m.steps[0].retries, 7);             // the map's own key
    QCOMPARE(m.steps[0].timeout, Seconds{5min}); // the first of the merged
    QCOMPARE(m.steps[0].estimate, Seconds{1min});
}

QTEST_GUILESS_MAIN(TestManifestValues)
#include "tst_manifestvalues.moc"
