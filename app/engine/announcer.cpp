#include "app/engine/announcer.h"

#include "app/engine/webhooks.h"

namespace relight {

Announcer::Announcer(RecoveryManifest manifest, Network &network, Secrets &secrets, Clock &clock, Report report)
    : m_manifest(std::move(manifest))
    , m_network(network)
    , m_secrets(secrets)
    , m_clock(clock)
    , m_report(std::move(report))
    , m_thread([this](std::stop_token stop) { work(stop); })
{
}

Announcer::~Announcer() = default;

// Which of the manifest's events this is; empty: none that is announced here.
static std::pair<QString, QString> announced(const RunEvent &event, const RunState &state)
{
    // Nothing is sent before the manifest is trusted and preflight is through: "declared" is the first attempt of the
    // first step.
    if (const auto *started = std::get_if<AttemptStarted>(&event.body)) {
        int attempts = 0;
        bool again = false; // it goes on after a decision
        for (const StepStatus &step : state.steps) {
            attempts += int(step.attempts.size());
            again |= !step.attempts.isEmpty() && step.attempts.last().started != event.at;
        }
        if (attempts == 1 && !again)
            return {QStringLiteral("declared"),
                QStringLiteral("The recovery of %1 has begun (%2)").arg(state.started.name, started->stepId)};
    }
    if (const auto *paused = std::get_if<RunPaused>(&event.body))
        return {QStringLiteral("paused"),
            QStringLiteral("The recovery of %1 is paused: %2").arg(state.started.name, paused->reason)};
    if (const auto *ended = std::get_if<StepEnded>(&event.body);
        ended && ended->stepId == QLatin1String("verify-health") && ended->state == StepState::Succeeded)
        return {
            QStringLiteral("restored"), QStringLiteral("%1 is restored: %2").arg(state.started.name, ended->reason)};
    return {};
}

void Announcer::hear(const QList<RunEvent> &events, const RunState &state)
{
    if (state.started.mode != RunMode::Live)
        return;
    for (const RunEvent &event : events) {
        auto [name, what] = announced(event, state);
        if (name.isEmpty())
            continue;
        const std::lock_guard lock(m_mutex);
        m_messages.push_back({std::move(name), std::move(what), state});
    }
    m_condition.notify_one();
}

void Announcer::work(std::stop_token stop)
{
    while (true) {
        Message message;
        {
            std::unique_lock lock(m_mutex);
            if (!m_condition.wait(lock, stop, [this] { return !m_messages.empty(); }))
                return;
            message = std::move(m_messages.front());
            m_messages.pop_front();
        }
        const Call call = Call{stop}.within(m_clock.now(), Seconds{15});
        for (const QString &failure : postToWebhooks(
                 m_network, m_secrets, m_manifest, message.state, message.event, message.what, m_clock.wall(), call))
            m_report(QStringLiteral("not announced (%1): %2").arg(message.event, failure));
    }
}

} // namespace relight
