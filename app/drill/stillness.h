#pragma once
// Tells whether anything can still happen by itself in a set of processes: no, when every one of their threads sleeps,
// none had a turn around that look, and no socket holds bytes that it has not handed to the kernel's loopback yet. The
// kernel knows that of every thread, so no part of Relight has to count what it is doing. Linux. Used by one thread.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace relight {

class Stillness
{
public:
    // `ignored`: threads of this process that do not count, like the window's and the one that asks.
    explicit Stillness(std::set<int> ignored);
    ~Stillness();
    Stillness(const Stillness &) = delete;
    Stillness &operator=(const Stillness &) = delete;

    // This process and the others (by pid). A process that is gone is still.
    bool isStill(const std::vector<int> &others);

    // A cheap look at those of the last question, thread by thread: false is certain, true is not.
    bool seemsAsleep() const;

private:
    struct Thread
    {
        int state = -1; // files in /proc, kept open
        int turns = -1;
        int place = -1; // where in the kernel it waits; only of this process
    };
    struct Process
    {
        int folder = -1;
        std::vector<Thread> threads;
        bool isKnown = false; // none of them was found gone
    };
    void know(const std::vector<int> &others);
    bool allAreKnown() const;
    size_t threadsOf(int pid, const Process &process) const;
    void open(int pid, Process &process);
    static void close(Process &process);
    static bool sleeps(const Thread &thread);
    bool couriersRest() const;
    std::string turns(); // of all threads, in order

    const std::set<int> m_ignored;
    const char *const m_turnsFile;
    const bool m_knowsPlaces;
    std::vector<int> m_couriers; // the state files of ksoftirqd, who carries what is under way on a busy loopback
    std::map<int, Process> m_processes; // by pid
};

// Bytes that sockets of this process hold and have not sent: the kernel waits with small pieces (Nagle).
[[nodiscard]] long unsentBytes();

} // namespace relight
