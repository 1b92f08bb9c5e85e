#pragma once
// How a child's log lies on disk; shared by the supervisor that writes it and Relight that reads it.
//
// KEY.log: one record a line: stream ('1' stdout, '2' stderr, '0' a note of the supervisor), how the line ended,
// milliseconds since 1970 as 13 digits, a blank, the scrubbed text, '\n'. The text may hold any byte but '\n'; a '\r'
// at its end belonged to the line end. KEY.idx: the offset in KEY.log of every 1024th record (the first is 0), 8 bytes
// each, little-endian; never ahead of the log.

#include <cstddef>

namespace relight::spool {

inline constexpr char streamNote = '0';
inline constexpr char streamOut = '1';
inline constexpr char streamErr = '2';

inline constexpr char endNewline = '.';
inline constexpr char endReturn = '<';   // a lone '\r': progress that the next line overwrites
inline constexpr char endCut = '+';      // too long: goes on in this stream's next record
inline constexpr char endOfStream = '$'; // the stream ended without a line end

inline constexpr size_t prefixSize = 16;
inline constexpr size_t linesPerIndexEntry = 1024;
inline constexpr size_t longestLine = 64 * 1024; // bytes, before scrubbing

} // namespace relight::spool
