#include "app/integrations/argocd/turns.h"

namespace relight {

Turns::Turns(Clock &clock)
    : m_clock(clock)
{
}

Result<> Turns::take(const QString &what, const Call &call)
{
    std::unique_lock lock(m_mutex);
    m_clock.wait(m_ended, lock, call.deadline, call.stop, [this] { return !m_isTaken; });
    if (call.stop.stop_requested())
        return failure(ErrorCode::Cancelled, QStringLiteral("%1 was cancelled").arg(what));
    if (m_isTaken)
        return failure(
            ErrorCode::TimedOut, QStringLiteral("%1 took too long: another request is still at it").arg(what));
    m_isTaken = true;
    return {};
}

void Turns::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isTaken = false;
    }
    m_ended.notify_all();
}

} // namespace relight
