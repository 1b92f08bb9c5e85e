#pragma once
// Reads the records of a KEY.log in order while it grows. A plain object of whoever reads, one thread at a time.

#include <QString>

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace relight {

struct SpoolRecord
{
    char stream = 0, end = 0; // supervisor/spoolformat.h
    qint64 time = 0;          // ms since 1970
    std::string_view text;    // without the '\r' of a line end
    bool hadReturn = false;   // there was one
};

// One line of the file without its '\n'; none: not a record.
[[nodiscard]] std::optional<SpoolRecord> parseSpoolRecord(std::string_view line);

class SpoolTail
{
public:
    using Handler = std::function<void(const SpoolRecord &)>;

    explicit SpoolTail(QString file)
        : m_file(std::move(file))
    {
    }
    ~SpoolTail();
    SpoolTail(const SpoolTail &) = delete;
    SpoolTail &operator=(const SpoolTail &) = delete;

    // Whole records that are there now, from where it stopped last, but none beyond `limit` bytes of the file. True: it
    // stopped after `atOnce` bytes, so that the caller can look around, and there may be more.
    bool read(qint64 limit, const Handler &handler, qint64 atOnce = 4 << 20);
    void readAll(qint64 limit, const Handler &handler)
    {
        while (read(limit, handler)) { }
    }

private:
    QString m_file;
    int m_fd = -1;
    qint64 m_offset = 0;
    std::vector<char> m_buffer;
};

} // namespace relight
