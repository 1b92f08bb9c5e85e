#include "app/engine/steps/marks.h"

#include "models/plan/clusterobjects.h"

#include <QJsonDocument>

namespace relight {

static const ObjectRef lease{QStringLiteral("coordination.k8s.io/v1"), QStringLiteral("Lease"),
    QStringLiteral("kube-system"), QStringLiteral("relight")};

Result<Mark> readMark(Cluster &cluster, const QString &stepId, const Call &call)
{
    const auto object = cluster.get(lease, call);
    if (!object && object.error().code == ErrorCode::NotFound)
        return Mark{};
    if (!object)
        return std::unexpected(object.error());
    const QString text
        = (*object)[QLatin1String("metadata")][QLatin1String("annotations")][onceAnnotation(stepId)].toString();
    const QJsonObject value = QJsonDocument::fromJson(text.toUtf8()).object();
    Mark mark;
    const QString state = value[QLatin1String("state")].toString();
    mark.state = state == QLatin1String("finished") ? Mark::State::Finished
        : state == QLatin1String("started")         ? Mark::State::Started
                                                    : Mark::State::None;
    mark.run = value[QLatin1String("run")].toString();
    mark.at = value[QLatin1String("at")].toString();
    return mark;
}

static Result<> annotate(Cluster &cluster, const QString &stepId, const QJsonValue &value, const Call &call)
{
    const QJsonObject annotations{{onceAnnotation(stepId), value}};
    const QJsonObject patch{{QStringLiteral("metadata"), QJsonObject{{QStringLiteral("annotations"), annotations}}}};
    return cluster.mergePatch(lease, patch, call).transform([](const QJsonObject &) { });
}

Result<> removeMark(Cluster &cluster, const QString &stepId, const Call &call)
{
    return annotate(cluster, stepId, QJsonValue::Null, call);
}

Result<> writeMark(Cluster &cluster, const QString &stepId, const Mark &mark, const Call &call)
{
    const QJsonObject value{{QStringLiteral("name"), stepId.section(u'/', 1)}, {QStringLiteral("run"), mark.run},
        {QStringLiteral("at"), mark.at},
        {QStringLiteral("state"),
            mark.state == Mark::State::Finished ? QStringLiteral("finished") : QStringLiteral("started")}};
    return annotate(cluster, stepId, QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)), call);
}

bool isDoneInThisAttempt(const StepContext &context, const StepStatus &status)
{
    if (status.attempts.isEmpty())
        return false;
    const AttemptRecord &last = status.attempts.last();
    return !last.ended && !last.outcome
        && context.fact(status.planned.id, doneInAttempt) == QString::number(last.number);
}

bool staysDone(const StepContext &context, const Mark &mark, const QString &name)
{
    if (mark.state != Mark::State::Finished)
        return false;
    if (!context.consents.restoreAgain.contains(name))
        return true;
    if (mark.run != context.site.runId)
        return false;
    const RunState state = context.host.state();
    const auto said = state.resumedAt ? state.resumedAt : state.startedAt;
    const auto finished = parseTimestamp(mark.at);
    return said && finished && *finished >= *said;
}

Result<OnceVerdict> onlyOnce(StepContext &context, Cluster &cluster, const QString &name)
{
    const auto mark = readMark(cluster, context.step.id, context.call);
    if (!mark)
        return std::unexpected(mark.error());
    OnceVerdict verdict;
    if (mark->state == Mark::State::None)
        return verdict;
    // Cut off in this very run: what it finished is finished, what it started is looked after, not asked about.
    if (mark->run == context.site.runId && !context.interrupted.isEmpty()) {
        if (mark->state == Mark::State::Finished)
            verdict.skip = QStringLiteral("done already before the interruption, at %1").arg(mark->at);
        return verdict;
    }
    if (staysDone(context, *mark, name)) {
        verdict.skip = QStringLiteral("done already by run %1 at %2; --restore-again %3 does it again")
                           .arg(mark->run, mark->at, name);
        return verdict;
    }
    Decision decision;
    decision.id = QStringLiteral("again:%1:%2:%3").arg(context.step.id, mark->run, mark->at);
    decision.kind = DecisionKind::RestoreAgain;
    decision.stepId = context.step.id;
    decision.title = QStringLiteral("Do \"%1\" over what is there?").arg(context.step.title);
    decision.reason = mark->state == Mark::State::Finished
        ? QStringLiteral("run %1 finished it at %2").arg(mark->run, mark->at)
        : QStringLiteral("run %1 started it at %2 and did not finish: what is there may be half done")
              .arg(mark->run, mark->at);
    decision.details = context.step.commands;
    decision.subject = name;
    decision.option = QStringLiteral("--restore-again ") + name;
    decision.typed = true;
    if (!context.granted(decision))
        verdict.ask = decision;
    return verdict;
}

} // namespace relight
