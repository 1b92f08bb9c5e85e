#pragma once
// What varies between one thing and the next, and never between two drills of one seed: drawn from the seed and the
// thing's name, not from the order in which things are asked for. Pure.

#include "models/base/time.h"

namespace relight::world {

class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_seed(seed)
    {
    }

    double draw(QStringView name) const; // 0 … 1
    // Between 0.6 and 1.6 times the usual, to the millisecond.
    Milliseconds about(Milliseconds usual, QStringView name) const;
    Milliseconds between(Milliseconds low, Milliseconds high, QStringView name) const;
    QString uuid(QStringView name) const; // RFC 4122 in form

private:
    quint64 bits(QStringView name) const;
    quint64 m_seed;
};

} // namespace relight::world
