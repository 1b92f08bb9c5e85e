#pragma once
// Where a find stands among the lines of a log that have its words, and how both logs say so. GUI thread
// (translations).

#include <QString>

#include <functional>

namespace relight {

struct FoundLines
{
    int at = 0; // from 1; 0: the reader is at none of them
    int all = 0;
};

// `current`: the line the reader is at, -1: none.
[[nodiscard]] FoundLines foundLines(int lines, int current, const std::function<bool(int line)> &matches);
// "3 of 41"
[[nodiscard]] QString foundText(FoundLines found);

} // namespace relight
