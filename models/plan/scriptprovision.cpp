#include "models/plan/scriptprovision.h"

#include "models/plan/clusterobjects.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// How the kubeconfig comes to us: a function that fails while there is none.
QStringList kubeconfigFunction(const ClusterSection &cluster)
{
    QStringList lines{u"find_kubeconfig() {"_s};
    const QString program = planningProgram(cluster.provisioner);
    if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Path) {
        const QString path = cluster.kubeconfig.value;
        lines << u"    take_kubeconfig %1"_s.arg(shellHomePath(path.startsWith(u"file:"_s) ? path.mid(5) : path));
    } else if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Command) {
        lines << u"    sh -c %1 </dev/null >\"$work/raw\" || return 1"_s.arg(shellQuoted(cluster.kubeconfig.value))
              << u"    # it may print a kubeconfig, or write the one that KUBECONFIG names"_s
              << u"    [ ! -s \"$work/raw\" ] || take_kubeconfig \"$work/raw\""_s;
    } else if (program.isEmpty()) {
        lines
            << u"    take_kubeconfig \"${RELIGHT_KUBECONFIG:?the manifest does not say where the kubeconfig is; set RELIGHT_KUBECONFIG}\""_s;
    } else {
        const QString folder = cluster.path.isEmpty() ? u"."_s : shellPath(cluster.path);
        QStringList tries;
        for (const QString &name : kubeconfigOutputs(cluster.kubeconfig))
            tries << u"kubeconfig_output "_s + shellQuoted(name);
        const QStringList output{
            u"kubeconfig_output() {"_s,
            u"    %1 output -no-color -raw \"$1\" >\"$work/raw\" 2>/dev/null || return 1"_s.arg(
                planningCommand(cluster)),
            u"    [ -s \"$work/raw\" ] || return 1"_s,
            u"    if [ \"$(awk 'END { print NR }' \"$work/raw\")\" -le 1 ]; then # a path"_s,
            u"        (cd %1 && cat -- \"$(cat \"$work/raw\")\") >\"$work/content\" 2>/dev/null || return 1"_s.arg(
                folder),
            u"        mv \"$work/content\" \"$work/raw\""_s,
            u"    fi"_s,
            u"    take_kubeconfig \"$work/raw\""_s,
            u"}"_s,
        };
        lines = output + lines + QStringList{u"    "_s + tries.join(u" || "_s)};
    }
    return lines << u"}"_s;
}

QStringList planningLines(const ClusterSection &cluster)
{
    const QString base = planningCommand(cluster);
    const QString program = planningProgram(cluster.provisioner);
    return {
        u"have "_s + program,
        base + u" init -input=false -no-color >&2 </dev/null"_s,
        u"if find_kubeconfig 2>/dev/null && answers; then"_s,
        u"    note 'the cluster answers already: nothing to provision'"_s,
        u"else"_s,
        u"    status=0"_s,
        u"    %1 plan -input=false -no-color -detailed-exitcode -out=\"$work/plan\"%2 >&2 </dev/null || status=$?"_s
            .arg(base, variableArguments(cluster)),
        u"    [ \"$status\" -ne 1 ] || fail '%1 plan failed; nothing was changed'"_s.arg(program),
        u"    if [ \"$status\" -eq 2 ]; then"_s,
        u"        %1 show -no-color \"$work/plan\" |"_s.arg(base),
        u"            grep -E 'will be destroyed|must be replaced|will be replaced|no longer be managed|will be removed' >\"$work/destroys\" || :"_s,
        u"        if [ -s \"$work/destroys\" ]; then"_s,
        u"            cat \"$work/destroys\" >&2"_s,
        u"            consent RELIGHT_DESTROY 'The plan deletes, replaces or forgets what is listed above.'"_s,
        u"        fi"_s,
        u"        %1 apply -input=false -no-color \"$work/plan\" >&2 </dev/null"_s.arg(base),
        u"    fi"_s,
        u"    find_kubeconfig || fail 'no output of %1 holds a kubeconfig'"_s.arg(program),
        u"    if [ \"$status\" -eq 0 ] && ! answers; then"_s,
        u"        stop %1"_s.arg(shellQuoted(
            u"%1 reports no change, but the cluster does not answer: its state outlived the cluster. Run \"%2 apply -replace=ADDRESS\" for what made the cluster, then this again"_s
                .arg(program, base))),
        u"    fi"_s,
        u"fi"_s,
    };
}

QStringList commandLines(const ClusterSection &cluster, const Step &step, ScriptSecrets &secrets)
{
    const QStringList run = scriptCommand({step.id, cluster.command, {}, {}}, secrets);
    if (cluster.probe.isEmpty())
        return run + QStringList{u"find_kubeconfig"_s};
    return scriptFunction(u"cluster_there"_s, {step.id, cluster.probe, {}, {}}, secrets)
        + QStringList{u"if cluster_there; then"_s, u"    note 'the probe says the cluster is there'"_s, u"else"_s}
    + indented(run) + QStringList{u"fi"_s, u"find_kubeconfig"_s};
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
        u"version=$(kubectl get --raw /version | tr -d ' \\n' | sed 's/.*\"gitVersion\":\"v\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1 \\2/')"_s,
        u"[ $((${version% *} * 1000 + ${version#* })) %1 %2 ] || fail \"Kubernetes $version is not %3\""_s.arg(test)
            .arg(match.captured(2).toInt() * 1000 + match.captured(3).toInt())
            .arg(expected),
    };
}

QStringList lostLines(const LostCluster &lost)
{
    QStringList lines{u"lost_uid="_s + (lost.uid.isEmpty() ? u"''"_s : shellQuoted(lost.uid))};
    if (!lost.kubeconfig.isEmpty()) {
        const QString context = lost.context.isEmpty() ? QString() : u" --context="_s + shellQuoted(lost.context);
        lines
            << u"answer=$(KUBECONFIG=%1 kubectl%2 get namespace kube-system --request-timeout=5s -o 'jsonpath={.metadata.uid}' 2>/dev/null) || answer="_s
                   .arg(shellHomePath(lost.kubeconfig), context)
            << u"if [ -n \"$answer\" ]; then"_s << u"    lost_uid=$answer"_s
            << u"    consent RELIGHT_LOST_ANSWERS \"The cluster that was declared lost answers (kube-system $answer).\""_s
            << u"fi"_s;
    }
    return lines;
}

} // namespace

QStringList scriptProvision(const RecoveryManifest &manifest, const Step &step, ScriptSecrets &secrets)
{
    const ClusterSection &cluster = manifest.cluster;
    QStringList lines = lostLines(cluster.lost.value_or(LostCluster{}));
    lines += kubeconfigFunction(cluster);
    if (!planningProgram(cluster.provisioner).isEmpty())
        lines += planningLines(cluster);
    else if (cluster.provisioner == Provisioner::Command)
        lines += commandLines(cluster, step, secrets);
    else if (cluster.provisioner == Provisioner::Existing)
        lines << u"find_kubeconfig"_s;
    else
        lines << u"by_hand provision %1"_s.arg(shellQuoted(u"make the cluster from "_s + cluster.path))
              << u"find_kubeconfig"_s;
    lines << u"wait_for 900 'the answer of the new API server' answers"_s;
    if (cluster.expectNodes)
        lines << u"wait_for 900 'the registration of %1 nodes' has_nodes %1"_s.arg(*cluster.expectNodes);
    if (!cluster.expectVersion.isEmpty())
        lines += versionLines(cluster.expectVersion);
    lines << u"pin_cluster"_s << u"take_lease"_s;
    for (const QString &entry : cluster.bootstrap) {
        if (isManifestPath(entry))
            lines << u"apply -f "_s + shellPath(entry);
        else
            lines += QStringList{u"guard"_s} + scriptCommand({step.id, entry, {}, {}}, secrets);
    }
    return lines;
}

} // namespace relight
