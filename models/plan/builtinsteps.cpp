#include "models/plan/builtinsteps.h"

#include "models/plan/checklist.h"
#include "models/plan/defaults.h"
#include "models/plan/estimates.h"
#include "models/plan/explanations.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QString partId(StepKind kind, const QString &name)
{
    return stepKindId(kind) + u'/' + name;
}

Step provisionStep(const RecoveryManifest &manifest)
{
    Step step = defaultStep(StepKind::Provision);
    switch (manifest.cluster.provisioner) {
    case Provisioner::Terraform:
    case Provisioner::OpenTofu:
    case Provisioner::Command:
    case Provisioner::Existing:
        break;
    case Provisioner::Gcloud:
    case Provisioner::Aws:
    case Provisioner::Eksctl:
    case Provisioner::Az:
    case Provisioner::Talosctl:
        step.automation = Automation::NotAutomated;
    }
    return step;
}

Step secretsStep(const SecretsSection &secrets)
{
    Step step = defaultStep(StepKind::RestoreSecrets);
    step.after = {u"provision"_s};
    if (!secrets.stated)
        leaveOut(step);
    else if (secrets.method == SecretsMethod::None)
        step.estimate = {Seconds{0}, Seconds{0}, u"method: none"_s};
    else if (secrets.method != SecretsMethod::ExternalSecrets)
        step.automation = Automation::NotAutomated;
    return step;
}

// A restore whose application is held by another restore cannot become Healthy before that one has released it.
QStringList holdersOf(const QStringList &applications, const QList<DataItem> &data)
{
    QStringList ids;
    for (const DataItem &item : data) {
        const auto held = [&](const QString &name) { return item.holds.contains(name); };
        if (std::any_of(applications.begin(), applications.end(), held))
            ids << partId(StepKind::RestoreData, item.name);
    }
    return ids;
}

QList<Step> restoreSteps(const QList<DataItem> &data)
{
    QList<Step> steps;
    for (const DataItem &item : data) {
        Step step = defaultStep(StepKind::RestoreData, item.name);
        step.after
            = item.needs ? QStringList{u"apply-root"_s} + holdersOf(*item.needs, data) : QStringList{u"monitor-sync"_s};
        step.critical = item.critical;
        if (item.restoreCommand.isEmpty())
            step.automation = Automation::NotAutomated;
        if (item.estimate) {
            step.estimate = manifestEstimate(*item.estimate);
            step.timeout = timeoutFor(step.timeout, step.estimate);
        }
        steps << step;
    }
    if (steps.isEmpty()) {
        steps << defaultStep(StepKind::RestoreData);
        steps.last().after = {u"monitor-sync"_s};
        leaveOut(steps.last());
    }
    return steps;
}

QList<Step> trafficSteps(const QList<TrafficItem> &traffic, const QList<Step> &restores)
{
    QStringList after{u"monitor-sync"_s};
    for (const Step &restore : restores) {
        if (restore.critical)
            after << restore.id;
    }
    QList<Step> steps;
    for (const TrafficItem &item : traffic) {
        Step step = defaultStep(StepKind::UpdateDns, item.name);
        step.after = after;
        step.approve = item.approve;
        if (item.provider == TrafficProvider::Manual) {
            step.automation = Automation::Manual;
            step.approve = false; // whoever ticks it has approved it
        } else if (item.provider != TrafficProvider::Command) {
            step.automation = Automation::NotAutomated;
            step.approve = false;
        }
        steps << step;
    }
    if (steps.isEmpty()) {
        steps << defaultStep(StepKind::UpdateDns);
        steps.last().after = after;
        leaveOut(steps.last());
    }
    return steps;
}

Step verifyStep(const RecoveryManifest &manifest, const QList<Step> &restores, const QList<Step> &traffic)
{
    Step step = defaultStep(StepKind::VerifyHealth);
    for (const Step &waited : restores + traffic)
        step.after << waited.id;
    Seconds longest{0};
    for (const VerificationItem &check : manifest.verification)
        longest = std::max(longest, check.within);
    step.timeout
        = std::max(step.timeout, 2 * longest + Seconds{300}); // checks run side by side; the applications come first
    return step;
}

Step notifyStep(const QList<NotificationItem> &notifications)
{
    Step step = defaultStep(StepKind::Notify);
    step.after = {u"verify-health"_s};
    const auto hook = [](const NotificationItem &item) { return item.webhook.has_value(); };
    if (notifications.isEmpty())
        leaveOut(step);
    else if (std::none_of(notifications.begin(), notifications.end(), hook))
        step.automation = Automation::NotAutomated;
    return step;
}

} // namespace

Step defaultStep(StepKind kind, const QString &subject)
{
    const StepDefaults defaults = stepDefaults(kind);
    Step step;
    step.id = subject.isEmpty() ? stepKindId(kind) : partId(kind, subject);
    step.kind = kind;
    step.subject = subject;
    step.phase = phaseWords(kind);
    step.title = subject.isEmpty() ? step.phase : step.phase + u": "_s + subject;
    step.estimate = defaultEstimate(kind);
    step.timeout = defaults.timeout;
    step.retries = defaults.retries;
    step.retryDelay = defaults.retryDelay;
    step.explanation = explanationOf(kind);
    return step;
}

void leaveOut(Step &step)
{
    step.automation = Automation::Manual;
    step.leftOut = true;
    step.approve = false;
    step.estimate = noEstimate();
}

QList<Step> builtInSteps(const RecoveryManifest &manifest)
{
    QList<Step> steps{provisionStep(manifest), defaultStep(StepKind::InstallArgoCd), secretsStep(manifest.secrets),
        defaultStep(StepKind::ConnectGit), defaultStep(StepKind::ApplyRoot), defaultStep(StepKind::MonitorSync)};
    steps[1].after = {u"provision"_s};
    steps[3].after = {u"install-argocd"_s};
    steps[4].after = {u"connect-git"_s, u"restore-secrets"_s};
    steps[5].after = {u"apply-root"_s};
    const QList<Step> restores = restoreSteps(manifest.data);
    const QList<Step> traffic = trafficSteps(manifest.traffic, restores);
    return steps + restores + traffic
        + QList<Step>{verifyStep(manifest, restores, traffic), notifyStep(manifest.notifications)};
}

} // namespace relight
