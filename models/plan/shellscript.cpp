#include "models/plan/shellscript.h"

#include "models/plan/dag.h"
#include "models/plan/scriptcommand.h"
#include "models/plan/scriptprelude.h"
#include "models/plan/scriptsteps.h"
#include "models/plan/shellquote.h"
#include "models/plan/stepcommands.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// One after another, a restore that other applications may need must not stand behind the wait for all of them.
QList<Step> scriptOrder(const RecoveryPlan &plan)
{
    QHash<QString, int> index;
    for (const Step &step : plan.steps)
        index.insert(step.id, static_cast<int>(index.size()));
    Waits waits;
    QList<double> rank;
    for (const Step &step : plan.steps) {
        QList<int> of;
        for (const QString &id : step.after)
            of << index.value(id);
        waits << of;
        const bool early = step.kind == StepKind::RestoreData && !step.after.isEmpty();
        rank << (early ? index.value(u"monitor-sync"_s) - 0.5 : index.value(step.id));
    }
    QList<Step> steps;
    const auto order = topologicalOrder(waits, rank);
    for (const int node : order.value_or(QList<int>{}))
        steps << plan.steps[node];
    return steps;
}

QStringList header(const RecoveryManifest &manifest)
{
    QStringList lines{u"#!/bin/sh"_s};
    lines += shellComment(
        u"Recovery of the cluster \"%1\", made from its recovery manifest by relight plan --shell."_s.arg(
            manifest.name));
    lines += shellComment(
        u"Run it in the work tree of %1 (or say where it is with RELIGHT_WORKTREE).\n"
        "RELIGHT_YES=1 answers its yes/no questions. It is safe to run again: what holds is left alone.\n"
        "RELIGHT_SKIP and RELIGHT_DONE hold ids of steps to skip, or that a person has done, with spaces between "
        "them.\n"
        "RELIGHT_CLUSTER_UID is the kube-system UID of the only cluster to write to.\n"
        "Exit status: 0 recovered, 1 something failed, 3 a person is needed."_s.arg(manifest.gitops.repo));
    lines << u"# Text of the manifest stands in single quotes on purpose:"_s
          << u"# shellcheck disable=SC1003,SC2016,SC2089,SC2090"_s << u"set -eu"_s << u"umask 077"_s
          << u"export LC_ALL=C NO_COLOR=1 TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1"_s;
    return lines;
}

QStringList setUp(const RecoveryManifest &manifest)
{
    QString held = u" "_s;
    for (const QString &name : heldApplications(manifest))
        held += name + u' ';
    return {
        u"cd \"${RELIGHT_WORKTREE:-$(git rev-parse --show-toplevel 2>/dev/null || pwd)}\""_s,
        u"started=$(date +%s)"_s,
        u"argocd="_s + shellQuoted(manifest.gitops.argocd.argoNamespace),
        u"context="_s + shellQuoted(manifest.cluster.context),
        u"held="_s + shellQuoted(held),
        u"cluster_uid="_s,
        u"for tool in kubectl curl awk base64; do have \"$tool\"; done"_s,
        u"work=$(mktemp -d)"_s,
        u"trap 'rm -rf \"$work\"' EXIT"_s,
        u"trap 'exit 130' INT"_s,
        u"trap 'exit 143' TERM"_s,
        u"# The user's own kubeconfig is neither read nor written: this one is private and knows the new cluster only."_s,
        u"KUBECONFIG=$work/kubeconfig"_s,
        u"export KUBECONFIG"_s,
        u": >\"$KUBECONFIG\""_s,
        u": >\"$work/reported\""_s,
        u"guard_if_pinned() { [ -z \"$cluster_uid\" ] || guard; }"_s,
    };
}

} // namespace

QString recoveryScript(const RecoveryManifest &manifest, const RecoveryPlan &plan)
{
    ScriptSecrets secrets;
    QStringList blocks;
    for (const Step &step : scriptOrder(plan)) {
        QStringList lines = shellComment(u"%1: %2"_s.arg(step.phase, step.title));
        lines += shellComment(u"Why: "_s + step.explanation.why);
        lines << u"if begin %1 %2; then"_s.arg(shellQuoted(step.id), shellQuoted(step.title));
        blocks << lines + indented(scriptStep(manifest, step, secrets)) + QStringList{u"fi"_s, QString()};
    }
    QStringList all = header(manifest);
    all << scriptPrelude();
    all += setUp(manifest);
    all << QString() << u"# Secrets, all of them before anything is written."_s;
    all += secrets.lines();
    all << QString();
    all += blocks;
    all << u"say \"the recovery is complete after $((($(date +%s) - started + 59) / 60)) min\""_s;
    return all.join(u'\n') + u'\n';
}

} // namespace relight
