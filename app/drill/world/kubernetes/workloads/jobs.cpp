#include "app/drill/world/kubernetes/workloads/reconcilers.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds retryTime{10'000};

static QString phaseOf(const QJsonObject &pod)
{
    return word(part(pod, u"status"), u"phase");
}

// A Job's pods carry its uid, and so does its selector.
static QJsonObject podOfJob(Work &work, const QJsonObject &job, qsizetype number)
{
    const QString uid = uidOf(job), name = nameOf(job);
    return podOf(job, name + u'-' + suffix(work.world, uid + QString::number(number)),
        {{u"batch.kubernetes.io/controller-uid"_s, uid}, {u"batch.kubernetes.io/job-name"_s, name},
            {u"controller-uid"_s, uid}, {u"job-name"_s, name}});
}

static QJsonObject finished(Work &work, QJsonObject status, bool succeeded)
{
    const QString time = apiTime(work.world);
    QJsonArray conditions;
    if (succeeded) {
        conditions = withCondition({},
            {u"SuccessCriteriaMet"_s, true, u"CompletionsReached"_s, u"Reached expected number of succeeded pods"_s},
            time);
        conditions = withCondition(conditions,
            {u"Complete"_s, true, u"CompletionsReached"_s, u"Reached expected number of succeeded pods"_s}, time);
        status.insert(u"completionTime"_s, time);
    } else {
        const QString why = u"Job has reached the specified backoff limit"_s;
        conditions = withCondition({}, {u"FailureTarget"_s, true, u"BackoffLimitExceeded"_s, why}, time);
        conditions = withCondition(conditions, {u"Failed"_s, true, u"BackoffLimitExceeded"_s, why}, time);
    }
    status.insert(u"conditions"_s, conditions);
    return status;
}

void reconcileJob(Work &work, const QJsonObject &job)
{
    const QJsonObject spec = part(job, u"spec"), last = part(job, u"status");
    if (isLeaving(job) || conditionHolds(job, u"Complete") || conditionHolds(job, u"Failed"))
        return;
    const QList<QJsonObject> pods = ownedBy(work, job, u"Pod"_s);
    const qsizetype succeeded = std::ranges::count(pods, u"Succeeded"_s, phaseOf);
    const qsizetype failed = std::ranges::count(pods, u"Failed"_s, phaseOf);
    qsizetype active = pods.size() - succeeded - failed;
    const qsizetype completions = spec.value(u"completions").toInt(1), atOnce = spec.value(u"parallelism").toInt(1);
    const bool isDone = succeeded >= completions, hasFailed = failed > spec.value(u"backoffLimit").toInt(6);
    const bool mayStart = !spec.value(u"suspend").toBool() && !isDone && !hasFailed;
    const bool waits = failed > last.value(u"failed").toInteger(); // a moment after each failure
    if (waits)
        work.again(keyOf(job), retryTime);
    for (qsizetype number = pods.size(); mayStart && !waits && active < std::min(atOnce, completions - succeeded);
        ++number, ++active)
        if (makePod(work, job, podOfJob(work, job, number)))
            break;
    QJsonObject status{{u"startTime"_s, last.contains(u"startTime") ? word(last, u"startTime") : apiTime(work.world)},
        {u"ready"_s, std::ranges::count_if(pods, isPodReady)}};
    for (const auto &[field, number] :
        {std::pair(u"active"_s, active), {u"succeeded"_s, succeeded}, {u"failed"_s, failed}})
        if (number > 0)
            status.insert(field, number);
    putStatus(work.world, job, isDone || hasFailed ? finished(work, status, isDone) : status);
}

} // namespace relight::world
