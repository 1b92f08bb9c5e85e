#include "models/run/summary.h"

#include "models/run/words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static double seconds(std::optional<Timestamp> from, std::optional<Timestamp> to)
{
    return from && to ? double((*to - *from).count()) / 1000.0 : 0.0;
}

QByteArray summaryJsonLine(const RunState &state)
{
    QJsonArray steps;
    for (const StepStatus &step : state.steps) {
        steps << QJsonObject{{QStringLiteral("id"), step.planned.id}, {QStringLiteral("state"), word(step.state)},
            {QStringLiteral("seconds"), seconds(step.firstStarted, step.ended ? step.ended : state.lastEventAt)},
            {QStringLiteral("attempts"), step.attempts.size()}};
    }
    QJsonArray needs;
    for (const Decision &decision : state.open)
        needs << QJsonObject{{QStringLiteral("id"), decision.id}, {QStringLiteral("title"), decision.title},
            {QStringLiteral("option"), decision.option}};
    QJsonObject summary{{QStringLiteral("type"), QStringLiteral("summary")},
        {QStringLiteral("run"), state.started.runId}, {QStringLiteral("state"), word(state.phase)},
        {QStringLiteral("seconds"), seconds(state.startedAt, state.endedAt ? state.endedAt : state.lastEventAt)},
        {QStringLiteral("steps"), steps}};
    if (state.end)
        summary.insert(QStringLiteral("exceptions"), QJsonArray::fromStringList(state.end->exceptions));
    if (!needs.isEmpty())
        summary.insert(QStringLiteral("needs"), needs);
    return QJsonDocument(summary).toJson(QJsonDocument::Compact);
}

} // namespace relight
