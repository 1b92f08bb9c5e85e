#include "app/integrations/process/supervisor/runfiles.h"

#include "app/integrations/process/supervisor/descriptor.h"

#include <fcntl.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>

namespace relight::supervisor {

namespace {

constexpr off_t reservedForStatus = 4096;

using Values = std::map<std::string, std::string, std::less<>>;

std::optional<Values> readValues(const std::string &file)
{
    std::ifstream stream(file);
    if (!stream)
        return std::nullopt;
    Values values;
    for (std::string line; std::getline(stream, line);) {
        if (const size_t sign = line.find('='); sign != line.npos)
            values.emplace(line.substr(0, sign), line.substr(sign + 1));
    }
    return values;
}

template <class Number> bool read(const Values &values, std::string_view name, Number &number)
{
    const auto found = values.find(name);
    if (found == values.end())
        return false;
    const std::string &text = found->second;
    return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
}

std::string line(const char *name, auto number)
{
    return std::string(name) + '=' + std::to_string(number) + '\n';
}

Descriptor openTemporary(const std::string &file)
{
    return Descriptor(::open((file + ".tmp").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

bool writeWhole(const std::string &directory, const std::string &file, const std::string &text)
{
    Descriptor target = openTemporary(file);
    if (!target.isOpen() || ::pwrite(target.get(), text.data(), text.size(), 0) != ssize_t(text.size())
        || ::ftruncate(target.get(), off_t(text.size())) != 0 || ::fsync(target.get()) != 0
        || std::rename((file + ".tmp").c_str(), file.c_str()) != 0)
        return false;
    const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.isOpen() && ::fsync(folder.get()) == 0;
}

} // namespace

std::string path(const std::string &directory, const std::string &key, const char *suffix)
{
    return directory + '/' + key + '.' + suffix;
}

bool writePidFile(const std::string &directory, const std::string &key, const PidFile &file)
{
    const Descriptor status = openTemporary(path(directory, key, "status"));
    if (!status.isOpen() || ::posix_fallocate(status.get(), 0, reservedForStatus) != 0)
        return false;
    return writeWhole(directory, path(directory, key, "pid"),
        line("supervisor", file.supervisor) + line("supervisor-start", file.supervisorStart) + line("child", file.child)
            + line("child-start", file.childStart) + "boot=" + file.boot + '\n' + line("started", file.startedMs)
            + line("capture", file.captureLimit) + line("sensitive", int(file.sensitiveOutput)));
}

bool writeStatusFile(const std::string &directory, const std::string &key, const StatusFile &file)
{
    return writeWhole(directory, path(directory, key, "status"),
        line("exit", file.exitCode) + line("signal", file.signal) + line("started", file.startedMs)
            + line("ended", file.endedMs) + line("log", file.logSize) + line("log-stopped", int(file.logStopped)));
}

std::optional<PidFile> readPidFile(const std::string &directory, const std::string &key)
{
    const auto values = readValues(path(directory, key, "pid"));
    PidFile file;
    int sensitive = 0;
    if (!values || !values->contains("boot") || !read(*values, "supervisor", file.supervisor)
        || !read(*values, "supervisor-start", file.supervisorStart) || !read(*values, "child", file.child)
        || !read(*values, "child-start", file.childStart) || !read(*values, "started", file.startedMs)
        || !read(*values, "capture", file.captureLimit) || !read(*values, "sensitive", sensitive))
        return std::nullopt;
    file.boot = values->at("boot");
    file.sensitiveOutput = sensitive != 0;
    return file;
}

std::optional<StatusFile> readStatusFile(const std::string &directory, const std::string &key)
{
    const auto values = readValues(path(directory, key, "status"));
    StatusFile file;
    int stopped = 0;
    if (!values || !read(*values, "exit", file.exitCode) || !read(*values, "signal", file.signal)
        || !read(*values, "started", file.startedMs) || !read(*values, "ended", file.endedMs)
        || !read(*values, "log", file.logSize) || !read(*values, "log-stopped", stopped))
        return std::nullopt;
    file.logStopped = stopped != 0;
    return file;
}

} // namespace relight::supervisor
