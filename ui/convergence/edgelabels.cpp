#include "ui/convergence/edgelabels.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace relight {

QList<double> pushedApart(const QList<double> &wanted, double height, double top, double bottom)
{
    const qsizetype count = wanted.size();
    if (count == 0)
        return {};
    const double step = count > 1 ? std::min(height, (bottom - top - height) / double(count - 1)) : height;
    std::vector<qsizetype> order(std::size_t(count), 0);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](qsizetype i) { return wanted.at(i); });
    QList<double> placed(count);
    double least = top + height / 2;
    for (const qsizetype i : order) { // downwards: none above the one before
        placed[i] = std::max(wanted.at(i), least);
        least = placed.at(i) + step;
    }
    double most = bottom - height / 2;
    for (auto i = order.rbegin(); i != order.rend(); ++i) { // and back up from the lower edge
        placed[*i] = std::min(placed.at(*i), most);
        most = placed.at(*i) - step;
    }
    return placed;
}

} // namespace relight
