#include "models/plan/shellscript.h"

#include "models/plan/dag.h"
#include "models/plan/scriptonce.h"
#include "models/plan/scriptprelude.h"
#include "models/plan/scriptsteps.h"
#include "models/plan/shellquote.h"

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
        "them;\nRELIGHT_RESTORE_AGAIN ids of restores and switches to do over what is there.\n"
        "RELIGHT_CLUSTER_UID is the kube-system UID of the only cluster to write to; one that is not empty needs it.\n"
        "Exit status: 0 recovered, 1 something failed, 3 a person is needed."_s.arg(manifest.gitops.repo));
    lines << u"# Text of the manifest stands in single quotes on purpose:"_s
          << u"# shellcheck disable=SC1003,SC2016,SC2089,SC2090"_s << u"set -eu"_s << u"umask 077"_s
          << u"export LC_ALL=C NO_COLOR=1 TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1"_s;
    return lines;
}

QStringList setUp(const ScriptParts &parts)
{
    const RecoveryManifest &manifest = parts.manifest;
    QString held = u" "_s;
    for (const HeldApplication &application : scriptHolds(parts))
        held += application.name + u' ';
    return QStringList{
               u"cd \"${RELIGHT_WORKTREE:-$(git rev-parse --show-toplevel 2>/dev/null || pwd)}\""_s,
               u"started=$(date +%s)"_s,
               u"argocd="_s + shellQuoted(manifest.gitops.argocd.argoNamespace),
               u"context="_s + shellQuoted(manifest.cluster.context),
               u"held="_s + shellQuoted(held),
               u"cluster_uid="_s,
               u"taken="_s,
               u"prune=true"_s,
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
           }
    + scriptOnceKeys(parts.order);
}

} // namespace

QString recoveryScript(const RecoveryManifest &manifest, const RecoveryPlan &plan)
{
    ScriptSecrets secrets;
    const QList<Step> order = scriptOrder(plan);
    const ScriptParts parts{manifest, order, secrets};
    QStringList blocks;
    for (const Step &step : order)
        blocks << scriptStep(step, parts) + QStringList{QString()};
    QStringList all = header(manifest);
    all << scriptPrelude();
    all += setUp(parts);
    all << QString() << u"# Secrets, all of them before anything is written."_s;
    all += secrets.lines();
    all << QString();
    all += blocks;
    all << u"say \"the recovery is complete after $((($(date +%s) - started + 59) / 60)) min\""_s;
    return all.join(u'\n') + u'\n';
}

} // namespace relight
