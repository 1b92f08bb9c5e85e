#include "models/plan/explanations.h"

using namespace Qt::StringLiterals;

namespace relight {

Explanation explanationOf(StepKind kind)
{
    switch (kind) {
    case StepKind::Provision:
        return {
            u"Everything else needs an empty, working cluster to land on. How it is made is the provisioner's business, not GitOps'."_s,
            {u"The provisioner's state still believes in the lost cluster and changes nothing: noticed when it reports no change and the API does not answer."_s,
                u"A plan would delete or replace something that survived: noticed in the saved plan; it needs an approval of its own."_s,
                u"Quota, expired cloud credentials or a full region: noticed as the provisioner's own error; nothing later has started."_s,
                u"The API answers but nodes do not register: noticed by counting them against `expect.nodes`."_s},
            u"the article, step 1"_s};
    case StepKind::InstallArgoCd:
        return {
            u"Argo CD is what turns Git into a cluster, and it cannot install itself. This is the one component that is put in by hand."_s,
            {u"No node is Ready, often because the network plugin is missing: noticed before the install; list it under `bootstrap`."_s,
                u"An image cannot be pulled: noticed in the rollout; the pod and its reason are named."_s,
                u"A client-side apply fails on the size of a definition: avoided by always applying server-side."_s,
                u"Another version than the one that was lost reads old settings differently: avoided by pinning `version`."_s},
            u"the article, step 2; \"Circular Dependencies\""_s};
    case StepKind::RestoreSecrets:
        return {
            u"Git holds no plain secrets. Until the cluster can fetch or decrypt them, workloads that need one will not start."_s,
            {u"Vault is sealed or was lost as well: noticed in preflight; restore it from `vault-backup` first."_s,
                u"The token is expired or lacks a policy: noticed later, as a secret store that is not Ready in monitor-sync."_s,
                u"A secret existed only in the old cluster: noticed as an application that waits for a Secret nobody makes."_s},
            u"the article, step 3; \"Missing Secrets\""_s};
    case StepKind::ConnectGit:
        return {u"Argo CD must be able to read the repository before it can apply anything from it."_s,
            {u"The token is expired or revoked: noticed in preflight by listing the repository's references with the same credentials."_s,
                u"This machine reaches the Git server and the cluster does not (firewall, private DNS): noticed as a ComparisonError of the root application."_s,
                u"The server's SSH host key is not known to Argo CD: noticed the same way; give `known-hosts`."_s},
            u"the article, step 4"_s};
    case StepKind::ApplyRoot:
        return {u"One application names all the others. Applying it hands the work over to Argo CD."_s,
            {u"Its project does not exist yet, because argocd-server makes it at start-up: avoided by waiting for it."_s,
                u"The commit in Git is not the one that ran before the loss: the commit is recorded and shown."_s,
                u"An application points to another cluster that is alive: such destinations are listed and need an approval."_s,
                u"Applications start on empty databases: prevent it by naming them under `holds`."_s},
            u"the article, step 5"_s};
    case StepKind::MonitorSync:
        return {
            u"The platform is back only when every application is at its revision and Healthy. Waiting blindly would hide the one that is stuck."_s,
            {u"A definition is missing because its operator was not ready yet: noticed as a retriable sync error; the sync is repeated a few times."_s,
                u"A parent looks Healthy while its children are broken: avoided by following every child by itself."_s,
                u"A manual-sync application or a sync window waits for ever: noticed and named; accept it as an exception or sync it."_s,
                u"A certificate cannot become Ready before DNS moves: an exception that opens the gate."_s},
            u"the article, step 6"_s};
    case StepKind::RestoreData:
        return {
            u"Git brings back the software that holds the data, never the data. It comes from a backup, and usually takes longest."_s,
            {u"The newest backup is older than the objective allows: noticed as its age in preflight and as data loss in the report."_s,
                u"The restore lands in a database that already has rows: a restore that was started before always asks first."_s,
                u"The command ends well and restored nothing: noticed by `verify-command`; without one nobody notices."_s,
                u"Applications write while the restore runs: prevent it with `holds`."_s},
            u"the article, step 7; \"Data Loss\""_s};
    case StepKind::UpdateDns:
        return {
            u"Users still go where the old cluster was. Moving names and load balancers is what ends the outage for them."_s,
            {u"Traffic moves before the data is back: avoided by waiting for every critical restore."_s,
                u"Resolvers keep the old answer for the record's lifetime: noticed by resolving; keep the lifetime short."_s,
                u"The change is wrong: undo it with `undo-command`; nothing is switched without an approval unless the manifest says so."_s},
            u"the article, step 8"_s};
    case StepKind::VerifyHealth:
        return {
            u"Green dots in a controller are not a working shop. The checks ask as a user would, over the new path."_s,
            {u"A check still reaches the old address: noticed by its failure; it is repeated until its `within` ends."_s,
                u"An application fell back after the switch: applications and workloads are read once more here."_s},
            u"the article's checklist, \"Verify application health\""_s};
    case StepKind::Notify:
        return {u"People are waiting for the word that it is over, how long it took and what was lost."_s,
            {u"The webhook was served by the lost cluster: noticed as a delivery error; use one outside of it."_s,
                u"The wrong people are told: keep `contacts` reviewed."_s},
            u"the article's checklist, \"Notify stakeholders\"; \"contacts\" of its manifest"_s};
    case StepKind::Own:
        return {u"Your team added this step in the recovery manifest."_s,
            {u"Its command fails: noticed by its exit status; the last lines of its output are shown."_s,
                u"It runs twice after an interruption: give it a `probe` that says whether its result already holds."_s},
            u"the manifest, `steps`"_s};
    }
    return {};
}

} // namespace relight
