#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/convergencelookout.h"
#include "app/engine/steps/holding.h"
#include "models/convergence/rollout.h"

#include <QUrl>

namespace relight {

// Empty: all workloads of the applications' namespaces are rolled out. Else the first that is not.
static Result<QString> workloads(StepContext &context, Cluster &cluster, const QSet<QString> &spaces)
{
    for (const QString &kind :
        {QStringLiteral("Deployment"), QStringLiteral("StatefulSet"), QStringLiteral("DaemonSet")}) {
        const auto objects = cluster.list({QStringLiteral("apps/v1"), kind, {}, {}}, {}, context.call);
        if (!objects)
            return std::unexpected(objects.error());
        for (const QJsonObject &object : *objects) {
            const QString space = object[QLatin1String("metadata")][QLatin1String("namespace")].toString();
            const Rollout rollout = rolloutOf(object);
            if (spaces.contains(space) && !rollout.done)
                return QStringLiteral("%1: %2").arg(space, rollout.text);
        }
    }
    return QString();
}

// Empty: the check passed. Else what it found.
static Result<QString> check(StepContext &context, const VerificationItem &item, int look)
{
    const Call call = context.call.within(context.ports.clock.now(), std::min<Milliseconds>(item.within, Seconds{30}));
    if (!item.http.isEmpty()) {
        const auto answer = context.ports.network.get(QUrl(item.http), {}, 1 << 20, call);
        if (!answer)
            return answer.error().code == ErrorCode::Cancelled ? Result<QString>(std::unexpected(answer.error()))
                                                               : Result<QString>(answer.error().message);
        return answer->status == item.expect
            ? QString()
            : QStringLiteral("%1 answers %2, expected %3").arg(item.http).arg(answer->status).arg(item.expect);
    }
    CommandSpec spec;
    spec.key = QStringLiteral("check-%1-%2").arg(QString(item.name).replace(u'/', u'~').replace(u' ', u'-')).arg(look);
    spec.shell = item.command;
    spec.secrets = item.environment;
    spec.source = item.name;
    spec.readOnly = true;
    const auto result = runCommand(context, spec);
    if (!result)
        return result.error().code == ErrorCode::Cancelled ? Result<QString>(std::unexpected(result.error()))
                                                           : Result<QString>(result.error().message);
    const auto ok = succeeded(item.command, *result);
    return ok ? QString() : ok.error().message;
}

// All checks side by side, each until it passes or its own time is over.
static Result<> runChecks(StepContext &context)
{
    struct Pending
    {
        const VerificationItem *item;
        Instant until;
        Instant next;
        QString found;
        int looks = 0;
    };
    QList<Pending> pending;
    for (const VerificationItem &item : context.manifest.verification)
        pending << Pending{&item, context.ports.clock.now() + item.within, context.ports.clock.now(), {}, 0};
    const double total = double(pending.size());
    QStringList failed;
    while (!pending.isEmpty()) {
        for (auto one = pending.begin(); one != pending.end();) {
            if (context.ports.clock.now() < one->next) {
                ++one;
                continue;
            }
            const auto found = check(context, *one->item, one->looks++);
            if (!found)
                return std::unexpected(found.error());
            if (found->isEmpty()) {
                context.log(QStringLiteral("passed: %1").arg(one->item->name));
                one = pending.erase(one);
                continue;
            }
            if (*found != one->found)
                context.warn(QStringLiteral("%1: %2").arg(one->item->name, *found));
            one->found = *found;
            if (context.ports.clock.now() >= one->until) {
                failed << QStringLiteral("%1: %2").arg(one->item->name, *found);
                one = pending.erase(one);
                continue;
            }
            one->next = context.ports.clock.now() + std::min<Milliseconds>(Seconds{5}, Milliseconds{250} * one->looks);
            ++one;
        }
        context.progress(pending.isEmpty() ? QStringLiteral("checks") : pending.first().item->name,
            total - double(pending.size()), total, QStringLiteral("checks"));
        if (!pending.isEmpty() && !context.ports.clock.sleepFor(Milliseconds{200}, context.call.stop))
            return failure(ErrorCode::Cancelled, QStringLiteral("the checks were cancelled"));
    }
    if (!failed.isEmpty())
        return failure(ErrorCode::Failed, failed.join(QStringLiteral("; ")));
    return {};
}

Result<Outcome> verifyHealth(StepContext &context)
{
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    if (const auto released = releaseHeld(context, **cluster, heldByAny(context.manifest)); !released)
        return std::unexpected(released.error());
    const auto settings = convergenceSettings(context, false);
    if (!settings)
        return std::unexpected(settings.error());
    WatchGoal goal;
    goal.settings = *settings;
    const auto applications = watchConvergence(context, goal);
    if (!applications)
        return std::unexpected(applications.error());
    if (applications->ask)
        return Outcome::needs(*applications->ask, convergenceLookout(goal, *applications));
    QSet<QString> spaces;
    for (const Application &application : applications->applications) {
        if (!application.destinationNamespace.isEmpty() && !settings->accepted.contains(application.name))
            spaces.insert(application.destinationNamespace);
    }
    const auto missing = workloads(context, **cluster, spaces);
    if (!missing)
        return std::unexpected(missing.error());
    if (!missing->isEmpty())
        return failure(ErrorCode::Failed, QStringLiteral("the applications are Healthy, but %1").arg(*missing));
    if (const auto checked = runChecks(context); !checked)
        return std::unexpected(checked.error());
    return Outcome::done(QStringLiteral("%1; %2 checks passed")
            .arg(applications->verdict.headline)
            .arg(context.manifest.verification.size()));
}

} // namespace relight
