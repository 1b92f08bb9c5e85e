#include "app/engine/steps/actions.h"
#include "app/engine/webhooks.h"

namespace relight {

Result<Outcome> notifyPeople(StepContext &context)
{
    const RunState state = context.host.state();
    const Timestamp now = context.ports.clock.wall();
    const auto since = state.started.declaredAt ? state.started.declaredAt : state.startedAt;
    const QString took = since ? durationText(std::chrono::duration_cast<Seconds>(now - *since)) : QString();
    const QString what = QStringLiteral("%1 is recovered after %2: %3")
                             .arg(state.started.name, took,
                                 state.step(u"verify-health") ? state.step(u"verify-health")->reason : QString());
    int sent = 0;
    const QStringList failures = postToWebhooks(context.ports.network, context.ports.secrets, context.manifest, state,
        QStringLiteral("finished"), what, now, context.call.within(context.ports.clock.now(), Seconds{60}), &sent);
    for (const Contact &contact : context.manifest.contacts)
        context.log(QStringLiteral("tell %1: %2").arg(contact.role, contact.address));
    if (!failures.isEmpty())
        return failure(ErrorCode::Unavailable,
            QStringLiteral("not everybody was told: %1").arg(failures.join(QStringLiteral("; "))));
    return Outcome::done(
        sent == 1 ? QStringLiteral("one webhook was told") : QStringLiteral("%1 webhooks were told").arg(sent));
}

} // namespace relight
