#include "models/plan/estimates.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace relight {

namespace {

Estimate fromArticle(Seconds low, Seconds high, const QString &row)
{
    return {low, high, u"the article's table, row \"%1\""_s.arg(row)};
}

Estimate ours(Seconds low, Seconds high)
{
    return {low, high, u"our own figure (the article gives none); state an estimate in the manifest"_s};
}

} // namespace

Estimate defaultEstimate(StepKind kind)
{
    switch (kind) {
    case StepKind::Provision:
        return fromArticle(5min, 15min, u"Cluster provisioning"_s);
    case StepKind::InstallArgoCd:
        return fromArticle(2min, 3min, u"ArgoCD install"_s);
    case StepKind::RestoreSecrets:
        return fromArticle(1min, 2min, u"Secrets setup"_s);
    case StepKind::ConnectGit:
        return ours(10s, 1min);
    case StepKind::ApplyRoot:
        return ours(10s, 1min);
    case StepKind::MonitorSync:
        return {5min, 30min,
            u"the article's table, rows \"GitOps sync\" from the small cluster's low to the large one's high"_s};
    case StepKind::RestoreData:
        return {5min, 60min, u"our own figure (the article: \"Varies wildly\"); state an estimate in the manifest"_s};
    case StepKind::UpdateDns:
        return fromArticle(5min, 60min, u"DNS propagation"_s);
    case StepKind::VerifyHealth:
        return ours(1min, 5min);
    case StepKind::Notify:
        return ours(5s, 1min);
    case StepKind::Own:
        return ours(1min, 5min);
    }
    return noEstimate();
}

Estimate manifestEstimate(Seconds duration)
{
    return {duration, duration, u"the manifest"_s};
}

Estimate noEstimate()
{
    return {0s, 0s, u"not in the manifest"_s};
}

} // namespace relight
