#include "app/drill/stillness.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <linux/sockios.h>
#include <sys/ioctl.h>
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

std::vector<int> couriers()
{
    std::vector<int> found;
    for (const int process : numbersIn("/proc")) {
        std::ifstream file("/proc/" + std::to_string(process) + "/comm");
        std::string name;
        if (std::getline(file, name) && name.starts_with("ksoftirqd"))
            found.push_back(process);
    }
    return found;
}

} // namespace

Stillness::Stillness(std::set<int> ignored)
    : m_ignored(std::move(ignored))
    , m_couriers(couriers())
{
}

Stillness::~Stillness()
{
    for (const auto &[thread, file] : m_files)
        ::close(file);
}

bool Stillness::isStill(const std::vector<int> &others)
{
    std::vector<int> processes{::getpid()};
    processes.insert(processes.end(), others.begin(), others.end());
    if (!couriersRest())
        return false;
    const Look first = look(processes);
    if (!first.asleep || unsentBytes() > 0 || !couriersRest())
        return false;
    const Look second = look(processes);
    return second.asleep && first.turns == second.turns;
}

// They have turns all the time where others use the network. What they brought to us before they went to sleep has
// woken somebody, who is seen.
bool Stillness::couriersRest()
{
    Look nobody;
    return std::ranges::all_of(m_couriers, [&](int courier) { return addThread(nobody, courier, courier); });
}

Stillness::Look Stillness::look(const std::vector<int> &processes)
{
    Look look;
    m_used.clear();
    for (const int courier : m_couriers)
        m_used.insert({courier, courier});
    for (const int process : processes) {
        const std::string folder = "/proc/" + std::to_string(process) + "/task";
        for (const int thread : numbersIn(folder.c_str())) {
            if (!m_ignored.contains(thread) && !addThread(look, process, thread))
                return look; // awake: the rest does not matter
        }
    }
    forgetUnused();
    return look;
}

int Stillness::descriptorOf(int process, int thread)
{
    m_used.insert({process, thread});
    auto &file = m_files.try_emplace({process, thread}, -1).first->second;
    if (file < 0)
        file = ::open(("/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/status").c_str(),
            O_RDONLY | O_CLOEXEC);
    return file;
}

// False: it runs, or waits for a disk.
bool Stillness::addThread(Look &look, int process, int thread)
{
    char text[4096];
    const int file = descriptorOf(process, thread);
    const ssize_t size = file < 0 ? -1 : ::pread(file, text, sizeof text - 1, 0);
    if (size <= 0) { // it ended meanwhile: its end is a turn that somebody waits for
        if (file >= 0)
            ::close(file);
        m_files.erase({process, thread});
        look.turns += '-';
        return true;
    }
    text[size] = 0;
    const char *const state = std::strstr(text, "\nState:\t");
    if (!state || (state[8] != 'S' && state[8] != 'Z' && state[8] != 'X')) {
        look.asleep = false;
        return false;
    }
    look.turns += std::to_string(thread);
    if (const char *const turns = std::strstr(text, "voluntary_ctxt_switches"))
        look.turns += turns; // and nonvoluntary, the last lines
    return true;
}

void Stillness::forgetUnused()
{
    std::erase_if(m_files, [this](const auto &entry) {
        const bool unused = !m_used.contains(entry.first);
        if (unused && entry.second >= 0)
            ::close(entry.second);
        return unused;
    });
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
