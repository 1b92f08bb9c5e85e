#pragma once
// CRC-32C (Castagnoli), the checksum of journal lines: in hardware where the processor has it. Pure, any thread.

#include <cstdint>
#include <string_view>

namespace relight {

[[nodiscard]] std::uint32_t crc32c(std::string_view bytes);

// The same by table, for processors without the instruction and as the test's second opinion.
[[nodiscard]] std::uint32_t crc32cByTable(std::string_view bytes);

} // namespace relight
