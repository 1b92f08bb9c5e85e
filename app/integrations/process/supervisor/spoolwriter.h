#pragma once
// Writes KEY.log and its index (spoolformat.h). When the disk is nearly full or a write fails it stops for good, with a
// note as the last record where that still fits, and drops what comes after: the child goes on. Owned by Attempt, one
// thread.

#include "app/integrations/process/supervisor/descriptor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relight::supervisor {

class SpoolWriter
{
public:
    explicit SpoolWriter(uint64_t minimumFree);

    bool open(const std::string &log, const std::string &index); // empties them; false with errno
    void setTime(uint64_t ms);                                   // since 1970, for the records that follow
    void append(char stream, char end, std::string_view text);
    // Hands what was appended to the kernel; true: the log grew.
    bool flush();

    uint64_t size() const { return m_size; } // bytes written
    bool isStopped() const { return m_stopped; }

private:
    void checkSpace();
    void stop(const std::string &reason);
    void writeIndex();

    Descriptor m_log, m_index;
    std::string m_buffer;
    std::vector<uint64_t> m_offsets; // index entries not yet written
    std::string m_prefix;            // of the next record
    uint64_t m_minimumFree;
    uint64_t m_size = 0;
    uint64_t m_lines = 0;
    uint64_t m_unchecked = 0; // bytes written since the free space was looked at
    bool m_stopped = false;
};

} // namespace relight::supervisor
