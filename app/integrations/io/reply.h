#pragma once
// The bridge between a blocking port call on a worker and I/O on a Qt thread. A Reply is shared by both; the first to
// complete it wins, late answers are dropped.

#include "app/integrations/io/iothread.h"
#include "app/ports/clock.h"

#include <memory>
#include <optional>

namespace relight {

template <class T> class Reply
{
public:
    // Any thread. False: it was complete already (answered, stopped or timed out).
    bool complete(Result<T> result)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_result)
                return false;
            m_result = std::move(result);
        }
        m_condition.notify_all();
        return true;
    }

    bool isComplete() const
    {
        const std::lock_guard lock(m_mutex);
        return m_result.has_value();
    }

    // On the worker. Cancelled or TimedOut when `call` says so before an answer came; the reply is then complete, too.
    Result<T> wait(Clock &clock, const Call &call, const QString &what)
    {
        assertMayBlock();
        std::unique_lock lock(m_mutex);
        clock.wait(m_condition, lock, call.deadline, call.stop, [this] { return m_result.has_value(); });
        if (!m_result) {
            if (call.stop.stop_requested())
                m_result = failure(ErrorCode::Cancelled, QStringLiteral("%1 was cancelled").arg(what));
            else
                m_result = failure(ErrorCode::TimedOut, QStringLiteral("%1 took too long").arg(what));
        }
        return *m_result;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_condition;
    std::optional<Result<T>> m_result;
};

// Starts I/O on `io` and waits for its answer on the calling worker. `start` runs on the I/O thread and returns what
// aborts the request (also run there, once, when the call was stopped or timed out first).
template <class T, class Start>
Result<T> callOn(Mailbox &io, Clock &clock, const Call &call, const QString &what, Start start)
{
    using Abort = std::function<void()>;
    const auto reply = std::make_shared<Reply<T>>();
    const auto abort = std::make_shared<Abort>(); // touched on the I/O thread only
    postTo(io, [reply, abort, start = std::move(start)]() mutable {
        if (!reply->isComplete())
            *abort = start(reply);
    });
    Result<T> result = reply->wait(clock, call, what);
    postTo(io, [abort] {
        if (*abort)
            std::exchange(*abort, {})();
    });
    return result;
}

} // namespace relight
