#pragma once
// The even numbers that a step's durations are drawn with. Each step has its own row of them, made from its id alone:
// the same every time, and whatever happens to one step moves no other's figures. A row is spread evenly over 0..1
// (one number in each of `count` equal parts, shuffled), so that a few hundred are as good as many thousand plain ones.
// Pure, any thread.

#include <QString>

#include <vector>

namespace relight {

[[nodiscard]] std::vector<double> drawsFor(const QString &stepId, int count);

} // namespace relight
