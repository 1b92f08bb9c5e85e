#include "models/plan/scriptsteps.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/scriptonce.h"
#include "models/plan/scriptprovision.h"
#include "models/plan/scriptwords.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QStringList installLines(const ArgoCdSection &argocd, const Step &step)
{
    const InstallManifest install = installManifest(argocd);
    QStringList lines{u"if managed_argocd; then"_s,
        u"    note 'an application manages Argo CD already: only verified'"_s, u"else"_s,
        u"    wait_for 900 'Ready of all nodes' nodes_ready"_s, u"    namespace \"$argocd\""_s};
    if (install.inRepository) {
        lines << u"    apply -n \"$argocd\" -f "_s + shellPath(install.location);
    } else {
        lines << u"    curl -fsSL -o \"$work/install.yaml\" -- "_s + shellQuoted(install.location);
        if (install.sha256.isEmpty())
            lines << u"    note 'no sha256 of the install manifest is stated: it is taken as it came'"_s;
        else
            lines << u"    printf '%s  %s\\n' %1 \"$work/install.yaml\" | sha256sum -c - >&2"_s.arg(
                shellQuoted(install.sha256));
        lines << u"    apply -n \"$argocd\" -f \"$work/install.yaml\""_s;
    }
    return lines << u"fi"_s << u"rollouts \"$argocd\" %1"_s.arg(step.timeout.count());
}

QStringList secretsLines(const SecretsSection &section, ScriptSecrets &secrets)
{
    if (section.method != SecretsMethod::ExternalSecrets)
        return {u"note 'no access to secrets is needed'"_s};
    const QString token
        = secrets.variable(section.token.value_or(SecretRef{SecretRef::Kind::Prompt, u"vault-token"_s}));
    return {
        u"namespace "_s + shellQuoted(section.secretNamespace),
        u"{"_s,
        u"    "_s
            + printedLines(
                {u"apiVersion: v1"_s, u"kind: Secret"_s, u"metadata:"_s, u"  name: "_s + yamlQuoted(section.secretName),
                    u"  namespace: "_s + yamlQuoted(section.secretNamespace), u"type: Opaque"_s, u"data:"_s}),
        u"    printf '  %s: %s\\n' %1 \"$(b64 \"$%2\")\""_s.arg(shellQuoted(yamlQuoted(section.secretKey)), token),
        u"} | apply -f -"_s,
    };
}

QStringList knownHostsLines(const QString &stated)
{
    const QString source = stated.startsWith(u"file:"_s) ? u"cat "_s + shellHomePath(stated.mid(5))
                                                         : printedLines(stated.trimmed().split(u'\n'));
    return {
        u"kubectl get configmap argocd-ssh-known-hosts-cm -n \"$argocd\" -o 'jsonpath={.data.ssh_known_hosts}' >\"$work/known\" || fail 'the SSH hosts that Argo CD knows cannot be read; none were written'"_s,
        u"%1 >\"$work/stated\""_s.arg(source),
        u"{ cat \"$work/known\"; echo; cat \"$work/stated\"; } | awk 'NF && !seen[$0]++ { print \"    \" $0 }' >\"$work/hosts\""_s,
        u"{"_s,
        u"    "_s
            + printedLines({u"apiVersion: v1"_s, u"kind: ConfigMap"_s, u"metadata:"_s,
                u"  name: argocd-ssh-known-hosts-cm"_s, u"data:"_s, u"  ssh_known_hosts: |"_s}),
        u"    cat \"$work/hosts\""_s,
        u"} | apply -n \"$argocd\" -f -"_s,
    };
}

QStringList gitLines(const GitOpsSection &gitops, ScriptSecrets &secrets)
{
    const GitCredentials &credentials = gitops.credentials;
    QStringList lines;
    if (!credentials.knownHosts.isEmpty())
        lines += knownHostsLines(credentials.knownHosts);
    lines << u"{"_s
          << u"    "_s
            + printedLines({u"apiVersion: v1"_s, u"kind: Secret"_s, u"metadata:"_s,
                u"  name: "_s + repositorySecretName(gitops.repo), u"  labels:"_s,
                u"    argocd.argoproj.io/secret-type: repository"_s, u"stringData:"_s, u"  type: git"_s,
                u"  url: "_s + yamlQuoted(gitops.repo)});
    const QString user = credentials.username.isEmpty() ? u"git"_s : credentials.username;
    if (credentials.sshPrivateKey) {
        lines << u"    printf 'data:\\n  sshPrivateKey: %s\\n' \"$(printf '%s\\n' \"$%1\" | base64 | tr -d '\\n')\""_s
                     .arg(secrets.variable(*credentials.sshPrivateKey));
    } else if (credentials.password) {
        lines << u"    "_s + printedLines({u"  username: "_s + yamlQuoted(user)})
              << u"    printf 'data:\\n  password: %s\\n' \"$(b64 \"$%1\")\""_s.arg(
                     secrets.variable(*credentials.password));
    } else {
        lines << u"    # the manifest names no credentials: GIT_TOKEN if there is one, else a public repository"_s
              << u"    if [ -n \"${GIT_TOKEN:-}\" ]; then"_s
              << u"        "_s + printedLines({u"  username: "_s + yamlQuoted(user)})
              << u"        printf 'data:\\n  password: %s\\n' \"$(b64 \"$GIT_TOKEN\")\""_s << u"    fi"_s;
    }
    return lines << u"} | apply -n \"$argocd\" -f -"_s;
}

QStringList rootLines(const Step &step, const ScriptParts &parts)
{
    const RecoveryManifest &manifest = parts.manifest;
    QStringList lines{
        u"kubectl wait --for=condition=Established crd/applications.argoproj.io crd/appprojects.argoproj.io --timeout=120s >&2"_s,
        u"wait_for %1 'an endpoint of argocd-repo-server' repo_server_ready"_s.arg(step.timeout.count()),
        u"wait_for %1 'AppProject default, which argocd-server makes' has_project default"_s.arg(step.timeout.count()),
    };
    for (const HeldApplication &held : scriptHolds(parts))
        lines << u"hold "_s + quotedNames(QStringList{held.name} + held.restores);
    if (manifest.gitops.rootApp)
        return lines << u"apply -n \"$argocd\" -f "_s + shellPath(*manifest.gitops.rootApp);
    return lines << printedLines(rootApplicationYaml(manifest.gitops).trimmed().split(u'\n')) + u" |"_s
                 << u"    generated_root | apply -n \"$argocd\" -f -"_s;
}

QStringList verifyLines(const Step &step, const ScriptParts &parts)
{
    QStringList lines{u"wait_for 300 'Synced and Healthy of all applications' converged"_s};
    int number = 0;
    for (const VerificationItem &check : parts.manifest.verification) {
        const QString within = QString::number(check.within.count());
        lines << u"note %1"_s.arg(shellQuoted(check.name));
        if (check.http.isEmpty()) {
            const QString name = u"check_%1"_s.arg(++number);
            const SecretEnvironment environment = commandEnvironment(parts.manifest, step, check.environment);
            lines += scriptFunction(name, {step.id, check.command, environment, {}, {}}, parts.secrets);
            lines << u"wait_for %1 %2 %3"_s.arg(within, shellQuoted(check.name), name);
        } else {
            lines << u"wait_for %1 %2 http_is %3 %4"_s.arg(within, shellQuoted(check.name))
                         .arg(check.expect)
                         .arg(shellQuoted(check.http));
        }
    }
    return lines;
}

QStringList notifyLines(const RecoveryManifest &manifest, ScriptSecrets &secrets)
{
    QStringList contacts;
    for (const Contact &contact : manifest.contacts)
        contacts << contact.role + u": "_s + contact.address;
    QStringList lines{u"minutes=$((($(date +%s) - started + 59) / 60))"_s};
    const QString before = u"{\"text\":"_s
        + jsonText(u"The cluster %1 is back, recovered by script in "_s.arg(manifest.name)).chopped(1);
    const QString after
        = jsonText(u" min."_s + (contacts.isEmpty() ? QString() : u" Contacts: "_s + contacts.join(u"; "_s))).mid(1)
        + u'}';
    for (const NotificationItem &item : manifest.notifications) {
        if (!item.webhook) {
            lines << u"note %1"_s.arg(shellQuoted(u"not sent by this script: mail to "_s + item.mail.join(u", "_s)));
            continue;
        }
        if (!item.events.isEmpty() && !item.events.contains(u"finished"_s))
            continue;
        lines
            << u"printf '%s%s%s' %1 \"$minutes\" %2 >\"$work/message.json\""_s.arg(
                   shellQuoted(before), shellQuoted(after))
            << u"printf 'url = \"%s\"\\n' \"$%1\" |"_s.arg(secrets.variable(*item.webhook))
            << u"    curl -fsS -m 30 --retry 2 -K - -H 'Content-Type: application/json' --data-binary @\"$work/message.json\" >/dev/null"_s;
    }
    return lines << u"note \"recovered in $minutes min\""_s;
}

QStringList ownLines(const StepSettings &own, const Step &step, ScriptSecrets &secrets)
{
    const QStringList run
        = QStringList{u"guard_if_pinned"_s} + scriptCommand({step.id, own.run, own.environment, {}, {}}, secrets);
    if (own.probe.isEmpty())
        return run;
    return scriptFunction(u"probe"_s, {step.id, own.probe, own.environment, {}, {}}, secrets)
        + QStringList{u"if probe; then"_s, u"    note 'its probe says that it is done'"_s, u"else"_s} + indented(run)
        + QStringList{u"fi"_s};
}

// What the step does, inside its "if begin".
QStringList workLines(const Step &step, const ScriptParts &parts)
{
    const RecoveryManifest &manifest = parts.manifest;
    if (step.leftOut)
        return {u"note 'not in the manifest: nothing is done'"_s};
    if (step.kind == StepKind::RestoreData)
        return scriptRestore(step, parts);
    if (step.automation != Automation::Automated)
        return byHandLines(step);
    switch (step.kind) {
    case StepKind::Provision: // scriptProvision()
    case StepKind::RestoreData:
        break;
    case StepKind::InstallArgoCd:
        return installLines(manifest.gitops.argocd, step);
    case StepKind::RestoreSecrets:
        return secretsLines(manifest.secrets, parts.secrets);
    case StepKind::ConnectGit:
        return gitLines(manifest.gitops, parts.secrets);
    case StepKind::ApplyRoot:
        return rootLines(step, parts);
    case StepKind::MonitorSync:
        return {u"wait_for %1 'Synced and Healthy of all applications' converged"_s.arg(step.timeout.count())};
    case StepKind::UpdateDns:
        return scriptSwitch(step, parts);
    case StepKind::VerifyHealth:
        return verifyLines(step, parts);
    case StepKind::Notify:
        return notifyLines(manifest, parts.secrets);
    case StepKind::Own:
        return ownLines(*ownSettingsOf(manifest, step), step, parts.secrets);
    }
    return {};
}

// What will be done is shown before the question.
QStringList approvalLines(const Step &step)
{
    QStringList lines;
    if (!step.approve)
        return lines;
    for (const QString &command : step.commands)
        lines << u"note "_s + shellQuoted(command);
    return lines << u"ask "_s + shellQuoted(u"Start \"%1\"?"_s.arg(step.title));
}

} // namespace

QStringList scriptStep(const Step &step, const ScriptParts &parts)
{
    QStringList lines = shellComment(u"%1: %2"_s.arg(step.phase, step.title));
    lines += shellComment(u"Why: "_s + step.explanation.why);
    const QString begin = u"if begin %1 %2; then"_s.arg(shellQuoted(step.id), shellQuoted(step.title));
    if (step.kind == StepKind::Provision) {
        const ScriptProvision provision = scriptProvision(step, parts);
        lines += provision.before;
        lines << begin;
        lines += indented(approvalLines(step) + provision.making);
        return lines + QStringList{u"fi"_s} + provision.after;
    }
    lines << begin;
    lines += indented(approvalLines(step) + workLines(step, parts));
    lines << u"fi"_s;
    return step.kind == StepKind::RestoreData ? lines + scriptReleases(step, parts) : lines;
}

} // namespace relight
