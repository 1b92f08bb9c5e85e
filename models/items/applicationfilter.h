#pragma once
// Which applications a person wants to see. A value; pure, any thread.

#include "models/convergence/trouble.h"

#include <QSet>

namespace relight {

struct ApplicationFilter
{
    QSet<Trouble> troubles;  // empty: all, unless `falseGreen`; Missing: by health, also when its sync failed
    bool falseGreen = false; // or those that only look well
    // Words that must all be in name, namespace, project, repository, path, labels or message; "kind:deploy" in the
    // kind of a resource, "ns:" in a namespace it writes to, "wave:2".
    QString text;
    bool operator==(const ApplicationFilter &) const = default;

    bool isOff() const { return troubles.isEmpty() && !falseGreen && text.trimmed().isEmpty(); }
    // By troubles and false green alone.
    bool takes(Trouble trouble, HealthStatus health, bool looksGreenOnly) const;
    // By the text alone.
    bool matches(const Application &application) const;
};

} // namespace relight
