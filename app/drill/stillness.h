#pragma once
// Tells whether anything can still happen by itself in a set of processes: no, when every one of their threads sleeps,
// none had a turn between two looks, and no socket holds bytes that it has not handed to the kernel's loopback yet. The
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

private:
    struct Look
    {
        bool asleep = true;
        std::string turns; // of all threads, in order
    };
    bool couriersRest();
    Look look(const std::vector<int> &processes);
    bool addThread(Look &look, int process, int thread);
    int descriptorOf(int process, int thread);
    void forgetUnused();

    const std::set<int> m_ignored;
    const std::vector<int> m_couriers; // ksoftirqd: carries what is under way on loopback when the machine is busy
    std::map<std::pair<int, int>, int> m_files; // (process, thread) -> its status, kept open
    std::set<std::pair<int, int>> m_used;
};

// Bytes that sockets of this process hold and have not sent: the kernel waits with small pieces (Nagle).
[[nodiscard]] long unsentBytes();

} // namespace relight
