#pragma once
// Blocking work on a thread of its own, one piece after the other; whoever hands it over never waits. The thread is
// made with the first piece. Functions may be called from any thread; destroying it stops what goes on and joins.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace relight {

class Pursuit
{
public:
    // Stops soon after its token is pulled.
    using Work = std::move_only_function<void(std::stop_token)>;

    Pursuit() = default;
    ~Pursuit();

    void add(Work work);     // behind what is there
    void replace(Work work); // instead of what is there: what goes on is stopped
    void clear();            // as replace() with nothing

private:
    void loop(std::stop_token stop);
    void put(Work work, bool instead);

    std::mutex m_mutex; // guards all below
    std::condition_variable_any m_changed;
    std::deque<Work> m_works;
    std::stop_source m_current; // of what goes on
    std::jthread m_thread;
};

} // namespace relight
