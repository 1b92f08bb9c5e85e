#include "models/plan/equivalentshell.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr auto apply = QLatin1StringView("kubectl apply --server-side --force-conflicts ");

QString note(const QString &text)
{
    return shellComment(text).join(u' ');
}

// The expression that gives a secret's value, and a comment where a person has to help.
QString secretExpression(const SecretRef &ref)
{
    switch (ref.kind) {
    case SecretRef::Kind::Env:
        return u"\"$%1\""_s.arg(ref.target);
    case SecretRef::Kind::File:
        return u"\"$(cat %1)\""_s.arg(shellHomePath(ref.target));
    case SecretRef::Kind::Command:
        return u"\"$(%1)\""_s.arg(ref.target);
    case SecretRef::Kind::Keychain:
    case SecretRef::Kind::Prompt:
        break;
    }
    return u"\"${SECRET:?%1}\""_s.arg(u"set it to the value of "_s
        + QString(ref.text()).remove(u'"').remove(u'}').remove(u'$').remove(u'`').remove(u'\\'));
}

QString environmentPrefix(const SecretEnvironment &environment)
{
    QString prefix;
    for (auto it = environment.begin(); it != environment.end(); ++it)
        prefix += it.key() + u'=' + secretExpression(it.value()) + u' ';
    return prefix;
}

QString applyNamespace(const QString &name)
{
    return u"kubectl create namespace %1 --dry-run=client -o yaml | %2-f -"_s.arg(shellQuoted(name), apply);
}

QStringList provisionShell(const ClusterSection &cluster)
{
    QStringList lines;
    if (const QString program = planningProgram(cluster.provisioner); !program.isEmpty()) {
        const QString base = planningCommand(cluster);
        lines << base + u" init -input=false"_s
              << base + u" plan -input=false -out=recovery.tfplan"_s + variableArguments(cluster)
              << base + u" apply -input=false recovery.tfplan"_s
              << u"(umask 077 && %1 output -raw %2 > recovered.kubeconfig)"_s.arg(
                     base, shellQuoted(kubeconfigOutputs(cluster.kubeconfig).first()));
    } else if (cluster.provisioner == Provisioner::Command) {
        lines << (cluster.probe.isEmpty()
                ? cluster.command
                : u"sh -c %1 || sh -c %2"_s.arg(shellQuoted(cluster.probe), shellQuoted(cluster.command)));
    } else if (cluster.provisioner != Provisioner::Existing) {
        lines << note(
            u"make the cluster from %1 with your provisioner, and write recovered.kubeconfig"_s.arg(cluster.path));
    }
    if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Command)
        lines << u"(umask 077 && sh -c %1 > recovered.kubeconfig)"_s.arg(shellQuoted(cluster.kubeconfig.value));
    lines << u"export KUBECONFIG=%1"_s.arg(cluster.kubeconfig.kind == KubeconfigSource::Kind::Path
            ? shellHomePath(cluster.kubeconfig.value)
            : u"\"$PWD/recovered.kubeconfig\""_s);
    lines << u"kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'"_s << u"kubectl get nodes"_s;
    for (const QString &entry : cluster.bootstrap)
        lines << (isManifestPath(entry) ? apply + u"-f "_s + shellPath(entry) : entry);
    return lines;
}

QStringList installShell(const ArgoCdSection &argocd)
{
    const QString ns = shellQuoted(argocd.argoNamespace);
    return {u"kubectl wait --for=condition=Ready nodes --all --timeout=600s"_s, applyNamespace(argocd.argoNamespace),
        apply + u"-n %1 -f %2"_s.arg(ns, shellPath(installManifest(argocd).location)),
        u"for part in $(kubectl get deployments,statefulsets -n %1 -o name); do kubectl rollout status -n %1 \"$part\" --timeout=600s; done"_s
            .arg(ns)};
}

QStringList secretsShell(const SecretsSection &secrets)
{
    if (secrets.method == SecretsMethod::ExternalSecrets) {
        const SecretRef token = secrets.token.value_or(SecretRef{SecretRef::Kind::Prompt, u"vault-token"_s});
        return {applyNamespace(secrets.secretNamespace),
            u"printf %s %1 | kubectl create secret generic %2 -n %3 --from-file=%4=/dev/stdin --dry-run=client -o yaml | %5-f -"_s
                .arg(secretExpression(token), shellQuoted(secrets.secretName), shellQuoted(secrets.secretNamespace),
                    shellQuoted(secrets.secretKey), apply)};
    }
    if (secrets.method == SecretsMethod::SealedSecrets && secrets.keys)
        return {note(u"before the controller starts, with the labels of the exported keys:"_s),
            u"printf '%s\\n' %1 | %2-f -"_s.arg(secretExpression(*secrets.keys), apply)};
    if (secrets.method == SecretsMethod::Sops && secrets.ageKey)
        return {
            u"printf '%s\\n' %1 | kubectl create secret generic sops-age -n argocd --from-file=keys.txt=/dev/stdin --dry-run=client -o yaml | %2-f -"_s
                .arg(secretExpression(*secrets.ageKey), apply)};
    return {};
}

QStringList gitShell(const GitOpsSection &gitops)
{
    const QString ns = shellQuoted(gitops.argocd.argoNamespace);
    const GitCredentials &credentials = gitops.credentials;
    QString line = u"kubectl create secret generic %1 -n %2 --from-literal=type=git --from-literal=url=%3"_s.arg(
        repositorySecretName(gitops.repo), ns, shellQuoted(gitops.repo));
    if (credentials.sshPrivateKey)
        line = u"printf '%s\\n' %1 | "_s.arg(secretExpression(*credentials.sshPrivateKey)) + line
            + u" --from-file=sshPrivateKey=/dev/stdin"_s;
    else if (credentials.password)
        line = u"printf %s %1 | "_s.arg(secretExpression(*credentials.password)) + line
            + u" --from-literal=username=%1 --from-file=password=/dev/stdin"_s.arg(
                shellQuoted(credentials.username.isEmpty() ? u"git"_s : credentials.username));
    line
        += u" --dry-run=client -o yaml | kubectl label --local -f - argocd.argoproj.io/secret-type=repository -o yaml | "_s;
    return {line + apply + u"-f -"_s};
}

QStringList rootShell(const RecoveryManifest &manifest)
{
    const QString ns = shellQuoted(manifest.gitops.argocd.argoNamespace);
    QStringList lines{
        u"kubectl wait --for=condition=Established crd/applications.argoproj.io crd/appprojects.argoproj.io --timeout=120s"_s,
        u"kubectl rollout status -n %1 deployment/argocd-repo-server --timeout=300s"_s.arg(ns),
        u"until kubectl get appproject default -n %1 > /dev/null 2>&1; do sleep 2; done"_s.arg(ns)};
    for (const QString &name : heldApplications(manifest)) {
        lines
            << note(u"held: the file in the repository that holds the Application "_s + name)
            << u"kubectl annotate --local -f \"$APPLICATION_FILE\" argocd.argoproj.io/skip-reconcile=true -o yaml | %1-n %2 -f -"_s
                   .arg(apply, ns);
    }
    if (manifest.gitops.rootApp)
        return lines << apply + u"-n %1 -f %2"_s.arg(ns, shellPath(*manifest.gitops.rootApp));
    lines << apply + u"-f - <<'EOF'"_s;
    lines += rootApplicationYaml(manifest.gitops).trimmed().split(u'\n');
    return lines << u"EOF"_s;
}

QStringList monitorShell(const RecoveryManifest &manifest)
{
    const QString ns = shellQuoted(manifest.gitops.argocd.argoNamespace);
    const QString columns
        = u"custom-columns=NAME:.metadata.name,SYNC:.status.sync.status,HEALTH:.status.health.status,OPERATION:.status.operationState.phase"_s;
    return {note(u"until every one is Synced and Healthy and no new one appears"_s),
        u"watch kubectl get applications -n %1 -o %2"_s.arg(ns, columns)};
}

QStringList restoreShell(const RecoveryManifest &manifest, const DataItem &item)
{
    QStringList lines;
    if (!item.backupLocation.isEmpty())
        lines << u"export RELIGHT_BACKUP_LOCATION="_s + shellQuoted(item.backupLocation);
    const QString environment = environmentPrefix(item.environment);
    if (!item.restoreCommand.isEmpty())
        lines << environment + u"sh -c "_s + shellQuoted(item.restoreCommand.trimmed());
    else if (!item.veleroBackup.isEmpty())
        lines << u"velero restore create --from-backup %1 --wait"_s.arg(shellQuoted(item.veleroBackup));
    else
        lines << note(u"restore %1 from %2 by hand"_s.arg(item.name, item.backupLocation));
    if (!item.verifyCommand.isEmpty())
        lines << environment + u"sh -c "_s + shellQuoted(item.verifyCommand.trimmed());
    for (const QString &name : item.holds) {
        lines << u"kubectl annotate application %1 -n %2 argocd.argoproj.io/skip-reconcile-"_s.arg(
            shellQuoted(name), shellQuoted(manifest.gitops.argocd.argoNamespace));
    }
    return lines;
}

QStringList trafficShell(const TrafficItem &item)
{
    const QString environment = environmentPrefix(item.environment);
    switch (item.provider) {
    case TrafficProvider::Command: {
        QStringList lines{environment + u"sh -c "_s + shellQuoted(item.command.trimmed())};
        if (!item.undoCommand.isEmpty())
            lines << note(u"to undo it: %1"_s.arg(item.undoCommand));
        return lines;
    }
    case TrafficProvider::Manual:
        return {note(item.instructions.isEmpty() ? item.name : item.instructions)};
    case TrafficProvider::Terraform:
        return {u"terraform -chdir=%1 apply"_s.arg(shellQuoted(item.path))};
    case TrafficProvider::Route53:
    case TrafficProvider::CloudDns:
    case TrafficProvider::Rfc2136:
        break;
    }
    return {note(u"point %1 (zone %2) to %3 by hand"_s.arg(
        item.recordName, item.zone, item.recordValue.isEmpty() ? item.recordService : item.recordValue))};
}

QStringList verifyShell(const RecoveryManifest &manifest)
{
    QStringList lines{u"kubectl get applications -n %1"_s.arg(shellQuoted(manifest.gitops.argocd.argoNamespace)),
        u"kubectl get deployments,statefulsets,daemonsets -A"_s};
    for (const VerificationItem &check : manifest.verification) {
        if (check.http.isEmpty())
            lines << environmentPrefix(check.environment) + u"sh -c "_s + shellQuoted(check.command.trimmed());
        else
            lines << u"curl -sS -o /dev/null -w '%{http_code}\\n' %1"_s.arg(shellQuoted(check.http))
                    + u"  # %1"_s.arg(check.expect);
    }
    return lines;
}

QStringList notifyShell(const RecoveryManifest &manifest)
{
    QStringList lines;
    for (const NotificationItem &item : manifest.notifications) {
        if (item.webhook)
            lines
                << u"printf 'url = \"%s\"\\n' %1 | curl -fsS -K - -H 'Content-Type: application/json' -d '{\"text\":\"The cluster is back.\"}'"_s
                       .arg(secretExpression(*item.webhook));
        else
            lines << note(u"mail to "_s + item.mail.join(u", "_s));
    }
    return lines;
}

} // namespace

QStringList equivalentShell(const RecoveryManifest &manifest, const Step &step)
{
    if (step.leftOut)
        return {};
    switch (step.kind) {
    case StepKind::Provision:
        return provisionShell(manifest.cluster);
    case StepKind::InstallArgoCd:
        return installShell(manifest.gitops.argocd);
    case StepKind::RestoreSecrets:
        return secretsShell(manifest.secrets);
    case StepKind::ConnectGit:
        return gitShell(manifest.gitops);
    case StepKind::ApplyRoot:
        return rootShell(manifest);
    case StepKind::MonitorSync:
        return monitorShell(manifest);
    case StepKind::RestoreData:
        return restoreShell(manifest, *dataOf(manifest, step));
    case StepKind::UpdateDns:
        return trafficShell(*trafficOf(manifest, step));
    case StepKind::VerifyHealth:
        return verifyShell(manifest);
    case StepKind::Notify:
        return notifyShell(manifest);
    case StepKind::Own: {
        const StepSettings &own = *ownSettingsOf(manifest, step);
        return {environmentPrefix(own.environment) + u"sh -c "_s + shellQuoted(own.run.trimmed())};
    }
    }
    return {};
}

} // namespace relight
