#pragma once
// One child from start to end: its pipes into the log, its end into the status file, news to Relight. Lives in the
// supervisor program, one thread, one loop over poll(). Ends when the child has exited, nobody holds its pipes any
// more, and Relight has heard of it or is gone.

#include "app/integrations/process/supervisor/child.h"
#include "app/integrations/process/supervisor/lineoutput.h"
#include "app/integrations/process/supervisor/outbox.h"
#include "app/integrations/process/supervisor/runfiles.h"
#include "app/integrations/process/supervisor/spoolwriter.h"

#include <poll.h>

#include <chrono>
#include <optional>

namespace relight::supervisor {

class Attempt
{
public:
    Attempt(Request request, Descriptor socket);
    ~Attempt();

    int run(); // exit status of the supervisor

private:
    using Time = std::chrono::steady_clock::time_point;

    bool start();
    void refuse(const std::string &what);
    void loop();
    int timeout() const;
    bool isDone() const;
    bool readSome(Descriptor &pipe, bool isOutput); // false: nothing there now
    void closePipe(Descriptor &pipe, bool isOutput);
    void capture(std::string_view text);
    void addErrorTail(std::string_view text);
    void writeInput();
    void publish();

    void readSignals();
    void terminateGroup();
    void leaderExited();
    void drainWhatIsThere();
    void lookAfterGroup(); // between the end of a terminated leader and the end of its group
    void report();

    Request m_request;
    scrub::Scrubber m_scrubber;
    SpoolWriter m_spool;
    LineOutput m_out, m_err;
    Outbox m_outbox;
    Child m_child;
    Descriptor m_signals;
    Ended m_ended;
    size_t m_inputSent = 0;
    bool m_leaderRuns = false;
    bool m_reported = false;
    bool m_killed = false;
    std::optional<Time> m_killAt; // set: the group was told to end
};

} // namespace relight::supervisor
