#pragma once
// What has to hold of a file's bytes before anything reads them as YAML. Pure functions, any thread.

#include "models/manifest/diagnostic.h"

#include <vector>

namespace relight {

// The first byte that no YAML file may hold (NUL and other control characters, broken UTF-8), or a file over the limit.
[[nodiscard]] std::optional<Diagnostic> refuseBytes(const QByteArray &bytes, qint64 maximum);

// From byte offsets to columns as an editor counts them (UTF-16 units, 1-based).
class ColumnMap
{
public:
    explicit ColumnMap(const QByteArray &bytes);
    SourcePosition position(int line, int column, int offset) const; // all three from 0, in bytes

private:
    std::vector<quint32> m_columns; // empty: the file is plain ASCII, and bytes are columns
};

} // namespace relight
