#include "models/plan/checklist.h"

using namespace Qt::StringLiterals;

namespace relight {

const QList<ChecklistLine> &preDisasterChecklist()
{
    static const QList<ChecklistLine> lines{
        {u"manifests-in-git"_s, u"All manifests in Git"_s},
        {u"secrets-strategy"_s, u"Secrets strategy documented and tested"_s},
        {u"vault-backup"_s, u"Vault backed up and HA configured"_s},
        {u"recovery-playbook"_s, u"Recovery playbook written"_s},
        {u"external-dependencies"_s, u"External dependencies documented"_s},
        {u"data-backup"_s, u"Data backup strategy implemented"_s},
        {u"recovery-tested"_s, u"Recovery tested in last 90 days"_s},
    };
    return lines;
}

const QList<ChecklistLine> &recoveryChecklist()
{
    // In the order of StepKind.
    static const QList<ChecklistLine> lines{
        {u"provision"_s, u"Provision new cluster"_s},
        {u"install-argocd"_s, u"Install ArgoCD"_s},
        {u"restore-secrets"_s, u"Restore secrets decryption capability"_s},
        {u"connect-git"_s, u"Connect ArgoCD to Git"_s},
        {u"apply-root"_s, u"Apply root application"_s},
        {u"monitor-sync"_s, u"Monitor sync progress"_s},
        {u"restore-data"_s, u"Restore data from backups"_s},
        {u"update-dns"_s, u"Update DNS/load balancers"_s},
        {u"verify-health"_s, u"Verify application health"_s},
        {u"notify"_s, u"Notify stakeholders"_s},
    };
    return lines;
}

QString stepKindId(StepKind kind)
{
    return kind == StepKind::Own ? u"own"_s : recoveryChecklist().at(static_cast<int>(kind)).id;
}

QString phaseWords(StepKind kind)
{
    return kind == StepKind::Own ? u"Own steps"_s : recoveryChecklist().at(static_cast<int>(kind)).words;
}

} // namespace relight
