#include "models/plan/scriptsteps.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/scriptprovision.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// Lines of YAML printed one by one: whatever they hold is safe in single quotes.
QString printed(const QStringList &lines)
{
    QStringList words;
    for (const QString &line : lines)
        words << shellQuoted(line);
    return u"printf '%s\\n' "_s + words.join(u" \\\n        "_s);
}

// {"text":"…"} and the like: JSON that holds exactly this text.
QString jsonText(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

QString quotedNames(const QStringList &names)
{
    QStringList words;
    for (const QString &name : names)
        words << shellQuoted(name);
    return words.join(u' ');
}

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
            + printed(
                {u"apiVersion: v1"_s, u"kind: Secret"_s, u"metadata:"_s, u"  name: "_s + yamlQuoted(section.secretName),
                    u"  namespace: "_s + yamlQuoted(section.secretNamespace), u"type: Opaque"_s, u"data:"_s}),
        u"    printf '  %s: %s\\n' %1 \"$(b64 \"$%2\")\""_s.arg(shellQuoted(yamlQuoted(section.secretKey)), token),
        u"} | apply -f -"_s,
    };
}

QStringList knownHostsLines(const QString &stated)
{
    const QString source = stated.startsWith(u"file:"_s) ? u"cat "_s + shellHomePath(stated.mid(5))
                                                         : printed(stated.trimmed().split(u'\n'));
    return {
        u"{ kubectl get configmap argocd-ssh-known-hosts-cm -n \"$argocd\" -o 'jsonpath={.data.ssh_known_hosts}'; echo; %1; } |"_s
            .arg(source),
        u"    awk 'NF && !seen[$0]++ { print \"    \" $0 }' >\"$work/hosts\""_s,
        u"{"_s,
        u"    "_s
            + printed({u"apiVersion: v1"_s, u"kind: ConfigMap"_s, u"metadata:"_s,
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
            + printed({u"apiVersion: v1"_s, u"kind: Secret"_s, u"metadata:"_s,
                u"  name: "_s + repositorySecretName(gitops.repo), u"  labels:"_s,
                u"    argocd.argoproj.io/secret-type: repository"_s, u"stringData:"_s, u"  type: git"_s,
                u"  url: "_s + yamlQuoted(gitops.repo)});
    const QString user = credentials.username.isEmpty() ? u"git"_s : credentials.username;
    if (credentials.sshPrivateKey) {
        lines << u"    printf 'data:\\n  sshPrivateKey: %s\\n' \"$(printf '%s\\n' \"$%1\" | base64 | tr -d '\\n')\""_s
                     .arg(secrets.variable(*credentials.sshPrivateKey));
    } else if (credentials.password) {
        lines << u"    "_s + printed({u"  username: "_s + yamlQuoted(user)})
              << u"    printf 'data:\\n  password: %s\\n' \"$(b64 \"$%1\")\""_s.arg(
                     secrets.variable(*credentials.password));
    } else {
        lines << u"    # the manifest names no credentials: GIT_TOKEN if there is one, else a public repository"_s
              << u"    if [ -n \"${GIT_TOKEN:-}\" ]; then"_s
              << u"        "_s + printed({u"  username: "_s + yamlQuoted(user)})
              << u"        printf 'data:\\n  password: %s\\n' \"$(b64 \"$GIT_TOKEN\")\""_s << u"    fi"_s;
    }
    return lines << u"} | apply -n \"$argocd\" -f -"_s;
}

QStringList rootLines(const RecoveryManifest &manifest, const Step &step)
{
    QStringList lines{
        u"kubectl wait --for=condition=Established crd/applications.argoproj.io crd/appprojects.argoproj.io --timeout=120s >&2"_s,
        u"wait_for %1 'an endpoint of argocd-repo-server' repo_server_ready"_s.arg(step.timeout.count()),
        u"wait_for %1 'AppProject default, which argocd-server makes' has_project default"_s.arg(step.timeout.count()),
    };
    for (const QString &name : heldApplications(manifest))
        lines << u"hold "_s + shellQuoted(name);
    if (manifest.gitops.rootApp)
        return lines << u"apply -n \"$argocd\" -f "_s + shellPath(*manifest.gitops.rootApp);
    return lines << printed(rootApplicationYaml(manifest.gitops).trimmed().split(u'\n')) + u" |"_s
                 << u"    apply -n \"$argocd\" -f -"_s;
}

// What is done once to a cluster: skipped where the Lease says so, written down before and after.
QStringList onceLines(const QString &name, const QStringList &work)
{
    const QString annotation = onceAnnotation(name);
    const QString inPath = QString(annotation).replace(u"."_s, u"\\."_s);
    const QString mark = u"mark %1 %2 "_s.arg(shellQuoted(annotation), shellQuoted(jsonText(name)));
    const QStringList inside = QStringList{mark + u"started"_s} + work + QStringList{mark + u"finished"_s};
    return QStringList{u"if once %1 %2 %3; then"_s.arg(shellQuoted(annotation), shellQuoted(inPath), shellQuoted(name))}
    + indented(inside) + QStringList{u"fi"_s};
}

QStringList restoreLines(const DataItem &item, const Step &step, ScriptSecrets &secrets)
{
    const QString patience = QString::number(step.timeout.count());
    QStringList lines;
    if (item.needs && !item.needs->isEmpty())
        lines << u"wait_for %1 %2 all_healthy %3"_s.arg(
            patience, shellQuoted(u"Healthy of "_s + item.needs->join(u", "_s)), quotedNames(*item.needs));
    if (step.approve)
        lines << u"ask %1"_s.arg(shellQuoted(u"Restore \"%1\"?"_s.arg(item.name)));
    QStringList work;
    for (const QString &name : item.holds)
        work << u"still_held "_s + shellQuoted(name);
    work << u"guard"_s;
    work += scriptCommand({step.id, item.restoreCommand, item.environment, item.backupLocation}, secrets);
    if (!item.verifyCommand.isEmpty())
        work += scriptCommand({step.id, item.verifyCommand, item.environment, item.backupLocation}, secrets);
    lines += onceLines(item.name, work);
    for (const QString &name : item.holds)
        lines << u"release "_s + shellQuoted(name);
    if (!item.holds.isEmpty())
        lines << u"wait_for %1 'Synced and Healthy of what was held' all_converged %2"_s.arg(
            patience, quotedNames(item.holds));
    return lines;
}

QStringList recordLines(const TrafficItem &item, const Step &step)
{
    const QString name = shellQuoted(item.recordName);
    const QString service
        = u"expected=$(kubectl get service %1 -n %2 -o 'jsonpath={.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}')"_s;
    return {
        item.recordService.isEmpty() ? u"expected="_s + shellQuoted(item.recordValue)
                                     : service.arg(shellQuoted(item.recordService.section(u'/', 1)),
                                           shellQuoted(item.recordService.section(u'/', 0, 0))),
        u"# an address as it is; a host name by what it resolves to"_s,
        u"resolves() { getent ahosts %1 | awk '{ print $1 }' | grep -qxF \"$(getent ahosts \"$expected\" | awk '{ print $1; exit }')\"; }"_s
            .arg(name),
        u"wait_for %1 %2 resolves"_s.arg(
            QString::number(step.timeout.count()), shellQuoted(u"the new value of "_s + item.recordName)),
    };
}

QStringList trafficLines(const TrafficItem &item, const Step &step, ScriptSecrets &secrets)
{
    QStringList work{u"note "_s + shellQuoted(item.command)};
    if (!item.undoCommand.isEmpty())
        work << u"note %1"_s.arg(shellQuoted(u"to go back: "_s + item.undoCommand));
    work += QStringList{u"guard"_s} + scriptCommand({step.id, item.command, item.environment, {}}, secrets);
    QStringList lines;
    if (step.approve)
        lines << u"ask %1"_s.arg(shellQuoted(u"Switch \"%1\" to the new cluster?"_s.arg(item.name)));
    return lines + (item.recordName.isEmpty() ? onceLines(item.name, work) : work + recordLines(item, step));
}

QStringList verifyLines(const RecoveryManifest &manifest, const Step &step, ScriptSecrets &secrets)
{
    QStringList lines{u"wait_for 300 'Synced and Healthy of all applications' converged"_s};
    int number = 0;
    for (const VerificationItem &check : manifest.verification) {
        const QString within = QString::number(check.within.count());
        lines << u"note %1"_s.arg(shellQuoted(check.name));
        if (check.http.isEmpty()) {
            const QString name = u"check_%1"_s.arg(++number);
            lines += scriptFunction(name, {step.id, check.command, check.environment, {}}, secrets);
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
        = QStringList{u"guard_if_pinned"_s} + scriptCommand({step.id, own.run, own.environment, {}}, secrets);
    const QStringList asked
        = step.approve ? QStringList{u"ask %1"_s.arg(shellQuoted(u"Run \"%1\"?"_s.arg(step.title)))} : QStringList{};
    if (own.probe.isEmpty())
        return asked + run;
    return scriptFunction(u"probe"_s, {step.id, own.probe, own.environment, {}}, secrets)
        + QStringList{u"if probe; then"_s, u"    note 'its probe says that it is done'"_s, u"else"_s}
    + indented(asked + run) + QStringList{u"fi"_s};
}

QStringList byHandLines(const Step &step)
{
    QStringList lines;
    for (const QString &line : step.shell)
        lines += shellComment(line);
    const QString what = step.commands.isEmpty() ? step.title : step.commands.join(u"; "_s).remove(u"by hand: "_s);
    return lines << u"by_hand %1 %2"_s.arg(shellQuoted(step.id), shellQuoted(what));
}

} // namespace

QStringList scriptStep(const RecoveryManifest &manifest, const Step &step, ScriptSecrets &secrets)
{
    if (step.leftOut)
        return {u"note 'not in the manifest: nothing is done'"_s};
    if (step.kind == StepKind::Provision)
        return scriptProvision(manifest, step, secrets);
    if (step.automation != Automation::Automated)
        return byHandLines(step);
    switch (step.kind) {
    case StepKind::Provision:
        break;
    case StepKind::InstallArgoCd:
        return installLines(manifest.gitops.argocd, step);
    case StepKind::RestoreSecrets:
        return secretsLines(manifest.secrets, secrets);
    case StepKind::ConnectGit:
        return gitLines(manifest.gitops, secrets);
    case StepKind::ApplyRoot:
        return rootLines(manifest, step);
    case StepKind::MonitorSync:
        return {u"wait_for %1 'Synced and Healthy of all applications' converged"_s.arg(step.timeout.count())};
    case StepKind::RestoreData:
        return restoreLines(*dataOf(manifest, step), step, secrets);
    case StepKind::UpdateDns:
        return trafficLines(*trafficOf(manifest, step), step, secrets);
    case StepKind::VerifyHealth:
        return verifyLines(manifest, step, secrets);
    case StepKind::Notify:
        return notifyLines(manifest, secrets);
    case StepKind::Own:
        return ownLines(*ownSettingsOf(manifest, step), step, secrets);
    }
    return {};
}

} // namespace relight
