#pragma once
// Tells whether anything can still happen by itself in a set of processes: no, when every one of their threads sleeps,
// none had a turn around that look, and no socket holds bytes that it has not handed to the kernel's loopback yet. The
// kernel knows that of every thread, so no part of Relight has to count what it is doing. Linux. Used by one thread,
// which does not count itself.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace relight {

class Stillness
{
public:
    enum class Look {
        Still,
        OnlyMainIsAwake, // this process's main thread: a window's, or the terminal's
        Awake,
    };

    Stillness(); // on the thread that asks
    ~Stillness();
    Stillness(const Stillness &) = delete;
    Stillness &operator=(const Stillness &) = delete;

    // This process and the others (by pid). A process that is gone is still.
    Look look(const std::vector<int> &others);

    // A cheap look at those of the last question, thread by thread: false is certain, true is not. Without the main
    // thread.
    bool seemsAsleep() const;

private:
    struct Thread
    {
        int state = -1; // files in /proc, kept open
        int turns = -1;
        int place = -1; // where in the kernel it waits; none: the kernel does not tell
    };
    struct Process
    {
        int folder = -1;
        std::vector<Thread> threads; // without those of the two that are looked at apart
        bool isKnown = false;        // none of them was found gone
    };
    void know(const std::vector<int> &others);
    bool allAreKnown() const;
    size_t threadsOf(int pid, const Process &process) const;
    void open(int pid, Process &process);
    Thread openThread(const std::string &files, bool tellsPlaces) const;
    static void close(Process &process);
    static void close(const Thread &thread);
    static bool sleeps(const Thread &thread);
    bool couriersRest() const;
    std::string turns(); // of all threads but the main one, in order

    const std::set<int> m_apart; // threads of this process: the main one, and the one that asks
    const bool m_mainAsks;
    const char *const m_turnsFile;
    const bool m_knowsPlaces;
    std::vector<int> m_couriers; // the state files of ksoftirqd, who carries what is under way on a busy loopback
    std::map<int, Process> m_processes; // by pid
    Thread m_main;
};

// Bytes that sockets of this process hold and have not sent: the kernel waits with small pieces (Nagle).
[[nodiscard]] long unsentBytes();

} // namespace relight
