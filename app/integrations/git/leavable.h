#pragma once
// A blocking call into a library that only ends when its socket does, so that its caller can leave at once. The work
// runs on a thread of its own; when the call is stopped or its deadline passes the work is asked to end, waited for a
// moment, and else left to Stragglers, who join it.

#include "app/integrations/io/reply.h"

#include <future>
#include <thread>
#include <vector>

namespace relight {

// Owned by whoever starts such calls; its destructor waits for those still running. Thread-safe.
class Stragglers
{
public:
    struct Straggler
    {
        std::jthread thread;
        std::shared_future<void> finished;
    };

    void keep(Straggler straggler)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_running,
            [](const Straggler &one) { return one.finished.wait_for(Milliseconds{0}) == std::future_status::ready; });
        m_running.push_back(std::move(straggler));
    }

private:
    std::mutex m_mutex;
    std::vector<Straggler> m_running;
};

// `work(stop_token)` must own all it touches.
template <class T, class Work>
Result<T> runLeavable(Stragglers &stragglers, Clock &clock, const Call &call, const QString &what, Work work)
{
    constexpr Milliseconds grace{1'000};
    const auto reply = std::make_shared<Reply<T>>();
    auto done = std::make_shared<std::promise<void>>();
    const std::shared_future<void> finished = done->get_future().share();
    std::jthread thread([reply, done, work = std::move(work)](std::stop_token stop) mutable {
        reply->complete(work(stop));
        done->set_value();
    });
    Result<T> result = reply->wait(clock, call, what);
    thread.request_stop();
    if (finished.wait_for(grace) != std::future_status::ready)
        stragglers.keep({std::move(thread), finished});
    return result;
}

} // namespace relight
