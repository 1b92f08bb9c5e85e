#include "app/integrations/process/supervisor/messages.h"

#include <concepts>
#include <cstring>

namespace relight::supervisor {

namespace {

class Writer
{
public:
    void put(std::unsigned_integral auto number)
    {
        for (size_t i = 0; i < sizeof number; ++i)
            m_bytes += static_cast<char>(static_cast<uint64_t>(number) >> (8 * i));
    }
    void put(std::string_view text)
    {
        put(static_cast<uint32_t>(text.size()));
        m_bytes += text;
    }
    void put(const std::vector<std::string> &texts)
    {
        put(static_cast<uint32_t>(texts.size()));
        for (const std::string &text : texts)
            put(std::string_view(text));
    }
    void reserve(size_t bytes) { m_bytes.reserve(bytes); } // a growing string leaves copies of secrets behind
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    template <std::unsigned_integral Number> Number number()
    {
        if (m_bytes.size() < sizeof(Number)) {
            fail();
            return 0;
        }
        uint64_t value = 0;
        for (size_t i = 0; i < sizeof(Number); ++i)
            value |= uint64_t(static_cast<unsigned char>(m_bytes[i])) << (8 * i);
        m_bytes.remove_prefix(sizeof(Number));
        return static_cast<Number>(value);
    }
    std::string text()
    {
        const size_t size = number<uint32_t>();
        if (size > m_bytes.size()) {
            fail();
            return {};
        }
        std::string result(m_bytes.substr(0, size));
        m_bytes.remove_prefix(size);
        return result;
    }
    std::vector<std::string> texts()
    {
        std::vector<std::string> result;
        for (uint32_t left = number<uint32_t>(); left > 0 && m_whole; --left)
            result.push_back(text());
        return result;
    }
    bool isWhole() const { return m_whole && m_bytes.empty(); }

private:
    void fail()
    {
        m_whole = false;
        m_bytes = {};
    }
    std::string_view m_bytes;
    bool m_whole = true;
};

size_t sizeOf(const std::vector<std::string> &texts)
{
    size_t size = 4;
    for (const std::string &text : texts)
        size += 4 + text.size();
    return size;
}

} // namespace

std::string encode(const Request &request)
{
    Writer writer;
    writer.reserve(sizeOf(request.arguments) + sizeOf(request.environment) + sizeOf(request.secrets)
        + request.standardInput.size() + request.directory.size() + request.key.size() + request.workingDirectory.size()
        + 64);
    writer.put(std::string_view(request.directory));
    writer.put(std::string_view(request.key));
    writer.put(request.arguments);
    writer.put(request.environment);
    writer.put(std::string_view(request.workingDirectory));
    writer.put(std::string_view(request.standardInput));
    writer.put(request.secrets);
    writer.put(request.graceMs);
    writer.put(request.captureLimit);
    writer.put(request.minimumFree);
    writer.put(uint8_t(request.sensitiveOutput));
    return writer.take();
}

std::optional<Request> decodeRequest(std::string_view bytes)
{
    Reader reader(bytes);
    Request request;
    request.directory = reader.text();
    request.key = reader.text();
    request.arguments = reader.texts();
    request.environment = reader.texts();
    request.workingDirectory = reader.text();
    request.standardInput = reader.text();
    request.secrets = reader.texts();
    request.graceMs = reader.number<uint64_t>();
    request.captureLimit = reader.number<uint64_t>();
    request.minimumFree = reader.number<uint64_t>();
    request.sensitiveOutput = reader.number<uint8_t>() != 0;
    if (!reader.isWhole() || request.arguments.empty())
        return std::nullopt;
    return request;
}

std::string encode(const Started &started)
{
    Writer writer;
    writer.put(uint64_t(started.supervisor));
    writer.put(uint64_t(started.child));
    return writer.take();
}

std::optional<Started> decodeStarted(std::string_view payload)
{
    Reader reader(payload);
    Started started;
    started.supervisor = int64_t(reader.number<uint64_t>());
    started.child = int64_t(reader.number<uint64_t>());
    return reader.isWhole() ? std::optional(started) : std::nullopt;
}

std::string encode(const Ended &ended)
{
    Writer writer;
    writer.reserve(ended.output.size() + ended.errorTail.size() + 64);
    writer.put(uint32_t(ended.exitCode));
    writer.put(uint32_t(ended.signal));
    writer.put(ended.startedMs);
    writer.put(ended.endedMs);
    writer.put(ended.logSize);
    writer.put(uint8_t(ended.logStopped));
    writer.put(std::string_view(ended.output));
    writer.put(std::string_view(ended.errorTail));
    return writer.take();
}

std::optional<Ended> decodeEnded(std::string_view payload)
{
    Reader reader(payload);
    Ended ended;
    ended.exitCode = int32_t(reader.number<uint32_t>());
    ended.signal = int32_t(reader.number<uint32_t>());
    ended.startedMs = reader.number<uint64_t>();
    ended.endedMs = reader.number<uint64_t>();
    ended.logSize = reader.number<uint64_t>();
    ended.logStopped = reader.number<uint8_t>() != 0;
    ended.output = reader.text();
    ended.errorTail = reader.text();
    return reader.isWhole() ? std::optional(std::move(ended)) : std::nullopt;
}

std::string frame(FrameType type, std::string_view payload)
{
    Writer writer;
    writer.reserve(payload.size() + 8);
    writer.put(uint8_t(type));
    writer.put(payload);
    return writer.take();
}

std::optional<Frame> takeFrame(std::string &received)
{
    if (received.size() < 1 + lengthSize)
        return std::nullopt;
    const size_t size = Reader(std::string_view(received).substr(1)).number<uint32_t>();
    if (received.size() < 1 + lengthSize + size)
        return std::nullopt;
    Frame result{FrameType(received[0]), {}};
    if (received.size() == 1 + lengthSize + size) { // the usual case; output may be large, so no copy
        result.payload.swap(received);
        result.payload.erase(0, 1 + lengthSize);
    } else {
        result.payload = received.substr(1 + lengthSize, size);
        received.erase(0, 1 + lengthSize + size);
    }
    return result;
}

void wipe(std::string &text)
{
    explicit_bzero(text.data(), text.size());
    text.clear();
}

void wipe(std::vector<std::string> &texts)
{
    for (std::string &text : texts)
        wipe(text);
    texts.clear();
}

} // namespace relight::supervisor
