#include "models/plan/scriptprovision.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// The planning program with its folder and environment: tf plan, tf apply.
QStringList planningFunction(
    const ClusterSection &cluster, const SecretEnvironment &environment, ScriptSecrets &secrets)
{
    const QString command = planningCommand(cluster) + u" \"$@\""_s;
    if (environment.isEmpty())
        return {u"tf() { %1; }"_s.arg(command)};
    return QStringList{u"tf() ("_s} + indented(secrets.exports(environment) << command) + QStringList{u")"_s};
}

QStringList outputFunction(const ClusterSection &cluster)
{
    return {
        u"kubeconfig_output() {"_s,
        u"    tf output -no-color -raw \"$1\" >\"$work/raw\" 2>/dev/null || return 1"_s,
        u"    [ -s \"$work/raw\" ] || return 1"_s,
        u"    if [ \"$(awk 'END { print NR }' \"$work/raw\")\" -le 1 ]; then # a path"_s,
        u"        (cd %1 && cat -- \"$(cat \"$work/raw\")\") >\"$work/content\" 2>/dev/null || return 1"_s.arg(
            cluster.path.isEmpty() ? u"."_s : shellPath(cluster.path)),
        u"        mv \"$work/content\" \"$work/raw\" || return 1"_s,
        u"    fi"_s,
        u"    take_kubeconfig \"$work/raw\""_s,
        u"}"_s,
    };
}

// How the kubeconfig comes to us: a function that fails while there is none.
QStringList kubeconfigFunction(
    const ClusterSection &cluster, const Step &step, const SecretEnvironment &environment, ScriptSecrets &secrets)
{
    QStringList before;
    QStringList lines;
    if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Path) {
        const QString path = cluster.kubeconfig.value;
        lines << u"take_kubeconfig %1"_s.arg(shellHomePath(path.startsWith(u"file:"_s) ? path.mid(5) : path));
    } else if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Command) {
        before = scriptFunction(u"print_kubeconfig"_s, {step.id, cluster.kubeconfig.value, environment, {}, {}},
            secrets, u"\"$work/raw\""_s);
        lines << u"print_kubeconfig || return 1"_s
              << u"# it may print a kubeconfig, or write the one that KUBECONFIG names"_s
              << u"if [ -s \"$work/raw\" ]; then"_s << u"    take_kubeconfig \"$work/raw\""_s << u"else"_s
              << u"    grep -q 'server:' \"$KUBECONFIG\""_s << u"fi"_s;
    } else if (planningProgram(cluster.provisioner).isEmpty()) {
        lines
            << u"[ -n \"${RELIGHT_KUBECONFIG:-}\" ] || stop 'the manifest does not say where the kubeconfig is; set RELIGHT_KUBECONFIG'"_s
            << u"take_kubeconfig \"$RELIGHT_KUBECONFIG\""_s;
    } else {
        before = outputFunction(cluster);
        QStringList tries;
        for (const QString &name : kubeconfigOutputs(cluster.kubeconfig))
            tries << u"kubeconfig_output "_s + shellQuoted(name);
        lines << tries.join(u" || "_s);
    }
    return before + QStringList{u"find_kubeconfig() {"_s} + indented(lines) + QStringList{u"}"_s};
}

QStringList planningLines(const ClusterSection &cluster)
{
    const QString base = planningCommand(cluster);
    const QString program = planningProgram(cluster.provisioner);
    return {
        u"have "_s + program,
        u"tf init -input=false -no-color >&2 </dev/null"_s,
        u"if find_kubeconfig && soon 10 answers; then"_s,
        u"    note 'the cluster answers already: nothing to provision'"_s,
        u"else"_s,
        u"    status=0"_s,
        u"    tf plan -input=false -no-color -detailed-exitcode -out=\"$work/plan\"%1 >&2 </dev/null || status=$?"_s
            .arg(variableArguments(cluster)),
        u"    case $status in 0 | 2) ;; *) fail '%1 plan failed; nothing was changed' ;; esac"_s.arg(program),
        u"    if [ \"$status\" -eq 2 ]; then"_s,
        u"        tf show -no-color \"$work/plan\" >\"$work/shown\" || fail '%1 show failed, so nobody knows what the plan destroys; nothing was changed'"_s
            .arg(program),
        u"        [ -s \"$work/shown\" ] || fail '%1 show says nothing about its plan; nothing was changed'"_s.arg(
            program),
        u"        if grep -E 'will be destroyed|must be replaced|will be replaced|no longer be managed|will be removed|[1-9][0-9]* to destroy' \"$work/shown\" >&2; then"_s,
        u"            consent RELIGHT_DESTROY 'The plan deletes, replaces or forgets what is listed above.'"_s,
        u"        fi"_s,
        u"        tf apply -input=false -no-color \"$work/plan\" >&2 </dev/null"_s,
        u"    fi"_s,
        u"    find_kubeconfig || fail 'no output of %1 holds a kubeconfig that can be used'"_s.arg(program),
        u"    if [ \"$status\" -eq 0 ] && ! soon 60 answers; then"_s,
        u"        stop %1"_s.arg(shellQuoted(
            u"%1 reports no change, but the cluster has not answered for a minute. If it is really gone, the state outlived it: run \"%2 apply -replace=ADDRESS\" for what made the cluster, then this again"_s
                .arg(program, base))),
        u"    fi"_s,
        u"fi"_s,
    };
}

QStringList commandLines(
    const ClusterSection &cluster, const Step &step, const SecretEnvironment &environment, ScriptSecrets &secrets)
{
    const QStringList run = scriptCommand({step.id, cluster.command, environment, {}, {}}, secrets);
    if (cluster.probe.isEmpty())
        return run;
    return scriptFunction(u"cluster_there"_s, {step.id, cluster.probe, environment, {}, {}}, secrets)
        + QStringList{u"if cluster_there; then"_s, u"    note 'the probe says the cluster is there'"_s, u"else"_s}
    + indented(run) + QStringList{u"fi"_s};
}

// ">=1.30", "1.30": compared as numbers; anything else is left to a person.
QStringList versionLines(const QString &expected)
{
    static const QRegularExpression pattern(u"^(>=|=|==)?\\s*v?(\\d+)\\.(\\d+)$"_s);
    const QRegularExpressionMatch match = pattern.match(expected);
    if (!match.hasMatch())
        return {u"note %1"_s.arg(shellQuoted(u"compare the version with "_s + expected + u" yourself"_s))};
    const QString test = match.captured(1) == u">="_s ? u"-ge"_s : u"-eq"_s;
    return {
        u"kubectl get --raw /version >\"$work/version\" || fail 'the version of the new cluster cannot be read'"_s,
        u"version=$(tr -d ' \\n' <\"$work/version\" | sed -n 's/.*\"gitVersion\":\"v\\([0-9][0-9]*\\)\\.\\([0-9][0-9]*\\).*/\\1 \\2/p')"_s,
        u"[ -n \"$version\" ] || fail 'the version of the new cluster cannot be read'"_s,
        u"[ $((${version% *} * 1000 + ${version#* })) %1 %2 ] || fail \"Kubernetes $version is not %3\""_s.arg(test)
            .arg(match.captured(2).toInt() * 1000 + match.captured(3).toInt())
            .arg(expected),
    };
}

// Somebody who refuses to say who it is answers, too.
QStringList lostLines(const LostCluster &lost)
{
    QStringList lines{u"lost_uid="_s + (lost.uid.isEmpty() ? u"''"_s : shellQuoted(lost.uid)),
        u"lost_server="_s + (lost.server.isEmpty() ? u"''"_s : shellQuoted(lost.server))};
    if (!lost.kubeconfig.isEmpty()) {
        const QString context = lost.context.isEmpty() ? QString() : u" --context="_s + shellQuoted(lost.context);
        const QString path = lost.kubeconfig.startsWith(u"file:"_s) ? lost.kubeconfig.mid(5) : lost.kubeconfig;
        lines
            << u"if answer=$(KUBECONFIG=%1 kubectl%2 get namespace kube-system --request-timeout=5s -o 'jsonpath={.metadata.uid}' 2>\"$work/lost\"); then"_s
                   .arg(shellHomePath(path), context)
            << u"    lost_uid=$answer"_s
            << u"    consent RELIGHT_LOST_ANSWERS \"The cluster that was declared lost answers (kube-system $answer).\""_s
            << u"elif grep -qE 'Unauthorized|Forbidden|forbidden|logged in' \"$work/lost\"; then"_s
            << u"    consent RELIGHT_LOST_ANSWERS 'The cluster that was declared lost answers, and does not say who it is.'"_s
            << u"fi"_s;
    } else if (!lost.server.isEmpty()) {
        lines << u"knock=0"_s << u"curl -ksS -m 5 -o /dev/null -- \"$lost_server\" 2>/dev/null || knock=$?"_s
              << u"case $knock in 6 | 7 | 28) ;; # no such host, refused, silence"_s
              << u"*) consent RELIGHT_LOST_ANSWERS \"The cluster that was declared lost answers at $lost_server.\" ;;"_s
              << u"esac"_s;
    }
    return lines;
}

QStringList bootstrapLines(
    const ClusterSection &cluster, const Step &step, const SecretEnvironment &environment, ScriptSecrets &secrets)
{
    QStringList lines;
    for (const QString &entry : cluster.bootstrap) {
        if (isManifestPath(entry))
            lines << u"bootstrap -f "_s + shellPath(entry);
        else
            lines += QStringList{u"guard"_s} + scriptCommand({step.id, entry, environment, {}, {}}, secrets);
    }
    return lines;
}

} // namespace

ScriptProvision scriptProvision(const Step &step, const ScriptParts &parts)
{
    const ClusterSection &cluster = parts.manifest.cluster;
    const SecretEnvironment environment = commandEnvironment(parts.manifest, step);
    const bool plans = !planningProgram(cluster.provisioner).isEmpty();
    ScriptProvision provision;
    provision.before = lostLines(cluster.lost.value_or(LostCluster{}));
    if (plans)
        provision.before += planningFunction(cluster, environment, parts.secrets);
    provision.before += kubeconfigFunction(cluster, step, environment, parts.secrets);
    if (step.leftOut)
        provision.making = {u"note 'not in the manifest: nothing is done'"_s};
    else if (plans)
        provision.making = planningLines(cluster);
    else if (cluster.provisioner == Provisioner::Command)
        provision.making = commandLines(cluster, step, environment, parts.secrets);
    else if (cluster.provisioner == Provisioner::Existing)
        provision.making = {u"note 'it is there: nothing to provision'"_s};
    else
        provision.making = {u"by_hand provision %1"_s.arg(shellQuoted(u"make the cluster from "_s + cluster.path))};
    provision.after
        << u"[ -n \"$taken\" ] || find_kubeconfig || fail 'there is no kubeconfig of the new cluster that can be used'"_s
        << u"wait_for 900 'the answer of the new API server' answers"_s;
    if (cluster.expectNodes)
        provision.after << u"wait_for 900 'the registration of %1 nodes' has_nodes %1"_s.arg(*cluster.expectNodes);
    if (!cluster.expectVersion.isEmpty())
        provision.after += versionLines(cluster.expectVersion);
    provision.after << u"pin_cluster"_s << u"take_lease"_s;
    provision.after += bootstrapLines(cluster, step, environment, parts.secrets);
    return provision;
}

} // namespace relight
