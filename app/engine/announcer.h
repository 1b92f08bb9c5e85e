#pragma once
// Sends the events that do not wait for the step `notify`: declared, paused, restored. Hears the run on the engine
// thread, posts on a thread of its own, in order; a webhook that does not answer delays nothing. Live runs only. Owned
// beside the engine, destroyed after it.

#include "app/ports/clock.h"
#include "app/ports/network.h"
#include "app/ports/secrets.h"
#include "models/run/runstate.h"

#include <deque>
#include <thread>

namespace relight {

class Announcer
{
public:
    using Report = std::function<void(
        const QString &line)>; // what could not be sent, for the log; called on the announcer's thread

    Announcer(RecoveryManifest manifest, Network &network, Secrets &secrets, Clock &clock, Report report);
    ~Announcer();

    void hear(const QList<RunEvent> &events, const RunState &state); // engine thread; returns at once

private:
    struct Message
    {
        QString event, what;
        RunState state;
    };
    void work(std::stop_token stop);

    RecoveryManifest m_manifest;
    Network &m_network;
    Secrets &m_secrets;
    Clock &m_clock;
    Report m_report;
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
    std::deque<Message> m_messages;
    std::jthread m_thread;
};

} // namespace relight
