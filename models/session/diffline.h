#pragma once
// A line of two texts beside each other. Any thread.

#include <QString>

namespace relight {

struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0, after = 0; // line numbers, 1-based; 0: not there
    QString text;
    bool operator==(const DiffLine &) const = default;
};

} // namespace relight
