#include "models/plan/stepcommands.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/shellquote.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QString serverSide(const QString &what, const QString &path)
{
    return u"PATCH %1?fieldManager=relight&force=true  (server-side apply of %2)"_s.arg(path, what);
}

QString shellLine(const QString &command)
{
    return u"/bin/sh -c "_s + shellQuoted(command);
}

QStringList environmentLines(const SecretEnvironment &environment)
{
    QStringList lines;
    for (auto it = environment.begin(); it != environment.end(); ++it)
        lines << u"environment %1=«%2»"_s.arg(it.key(), it.value().text());
    return lines;
}

QString refText(const std::optional<SecretRef> &ref, const QString &fallback)
{
    return u'«' + (ref ? ref->text() : u"prompt:"_s + fallback) + u'»';
}

QStringList provisionerCommands(const ClusterSection &cluster)
{
    const QString program = planningProgram(cluster.provisioner);
    QStringList lines;
    if (!program.isEmpty()) {
        const QString base = planningCommand(cluster);
        lines << base + u" init -input=false -no-color"_s
              << base + u" plan -input=false -no-color -out=PLAN"_s + variableArguments(cluster)
              << base
                + u" show -json PLAN  (counts; anything deleted, replaced or forgotten asks for its own approval)"_s
              << base + u" apply -input=false -json PLAN"_s;
    } else if (cluster.provisioner == Provisioner::Command) {
        if (!cluster.probe.isEmpty())
            lines << shellLine(cluster.probe) + u"  (exit 0: already there, nothing is run)"_s;
        lines << shellLine(cluster.command);
    }
    switch (cluster.kubeconfig.kind) {
    case KubeconfigSource::Kind::Path:
        lines << u"read the kubeconfig "_s + cluster.kubeconfig.value;
        break;
    case KubeconfigSource::Kind::Command:
        lines << shellLine(cluster.kubeconfig.value) + u"  (prints the kubeconfig)"_s;
        break;
    case KubeconfigSource::Kind::Output:
    case KubeconfigSource::Kind::Default:
        if (program.isEmpty()) {
            lines << u"ask for the kubeconfig"_s;
            break;
        }
        for (const QString &output : kubeconfigOutputs(cluster.kubeconfig))
            lines << planningCommand(cluster) + u" output -raw "_s + shellQuoted(output);
    }
    return lines;
}

QStringList provisionCommands(const ClusterSection &cluster)
{
    QStringList lines = provisionerCommands(cluster);
    lines << u"GET /readyz, GET /version, GET /api/v1/namespaces/kube-system  (its UID is pinned)"_s;
    if (cluster.expectNodes)
        lines << u"GET /api/v1/nodes  (until %1 are registered)"_s.arg(*cluster.expectNodes);
    for (const QString &entry : cluster.bootstrap)
        lines << (isManifestPath(entry) ? serverSide(entry, u"each object"_s) : shellLine(entry));
    return lines;
}

QStringList installCommands(const RecoveryManifest &manifest)
{
    const ArgoCdSection &argocd = manifest.gitops.argocd;
    const InstallManifest install = installManifest(argocd);
    const QString ns = argocd.argoNamespace;
    QStringList lines{
        u"GET /apis/apps/v1/namespaces/%1/deployments/argocd-server  (managed by an application: only verify)"_s.arg(
            ns),
        u"GET /api/v1/nodes  (until they are Ready)"_s,
        serverSide(u"the namespace"_s, u"/api/v1/namespaces/"_s + ns),
    };
    if (!install.inRepository) {
        lines << u"GET "_s + install.location
                + (install.sha256.isEmpty() ? u"  (no hash is stated)"_s : u"  (sha256 %1)"_s.arg(install.sha256));
    }
    lines << serverSide(install.location, u"each object"_s)
          << u"GET /apis/apps/v1/namespaces/%1/{deployments,statefulsets}  (until every rollout is done)"_s.arg(ns);
    return lines;
}

QStringList secretsCommands(const SecretsSection &secrets)
{
    switch (secrets.method) {
    case SecretsMethod::None:
        return {};
    case SecretsMethod::ExternalSecrets:
        return {serverSide(u"the namespace"_s, u"/api/v1/namespaces/"_s + secrets.secretNamespace),
            serverSide(u"key %1=%2"_s.arg(secrets.secretKey, refText(secrets.token, u"vault-token"_s)),
                u"/api/v1/namespaces/%1/secrets/%2"_s.arg(secrets.secretNamespace, secrets.secretName))};
    case SecretsMethod::SealedSecrets:
        return {u"by hand: apply the escrowed key Secrets from %1 before the controller starts"_s.arg(
            refText(secrets.keys, u"sealed-secrets-keys"_s))};
    case SecretsMethod::Sops:
        return {u"by hand: make Secret sops-age, key keys.txt, from %1"_s.arg(refText(secrets.ageKey, u"age-key"_s))};
    }
    return {};
}

QStringList gitCommands(const GitOpsSection &gitops)
{
    QStringList keys{u"type=git"_s, u"url="_s + gitops.repo};
    if (gitops.credentials.sshPrivateKey) {
        keys << u"sshPrivateKey="_s + refText(gitops.credentials.sshPrivateKey, {});
    } else {
        keys << u"username="_s + (gitops.credentials.username.isEmpty() ? u"git"_s : gitops.credentials.username)
             << u"password="_s + refText(gitops.credentials.password, u"git-password"_s);
    }
    QStringList lines{serverSide(u"the repository Secret: "_s + keys.join(u", "_s),
        u"/api/v1/namespaces/%1/secrets/%2"_s.arg(gitops.argocd.argoNamespace, repositorySecretName(gitops.repo)))};
    if (!gitops.credentials.knownHosts.isEmpty())
        lines << serverSide(u"the host keys"_s,
            u"/api/v1/namespaces/%1/configmaps/argocd-ssh-known-hosts-cm"_s.arg(gitops.argocd.argoNamespace));
    return lines;
}

QStringList rootCommands(const RecoveryManifest &manifest)
{
    const QString ns = manifest.gitops.argocd.argoNamespace;
    const QString applications = u"/apis/argoproj.io/v1alpha1/namespaces/%1/applications"_s.arg(ns);
    QStringList lines{
        u"GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/applications.argoproj.io  (until Established)"_s,
        u"GET /apis/apps/v1/namespaces/%1/deployments/argocd-repo-server  (until available)"_s.arg(ns),
        u"GET /apis/argoproj.io/v1alpha1/namespaces/%1/appprojects/default  (until argocd-server has made it)"_s.arg(
            ns),
    };
    for (const QString &name : heldApplications(manifest))
        lines << serverSide(u"its manifest in the repository, with argocd.argoproj.io/skip-reconcile=true: held"_s,
            applications + u'/' + name);
    const QString root = manifest.gitops.rootApp ? *manifest.gitops.rootApp : u"a generated root application"_s;
    lines << serverSide(root, applications + (manifest.gitops.rootApp ? u"/…"_s : u"/root"_s));
    return lines;
}

QStringList monitorCommands(const RecoveryManifest &manifest)
{
    const QString ns = manifest.gitops.argocd.argoNamespace;
    QStringList lines{
        u"GET /api/v1/stream/applications of Argo CD, or a watch on %1/applications  (until the set is closed and Healthy)"_s
            .arg(ns),
        u"POST /api/v1/applications/NAME/sync  (again after a retriable failure, a few times)"_s};
    for (const QString &store : manifest.secrets.stores)
        lines << u"GET (Cluster)SecretStore %1  (until Ready)"_s.arg(store);
    return lines;
}

QStringList restoreCommands(const RecoveryManifest &manifest, const DataItem &item)
{
    QStringList lines = environmentLines(item.environment);
    for (const QString &name : item.needs.value_or(QStringList{}))
        lines << u"wait until application %1 is Healthy"_s.arg(name);
    if (!item.restoreCommand.isEmpty())
        lines << shellLine(item.restoreCommand);
    else if (!item.veleroBackup.isEmpty())
        lines << u"by hand: velero restore create --from-backup "_s + shellQuoted(item.veleroBackup);
    else
        lines << u"by hand: restore %1 from %2"_s.arg(
            item.name, item.backupLocation.isEmpty() ? u"its backup"_s : item.backupLocation);
    if (!item.verifyCommand.isEmpty())
        lines << shellLine(item.verifyCommand);
    for (const QString &name : item.holds) {
        lines
            << u"PATCH /apis/argoproj.io/v1alpha1/namespaces/%1/applications/%2  (take the hold off, then wait until it is Healthy)"_s
                   .arg(manifest.gitops.argocd.argoNamespace, name);
    }
    return lines;
}

QStringList trafficCommands(const TrafficItem &item)
{
    QStringList lines = environmentLines(item.environment);
    if (item.provider == TrafficProvider::Command) {
        lines << shellLine(item.command);
        if (!item.undoCommand.isEmpty())
            lines << u"only to undo it: "_s + shellLine(item.undoCommand);
    } else if (item.provider == TrafficProvider::Manual) {
        lines << u"by hand: "_s + (item.instructions.isEmpty() ? item.name : item.instructions);
    } else {
        const QString target = item.recordValue.isEmpty() ? item.recordService : item.recordValue;
        lines << (item.recordName.isEmpty() ? u"by hand: change %1"_s.arg(item.name)
                                            : u"by hand: point %1 to %2"_s.arg(item.recordName, target));
    }
    if (!item.recordName.isEmpty())
        lines << u"resolve %1  (until it has the new value)"_s.arg(item.recordName);
    return lines;
}

QStringList verifyCommands(const RecoveryManifest &manifest)
{
    QStringList lines{u"GET applications, deployments, statefulsets, daemonsets  (all healthy)"_s};
    for (const VerificationItem &check : manifest.verification) {
        const QString within = durationText(check.within);
        lines << environmentLines(check.environment);
        lines << (check.http.isEmpty()
                ? shellLine(check.command) + u"  (until exit 0, within %1)"_s.arg(within)
                : u"GET %1  (until status %2, within %3)"_s.arg(check.http).arg(check.expect).arg(within));
    }
    return lines;
}

QStringList notifyCommands(const RecoveryManifest &manifest)
{
    QStringList lines;
    for (const NotificationItem &item : manifest.notifications) {
        if (item.webhook)
            lines << u"POST «%1»  (events: %2)"_s.arg(
                item.webhook->text(), item.events.isEmpty() ? u"all"_s : item.events.join(u", "_s));
        else
            lines << u"by hand: mail to "_s + item.mail.join(u", "_s);
    }
    return lines;
}

QStringList ownCommands(const StepSettings &settings)
{
    QStringList lines = environmentLines(settings.environment);
    if (!settings.probe.isEmpty())
        lines << shellLine(settings.probe) + u"  (exit 0: already done, nothing is run)"_s;
    return lines << shellLine(settings.run);
}

template <class T> const T *named(const QList<T> &items, const QString &name)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T &item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

QStringList stepCommands(const RecoveryManifest &manifest, const Step &step)
{
    if (step.leftOut)
        return {};
    switch (step.kind) {
    case StepKind::Provision:
        return step.automation == Automation::Automated
            ? provisionCommands(manifest.cluster)
            : QStringList{u"by hand: make the cluster from %1, then give its kubeconfig"_s.arg(manifest.cluster.path)};
    case StepKind::InstallArgoCd:
        return installCommands(manifest);
    case StepKind::RestoreSecrets:
        return secretsCommands(manifest.secrets);
    case StepKind::ConnectGit:
        return gitCommands(manifest.gitops);
    case StepKind::ApplyRoot:
        return rootCommands(manifest);
    case StepKind::MonitorSync:
        return monitorCommands(manifest);
    case StepKind::RestoreData:
        return restoreCommands(manifest, *dataOf(manifest, step));
    case StepKind::UpdateDns:
        return trafficCommands(*trafficOf(manifest, step));
    case StepKind::VerifyHealth:
        return verifyCommands(manifest);
    case StepKind::Notify:
        return notifyCommands(manifest);
    case StepKind::Own:
        return ownCommands(*ownSettingsOf(manifest, step));
    }
    return {};
}

QString planningProgram(Provisioner provisioner)
{
    return provisioner == Provisioner::Terraform ? u"terraform"_s
        : provisioner == Provisioner::OpenTofu   ? u"tofu"_s
                                                 : QString();
}

QString planningCommand(const ClusterSection &cluster)
{
    const QString program = planningProgram(cluster.provisioner);
    return cluster.path.isEmpty() ? program : program + u" -chdir="_s + shellQuoted(cluster.path);
}

QString variableArguments(const ClusterSection &cluster)
{
    QString arguments;
    for (auto it = cluster.variables.begin(); it != cluster.variables.end(); ++it)
        arguments += u' ' + shellQuoted(u"-var="_s + it.key() + u'=' + it.value());
    return arguments;
}

QStringList kubeconfigOutputs(const KubeconfigSource &source)
{
    if (source.kind == KubeconfigSource::Kind::Output)
        return {source.value};
    return {u"kubeconfig"_s, u"kubeconfig_raw"_s, u"kube_config"_s};
}

const DataItem *dataOf(const RecoveryManifest &manifest, const Step &step)
{
    return named(manifest.data, step.subject);
}

const TrafficItem *trafficOf(const RecoveryManifest &manifest, const Step &step)
{
    return named(manifest.traffic, step.subject);
}

const StepSettings *ownSettingsOf(const RecoveryManifest &manifest, const Step &step)
{
    const auto found = std::find_if(manifest.steps.begin(), manifest.steps.end(),
        [&](const StepSettings &settings) { return settings.id == step.id; });
    return found == manifest.steps.end() ? nullptr : &*found;
}

QStringList heldApplications(const RecoveryManifest &manifest)
{
    QStringList names;
    for (const DataItem &item : manifest.data)
        names += item.holds;
    names.removeDuplicates();
    return names;
}

} // namespace relight
