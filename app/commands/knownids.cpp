#include "app/commands/knownids.h"

#include "models/manifest/nearest.h"

namespace relight {

static Result<> check(const char *option, const QStringList &given, const QStringList &known, const QString &what)
{
    for (const QString &id : given) {
        if (!known.contains(id))
            return failure(ErrorCode::Invalid,
                QStringLiteral("--%1: %2 is not %3%4")
                    .arg(QLatin1String(option), quotedValue(id), what, didYouMean(id, known)));
    }
    return {};
}

Result<> checkIds(const RecoverOptions &options, const RecoveryPlan &plan)
{
    QStringList steps, subjects;
    for (const Step &step : plan.steps) {
        steps << step.id;
        if (!step.subject.isEmpty())
            subjects << step.subject;
    }
    QStringList skipped;
    for (const auto &[id, reason] : options.skips)
        skipped << id;
    const Consents &consents = options.run.consents;
    const QString aStep = QStringLiteral("a step of this plan");
    return check("approve", consents.approve, steps, aStep)
        .and_then([&] { return check("done", consents.done, steps, aStep); })
        .and_then([&] { return check("undo", consents.undo, steps, aStep); })
        .and_then([&] { return check("retry", consents.retry, steps, aStep); })
        .and_then([&] { return check("skip", skipped, steps, aStep); })
        .and_then([&] {
            return check("restore-again", consents.restoreAgain, subjects,
                QStringLiteral("anything that this plan restores or switches"));
        });
}

} // namespace relight
