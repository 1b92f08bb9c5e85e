#pragma once
// What Relight and the supervisor of a child say to each other over their socket pair: one request, then frames from
// the supervisor. Bytes are little-endian, texts have a 32-bit length in front. Plain values, any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relight::supervisor {

struct Request
{
    std::string directory, key;           // files KEY.log, KEY.idx, KEY.pid, KEY.status
    std::vector<std::string> arguments;   // program first
    std::vector<std::string> environment; // NAME=VALUE, the whole of it
    std::string workingDirectory;         // empty: "/"
    std::string standardInput;
    std::vector<std::string> secrets;
    uint64_t graceMs = 10'000;
    uint64_t captureLimit = 0; // bytes of stdout for the result
    uint64_t minimumFree = 0;  // bytes; with less on the disk the log stops
    bool sensitiveOutput = false;
};

enum class FrameType : char {
    Started = 'S',
    Grown = 'G', // the log has new lines
    Ended = 'E',
    Refused = 'R', // the child was not started, text says why
};

struct Started
{
    int64_t supervisor = 0, child = 0; // process ids
};

struct Ended
{
    int32_t exitCode = 0;
    int32_t signal = 0;                  // 0: exited by itself
    uint64_t startedMs = 0, endedMs = 0; // since 1970
    uint64_t logSize = 0;                // bytes of KEY.log that were written before the end
    bool logStopped = false;             // the disk was (nearly) full: the log is not whole
    std::string output;                  // captured stdout
    std::string errorTail;
};

struct Frame
{
    FrameType type = FrameType::Grown;
    std::string payload;
};

std::string encode(const Request &request);
std::optional<Request> decodeRequest(std::string_view bytes);
std::string encode(const Started &started);
std::optional<Started> decodeStarted(std::string_view payload);
std::string encode(const Ended &ended);
std::optional<Ended> decodeEnded(std::string_view payload);

std::string frame(FrameType type, std::string_view payload);
// Takes the first whole frame off the front of the bytes received so far.
std::optional<Frame> takeFrame(std::string &received);

inline constexpr size_t lengthSize = 4; // of the length in front of a request

// Overwrites the bytes in a way that the compiler may not leave out, and empties the text.
void wipe(std::string &text);
void wipe(std::vector<std::string> &texts);

} // namespace relight::supervisor
