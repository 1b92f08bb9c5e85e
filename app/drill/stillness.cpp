#include "app/drill/stillness.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <mutex>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace relight {

namespace {

// The names in a folder of /proc that are numbers.
std::vector<int> numbersIn(const char *folder)
{
    std::vector<int> numbers;
    DIR *const directory = ::opendir(folder);
    if (!directory)
        return numbers;
    while (const dirent *entry = ::readdir(directory)) {
        int number = 0;
        const char *end = entry->d_name + std::strlen(entry->d_name);
        if (std::from_chars(entry->d_name, end, number).ptr == end)
            numbers.push_back(number);
    }
    ::closedir(directory);
    return numbers;
}

int openFile(const std::string &path, int flags = 0)
{
    return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
}

using Text = std::array<char, 4096>;

// Empty: who it was about is gone.
std::string_view contents(int file, Text &text)
{
    const ssize_t size = file < 0 ? -1 : ::pread(file, text.data(), text.size(), 0);
    return {text.data(), size_t(std::max<ssize_t>(size, 0))};
}

// Of a `stat` file: "42 (a name, of anything) S 1 …". Z, as of one that waits to be buried, when it is gone.
char stateIn(int file)
{
    Text text;
    const std::string_view stat = contents(file, text);
    const size_t name = stat.rfind(')');
    return name == std::string_view::npos || name + 2 >= stat.size() ? 'Z' : stat[name + 2];
}

// Its end was a turn that somebody waits for.
bool isOver(char state)
{
    return state == 'Z' || state == 'X';
}

// Who runs or waits for a disk does not sleep.
bool saysItSleeps(int file)
{
    const char state = stateIn(file);
    return state == 'S' || isOver(state);
}

std::vector<int> couriers()
{
    std::vector<int> found;
    for (const int process : numbersIn("/proc")) {
        const std::string folder = "/proc/" + std::to_string(process);
        Text text;
        const int name = openFile(folder + "/comm");
        if (contents(name, text).starts_with("ksoftirqd"))
            found.push_back(openFile(folder + "/stat"));
        ::close(name);
    }
    return found;
}

// What changes with every turn of a thread: the time it ran and how often. Where the kernel does not count that, its
// switches, in a file that takes the kernel longer to write.
const char *turnsFile()
{
    Text text;
    const int file = openFile("/proc/thread-self/schedstat");
    const std::string_view turns = contents(file, text);
    ::close(file);
    return turns.empty() || turns.starts_with("0 0 0") ? "/status" : "/schedstat";
}

// Does the kernel tell where a thread of ours waits? Some are built without it.
bool knowsPlaces()
{
    std::atomic<int> thread = 0;
    const std::jthread sleeper([&](const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        thread = ::gettid();
        changed.wait(lock, stop, [] { return false; });
    });
    for (int looks = 0; looks < 200; ++looks) {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
        Text text;
        const int file = openFile("/proc/self/task/" + std::to_string(thread) + "/wchan");
        const std::string_view place = contents(file, text);
        ::close(file);
        if (!place.empty() && place != "0")
            return true;
    }
    return false;
}

// Where a thread of another process waits may be told to us, by the rule that also guards this file of it. Without the
// right, all of them seem to wait nowhere.
bool mayAskForPlaces(int pid)
{
    Text text;
    const int file = openFile("/proc/" + std::to_string(pid) + "/io");
    const bool may = !contents(file, text).empty();
    ::close(file);
    return may;
}

std::string threadsFolder(int pid)
{
    return "/proc/" + std::to_string(pid) + "/task";
}

} // namespace

Stillness::Stillness()
    : m_apart{::getpid(), ::gettid()}
    , m_mainAsks(::getpid() == ::gettid())
    , m_turnsFile(turnsFile())
    , m_knowsPlaces(knowsPlaces())
    , m_couriers(couriers())
    , m_main(openThread(threadsFolder(::getpid()) + '/' + std::to_string(::getpid()), m_knowsPlaces))
{
}

Stillness::~Stillness()
{
    for (auto &[pid, process] : m_processes)
        close(process);
    for (const int file : m_couriers)
        ::close(file);
    close(m_main);
}

// Whoever wakes another thread had a turn itself, or is the kernel, which hands on what sockets hold. So when they held
// nothing before the look, nobody's turns have changed from before it until after it, and each look found its thread
// asleep, nobody is about to wake either. In this order: what is handed on during the look wakes who was seen asleep.
// The main thread as well: somebody may wait for a lock that it holds.
Stillness::Look Stillness::look(const std::vector<int> &others)
{
    know(others);
    Text text, later;
    const std::string_view mainBefore = contents(m_main.turns, text);
    const std::string before = turns();
    const bool still = allAreKnown() && unsentBytes() == 0 && couriersRest() && seemsAsleep();
    const bool mainSleeps = sleeps(m_main);
    if (!still || !couriersRest() || turns() != before)
        return Look::Awake;
    const bool mainRests = mainSleeps && contents(m_main.turns, later) == mainBefore;
    return m_mainAsks || mainRests ? Look::Still : Look::OnlyMainIsAwake;
}

// A thread says that it sleeps a little before it leaves the processor, and may be held up just there for long, by
// others or by the machine's host. Only who has left it has a place where it waits.
bool Stillness::sleeps(const Thread &thread)
{
    const char state = stateIn(thread.state);
    Text text;
    return isOver(state) || (state == 'S' && (thread.place < 0 || contents(thread.place, text) != "0"));
}

// They have turns all the time where others use the network. What they brought to us before they went to sleep has
// woken somebody, who is seen.
bool Stillness::couriersRest() const
{
    return std::ranges::all_of(m_couriers, saysItSleeps);
}

bool Stillness::seemsAsleep() const
{
    return std::ranges::all_of(
        m_processes, [](const auto &entry) { return std::ranges::all_of(entry.second.threads, sleeps); });
}

std::string Stillness::turns()
{
    std::string all;
    for (auto &[pid, process] : m_processes) {
        for (const Thread &thread : process.threads) {
            Text text;
            const std::string_view turns = contents(thread.turns, text);
            process.isKnown = process.isKnown && !turns.empty();
            all += turns;
        }
    }
    return all;
}

void Stillness::know(const std::vector<int> &others)
{
    std::set<int> processes(others.begin(), others.end());
    processes.insert(::getpid());
    std::erase_if(m_processes, [&](auto &entry) {
        const bool left = !processes.contains(entry.first);
        if (left)
            close(entry.second);
        return left;
    });
    for (const int pid : processes)
        m_processes[pid];
    for (auto &[pid, process] : m_processes) {
        if (!process.isKnown || threadsOf(pid, process) != process.threads.size())
            open(pid, process);
    }
}

// Each of the known threads had been there when its turns were read: as many as there are now, so there are no others.
bool Stillness::allAreKnown() const
{
    return std::ranges::all_of(m_processes, [this](const auto &entry) {
        const auto &[pid, process] = entry;
        return process.isKnown && threadsOf(pid, process) == process.threads.size();
    });
}

// How many there are now that count.
size_t Stillness::threadsOf(int pid, const Process &process) const
{
    struct stat folder{};
    if (process.folder < 0 || ::fstat(process.folder, &folder) != 0 || folder.st_nlink <= 2)
        return 0;
    return folder.st_nlink - 2 - (pid == ::getpid() ? m_apart.size() : 0);
}

void Stillness::open(int pid, Process &process)
{
    close(process);
    const std::string folder = threadsFolder(pid);
    const bool tellsPlaces = m_knowsPlaces && (pid == ::getpid() || mayAskForPlaces(pid));
    process.folder = openFile(folder, O_DIRECTORY);
    for (const int thread : numbersIn(folder.c_str())) {
        if (!m_apart.contains(thread))
            process.threads.push_back(openThread(folder + '/' + std::to_string(thread), tellsPlaces));
    }
    process.isKnown = true;
}

Stillness::Thread Stillness::openThread(const std::string &files, bool tellsPlaces) const
{
    return {openFile(files + "/stat"), openFile(files + m_turnsFile), tellsPlaces ? openFile(files + "/wchan") : -1};
}

void Stillness::close(Process &process)
{
    for (const Thread &thread : process.threads)
        close(thread);
    process.threads.clear();
    if (process.folder >= 0)
        ::close(process.folder);
    process.folder = -1;
}

void Stillness::close(const Thread &thread)
{
    for (const int file : {thread.state, thread.turns, thread.place}) {
        if (file >= 0)
            ::close(file);
    }
}

long unsentBytes()
{
    long unsent = 0;
    for (const int descriptor : numbersIn("/proc/self/fd")) {
        int bytes = 0;
        if (::ioctl(descriptor, SIOCOUTQNSD, &bytes) == 0)
            unsent += bytes;
    }
    return unsent;
}

} // namespace relight
