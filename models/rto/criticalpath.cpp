#include "models/rto/criticalpath.h"

namespace relight {

QStringList criticalPathNow(const RunState &run, const std::optional<RtoForecast> &forecast)
{
    const auto zero = recoveryZero(run);
    if (!zero)
        return {};
    QHash<QString, std::pair<qsizetype, Seconds>> ends; // by id: number and end of those before
    QStringList from;                                   // by number: what it waited for longest
    QString last;
    Seconds latest = Seconds::min();
    for (const StepStatus &step : run.steps) {
        const QString &id = step.planned.id;
        std::optional<Seconds> end;
        if (const auto found
            = forecast ? forecast->steps.constFind(id) : QHash<QString, StepForecast>::const_iterator();
            forecast && found != forecast->steps.cend())
            end = found->end;
        else if (step.ended)
            end = sinceZero(*zero, *step.ended);
        QString longest;
        Seconds longestEnd = Seconds::min();
        for (const QString &other : step.planned.after) {
            const auto before = ends.constFind(other);
            if (before == ends.cend() || before->second <= longestEnd)
                continue;
            longest = other;
            longestEnd = before->second;
        }
        if (end) {
            ends.insert(id, {from.size(), *end});
            from << longest;
            if (*end > latest) {
                latest = *end;
                last = id;
            }
        }
    }
    QStringList path;
    for (QString id = last; !id.isEmpty(); id = from[ends.value(id).first])
        path.prepend(id);
    return path;
}

} // namespace relight
