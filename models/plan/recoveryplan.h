#pragma once
// The steps of one recovery as a DAG in topological order. A value, any thread.

#include "models/plan/step.h"

namespace relight {

struct CriticalPath
{
    QStringList stepIds; // by the high estimates
    Seconds low{0};      // longest path by low estimates
    Seconds high{0};
};

struct RecoveryPlan
{
    QString name;
    std::optional<Seconds> rto;
    std::optional<Seconds> rpo;
    QList<Step> steps; // every step after all it waits for; ties in the article's order
    CriticalPath criticalPath;

    const Step *find(QStringView id) const; // nullptr: no such step
};

} // namespace relight
