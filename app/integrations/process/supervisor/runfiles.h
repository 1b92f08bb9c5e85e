#pragma once
// KEY.pid and KEY.status: lines NAME=VALUE. Written whole or not at all, on disk before the call returns. Never hold a
// secret. Any thread.

#include <cstdint>
#include <optional>
#include <string>

namespace relight::supervisor {

struct PidFile
{
    int64_t supervisor = 0, child = 0;            // process ids; the child leads its own process group
    uint64_t supervisorStart = 0, childStart = 0; // procinfo.h
    std::string boot;
    uint64_t startedMs = 0; // since 1970
    uint64_t captureLimit = 0;
    bool sensitiveOutput = false;
};

struct StatusFile
{
    int32_t exitCode = 0;
    int32_t signal = 0;
    uint64_t startedMs = 0, endedMs = 0;
    uint64_t logSize = 0;
    bool logStopped = false;
};

std::string path(const std::string &directory, const std::string &key, const char *suffix); // suffix: "pid", "log" …

// False with errno. Space for the status is taken when the pid file is written, so that a full disk cannot lose it.
bool writePidFile(const std::string &directory, const std::string &key, const PidFile &file);
bool writeStatusFile(const std::string &directory, const std::string &key, const StatusFile &file);

std::optional<PidFile> readPidFile(const std::string &directory, const std::string &key);
std::optional<StatusFile> readStatusFile(const std::string &directory, const std::string &key);

} // namespace relight::supervisor
