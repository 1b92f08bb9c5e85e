#pragma once
// What looks green and may not be: an application that is Healthy and yet has nothing deployed, stands at an old
// revision, or does not follow Git. Pure, any thread.

#include "models/convergence/applicationtree.h"

#include <QHash>

namespace relight {

enum class FalseGreenKind {
    NothingDeployed,    // Healthy with no resources
    OldRevision,        // Synced, to another revision than it should be
    Held,               // the controller does not look at it
    SyncOff,            // nothing syncs it by itself
    DifferencesIgnored, // Synced says less than it seems
    ResourcesSuspended,
};

struct FalseGreen
{
    FalseGreenKind kind = FalseGreenKind::NothingDeployed;
    QString reason; // a sentence about "it"
    bool operator==(const FalseGreen &) const = default;
};

// The revision that was compared last, by repository and target revision.
class NewestRevisions
{
public:
    NewestRevisions() = default;
    explicit NewestRevisions(const Applications &applications);

    struct Newest
    {
        QString revision, application; // who has it
        Timestamp at;
        bool operator==(const Newest &) const = default;
    };
    const Newest *of(const Application &application) const; // nullptr: nothing to compare with
    bool operator==(const NewestRevisions &) const = default;

private:
    QHash<std::pair<QString, QString>, Newest> m_newest;
};

// In the order of the kinds; empty unless it is Healthy (or Suspended) and the controller has looked at it.
[[nodiscard]] QList<FalseGreen> falseGreen(const Application &application, const NewestRevisions &newest);

} // namespace relight
