#pragma once
// Which events of a run a person wants to see. A value; pure, any thread.

#include "models/items/feedrow.h"

namespace relight {

struct EventFilter
{
    enum class Choice {
        All,
        NeedsPerson, // what was asked and answered, and pauses
        Failures,    // also those that were tried again
        Notes,
    };

    Choice choice = Choice::All;
    QString text; // words that must all be in the line or its source
    bool operator==(const EventFilter &) const = default;

    bool isOff() const { return choice == Choice::All && text.trimmed().isEmpty(); }
    bool matches(const FeedRow &row) const;
};

} // namespace relight
