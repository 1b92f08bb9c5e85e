#include "app/engine/steps/preflightchecks.h"

#include "app/engine/steps/commandrunner.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QUrl>

namespace relight {

void checkDisk(StepContext &context, PreflightFindings &findings)
{
    const QStorageInfo storage(context.site.runFolder);
    constexpr qint64 needed = 1'000'000'000;
    if (storage.isValid() && storage.bytesAvailable() < needed)
        findings.blockers << QStringLiteral(
            "%1 MB are free on the disk of %2, a recovery needs 1 GB for its journal and logs: make room")
                                 .arg(storage.bytesAvailable() / 1'000'000)
                                 .arg(context.site.runFolder);
}

// Every reference of the manifest, with the words for what it is.
static QList<std::pair<QString, SecretRef>> references(const RecoveryManifest &manifest)
{
    QList<std::pair<QString, SecretRef>> all;
    const auto add = [&](const QString &what, const std::optional<SecretRef> &reference) {
        if (reference)
            all.emplace_back(what, *reference);
    };
    const auto addAll = [&](const QString &what, const SecretEnvironment &environment) {
        for (auto entry = environment.cbegin(); entry != environment.cend(); ++entry)
            all.emplace_back(what + u' ' + entry.key(), entry.value());
    };
    add(QStringLiteral("the Git password"), manifest.gitops.credentials.password);
    add(QStringLiteral("the Git ssh key"), manifest.gitops.credentials.sshPrivateKey);
    add(QStringLiteral("the Argo CD password"), manifest.gitops.argocd.password);
    add(QStringLiteral("the Argo CD token"), manifest.gitops.argocd.token);
    add(QStringLiteral("the token of the secrets provider"), manifest.secrets.token);
    for (const DataItem &item : manifest.data)
        addAll(item.name, item.environment);
    for (const TrafficItem &item : manifest.traffic)
        addAll(item.name, item.environment);
    for (const VerificationItem &item : manifest.verification)
        addAll(item.name, item.environment);
    for (const NotificationItem &item : manifest.notifications)
        add(QStringLiteral("a notification's webhook"), item.webhook);
    for (const StepSettings &settings : manifest.steps)
        addAll(settings.id, settings.environment);
    if (manifest.secrets.stated && manifest.secrets.method == SecretsMethod::ExternalSecrets && !manifest.secrets.token)
        all.emplace_back(QStringLiteral("the token of the secrets provider"),
            SecretRef{SecretRef::Kind::Prompt, QStringLiteral("vault-token"), {}});
    return all;
}

void checkSecrets(StepContext &context, PreflightFindings &findings)
{
    for (const auto &[what, reference] : references(context.manifest)) {
        const auto secret
            = context.ports.secrets.resolve(reference, context.call.within(context.ports.clock.now(), Seconds{60}));
        if (!secret)
            findings.blockers << QStringLiteral("%1 cannot be had: %2").arg(what, secret.error().message);
    }
    findings.warnings << context.ports.secrets.warnings();
}

static bool isLoopback(const QUrl &url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

void checkTransport(StepContext &context, PreflightFindings &findings)
{
    const GitOpsSection &gitops = context.manifest.gitops;
    const QUrl repo(gitops.repo);
    const bool plain = repo.scheme() == QLatin1String("http");
    const bool credentials = gitops.credentials.password.has_value();
    if (plain && credentials && !isLoopback(repo))
        findings.blockers
            << QStringLiteral("the Git password would go over plain http to %1: use https").arg(repo.host());
    else if (plain && !isLoopback(repo))
        findings.warnings << QStringLiteral("Git is read over plain http from %1").arg(repo.host());
    for (const QString &address : {gitops.argocd.server, context.manifest.secrets.vaultAddress}) {
        const QUrl url(address);
        if (url.scheme() == QLatin1String("http") && !isLoopback(url))
            findings.blockers
                << QStringLiteral("credentials would go over plain http to %1: use https").arg(url.host());
    }
}

void checkTerraformState(StepContext &context, PreflightFindings &findings)
{
    const ClusterSection &cluster = context.manifest.cluster;
    if (cluster.provisioner != Provisioner::Terraform && cluster.provisioner != Provisioner::OpenTofu)
        return;
    const QDir folder(QDir(context.site.workTree).filePath(cluster.path));
    const auto files = folder.entryInfoList({QStringLiteral("*.tf")}, QDir::Files);
    static const QRegularExpression remote(
        QStringLiteral("^\\s*(backend\\s+\"(?!local\")|cloud\\s*\\{)"), QRegularExpression::MultilineOption);
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly) && remote.match(QString::fromUtf8(file.readAll())).hasMatch())
            return;
    }
    if (!files.isEmpty() && !QFile::exists(folder.filePath(QStringLiteral("terraform.tfstate"))))
        findings.warnings << QStringLiteral(
            "terraform keeps its state in a local file and %1 has none: what it made before is not known to it")
                                 .arg(cluster.path);
}

void checkVault(StepContext &context, PreflightFindings &findings)
{
    const SecretsSection &secrets = context.manifest.secrets;
    if (secrets.method != SecretsMethod::ExternalSecrets || secrets.vaultAddress.isEmpty())
        return;
    QUrl url(secrets.vaultAddress);
    url.setPath(QStringLiteral("/v1/sys/health"));
    const auto answer
        = context.ports.network.get(url, {}, 1 << 16, context.call.within(context.ports.clock.now(), Seconds{5}));
    if (!answer)
        findings.warnings
            << QStringLiteral("Vault does not answer at %1: %2").arg(secrets.vaultAddress, answer.error().message);
    else if (answer->status == 503)
        findings.warnings << QStringLiteral("Vault at %1 is sealed: unseal it, else no ExternalSecret will be filled")
                                 .arg(secrets.vaultAddress);
    else if (answer->status == 501)
        findings.warnings << QStringLiteral("Vault at %1 is not initialised: restore it from %2 first")
                                 .arg(secrets.vaultAddress, secrets.vaultBackup);
    else if (answer->status != 200 && answer->status != 429 && answer->status != 472 && answer->status != 473)
        findings.warnings << QStringLiteral("Vault at %1 answers %2").arg(secrets.vaultAddress).arg(answer->status);
}

Result<std::optional<Decision>> checkLost(StepContext &context)
{
    if (!context.manifest.cluster.lost)
        return std::nullopt;
    const LostCluster &lost = *context.manifest.cluster.lost;
    QString server = lost.server;
    QString uid;
    const Call call = context.call.within(context.ports.clock.now(), Seconds{5});
    if (!lost.kubeconfig.isEmpty()) {
        ClusterAccess access;
        access.kubeconfigPath = lost.kubeconfig;
        if (access.kubeconfigPath.startsWith(QLatin1String("file:")))
            access.kubeconfigPath.remove(0, 5);
        if (access.kubeconfigPath.startsWith(QLatin1String("~/")))
            access.kubeconfigPath.replace(0, 1, QDir::homePath());
        access.context = lost.context;
        const auto cluster = context.ports.clusters.open(access);
        if (!cluster)
            return std::nullopt; // its kubeconfig went with it
        const auto identity = (*cluster)->identity(call);
        if (!identity && identity.error().code == ErrorCode::Cancelled)
            return std::unexpected(identity.error());
        if (!identity && identity.error().code != ErrorCode::Unauthorized
            && identity.error().code != ErrorCode::Forbidden)
            return std::nullopt;
        if (identity) {
            uid = identity->uid;
            server = identity->server;
            (void)context.host.record(FactRecorded{{}, QStringLiteral("lost-uid"), uid});
        }
    } else {
        const QUrl url(server);
        if (server.isEmpty() || !context.ports.network.knock(url.host(), quint16(url.port(443)), call))
            return std::nullopt;
    }
    Decision decision;
    decision.id = QStringLiteral("lost-answers:") + (uid.isEmpty() ? server : uid);
    decision.kind = DecisionKind::LostClusterAnswers;
    decision.title = QStringLiteral("The lost cluster answers");
    decision.reason = QStringLiteral("%1 answers at %2: if it still serves people, two clusters will write to the same "
                                     "places. Look first; to go on all the same, say so")
                          .arg(context.plan.name, server);
    decision.subject = context.plan.name;
    decision.option = QStringLiteral("--lost-answers ") + context.plan.name;
    decision.typed = true;
    if (context.granted(decision))
        return std::nullopt;
    return decision;
}

std::optional<ClusterAccess> existingCluster(const StepContext &context)
{
    const ClusterSection &section = context.manifest.cluster;
    if (section.provisioner != Provisioner::Existing || section.kubeconfig.kind != KubeconfigSource::Kind::Path)
        return std::nullopt;
    ClusterAccess access;
    access.kubeconfigPath = QDir(context.site.workTree).absoluteFilePath(section.kubeconfig.value);
    access.context = section.context;
    return access;
}

void checkRights(StepContext &context, PreflightFindings &findings)
{
    const auto access = existingCluster(context);
    if (!access)
        return;
    const auto cluster = context.ports.clusters.open(*access);
    if (!cluster) {
        findings.blockers << cluster.error().message;
        return;
    }
    const Call call = context.call.within(context.ports.clock.now(), Seconds{10});
    for (const auto &[verb, group, resource] : {std::tuple{"create", "", "namespaces"}, {"create", "", "secrets"},
             {"patch", "apps", "deployments"}, {"create", "apiextensions.k8s.io", "customresourcedefinitions"},
             {"create", "rbac.authorization.k8s.io", "clusterroles"}}) {
        const auto allowed
            = (*cluster)->allowed(QLatin1String(verb), QLatin1String(group), QLatin1String(resource), {}, call);
        if (!allowed && allowed.error().code == ErrorCode::Unauthorized) {
            findings.blockers << QStringLiteral("%1 (%2)").arg(allowed.error().message, access->kubeconfigPath);
            return;
        }
        if (allowed && !*allowed)
            findings.blockers << QStringLiteral("this identity may not %1 %2 in the cluster of %3")
                                     .arg(QLatin1String(verb), QLatin1String(resource), access->kubeconfigPath);
    }
}

} // namespace relight
