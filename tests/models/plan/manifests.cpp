#include "manifests.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace relight::test {

RecoveryManifest seedManifest()
{
    RecoveryManifest manifest;
    manifest.name = u"production"_s;
    manifest.cluster.path = u"terraform/clusters/production"_s;
    manifest.secrets.stated = true;
    manifest.secrets.method = SecretsMethod::ExternalSecrets;
    manifest.secrets.vaultAddress = u"https://vault.internal.company.com"_s;
    manifest.gitops.repo = u"https://github.com/yourorg/gitops-repo.git"_s;
    manifest.gitops.path = u"clusters/production"_s;
    manifest.gitops.rootApp = u"apps/root.yaml"_s;
    DataItem database;
    database.name = u"postgres-main"_s;
    database.backupLocation = u"s3://backups/postgres/"_s;
    database.restoreCommand = u"pg_restore -d main /backups/latest.dump\n"_s;
    DataItem volume;
    volume.kind = DataKind::Volume;
    volume.name = u"uploads"_s;
    volume.backupLocation = u"s3://backups/uploads/"_s;
    manifest.data = {database, volume};
    return manifest;
}

RecoveryManifest fullManifest()
{
    RecoveryManifest manifest = seedManifest();
    manifest.objectives = {45min, 15min};
    manifest.cluster.variables = {{u"region"_s, u"europe-west1"_s}, {u"nodes"_s, u"3"_s}};
    manifest.cluster.kubeconfig = {KubeconfigSource::Kind::Output, u"kubeconfig"_s};
    manifest.cluster.expectNodes = 3;
    manifest.cluster.expectVersion = u">=1.30"_s;
    manifest.cluster.bootstrap = {u"bootstrap/cilium.yaml"_s, u"./bootstrap/csi.sh"_s};
    manifest.gitops.revision = u"main"_s;
    manifest.gitops.credentials.username = u"git"_s;
    manifest.gitops.credentials.password = SecretRef{SecretRef::Kind::Env, u"GIT_TOKEN"_s};
    manifest.gitops.argocd.version = u"v3.2.11"_s;
    manifest.gitops.argocd.manifest = u"bootstrap/argocd/install.yaml"_s;
    manifest.secrets.token = SecretRef{SecretRef::Kind::Env, u"VAULT_TOKEN"_s};
    DataItem &database = manifest.data[0];
    database.environment = {{u"PGPASSWORD"_s, SecretRef{SecretRef::Kind::Env, u"PG_PASSWORD"_s}}};
    database.verifyCommand = u"test \"$(psql -d main -Atc 'select count(*) from orders')\" -gt 0"_s;
    database.needs = QStringList{u"postgres-operator"_s};
    database.holds = {u"shop"_s, u"payments"_s};
    database.estimate = 20min;
    manifest.data[1].veleroBackup = u"production-daily-latest"_s;
    manifest.data[1].critical = false;
    TrafficItem www;
    www.name = u"www"_s;
    www.provider = TrafficProvider::Route53;
    www.recordName = u"www.company.com"_s;
    www.recordService = u"ingress-nginx/ingress-nginx-controller"_s;
    TrafficItem cdn;
    cdn.name = u"cdn"_s;
    cdn.provider = TrafficProvider::Command;
    cdn.command = u"./dns/cdn.sh"_s;
    cdn.undoCommand = u"./dns/cdn-undo.sh"_s;
    TrafficItem partner;
    partner.name = u"partner"_s;
    partner.instructions = u"Call the partner's desk, +49 …"_s;
    manifest.traffic = {www, cdn, partner};
    manifest.verification = {{u"shop answers"_s, u"https://shop.company.com/healthz"_s, {}, 200, 5min},
        {u"orders readable"_s, {}, u"./checks/orders.sh"_s, 200, 2min}};
    NotificationItem hook;
    hook.webhook = SecretRef{SecretRef::Kind::Env, u"SLACK_WEBHOOK"_s};
    hook.events = {u"finished"_s};
    manifest.notifications = {hook};
    manifest.contacts = {{u"oncall"_s, u"ops-team@company.com"_s}};
    StepSettings warm;
    warm.id = u"warm-cache"_s;
    warm.title = u"Warm the cache"_s;
    warm.after = QStringList{u"verify-health"_s};
    warm.before = {u"notify"_s};
    warm.run = u"./warm.sh"_s;
    warm.probe = u"./is-warm.sh"_s;
    warm.estimate = 2min;
    warm.when = StepWhen::Live;
    StepSettings sync;
    sync.id = u"monitor-sync"_s;
    sync.timeout = 40min;
    sync.estimate = 15min;
    manifest.steps = {sync, warm};
    return manifest;
}

} // namespace relight::test
