#include "models/rto/draws.h"

#include <random>

namespace relight {

// FNV-1a: Qt's hash may be another one in the next version.
static quint32 seedOf(const QString &text)
{
    quint32 hash = 2166136261U;
    for (const QChar sign : text)
        hash = (hash ^ sign.unicode()) * 16777619U;
    return hash;
}

// The standard fixes what this generator gives, but not what std::shuffle makes of it.
std::vector<double> drawsFor(const QString &stepId, int count)
{
    std::vector<double> draws(static_cast<size_t>(count));
    for (size_t i = 0; i < draws.size(); ++i)
        draws[i] = (double(i) + 0.5) / double(count);
    std::mt19937 random(seedOf(stepId));
    for (quint32 i = quint32(draws.size()); i > 1; --i)
        std::swap(draws[i - 1], draws[quint32(random()) % i]);
    return draws;
}

} // namespace relight
