#pragma once
// aws, gcloud and az as the engine calls them: who acts, and what lies at a place for backups. Owned by Players; the
// world's one thread.

#include "app/drill/world/play/stage.h"

namespace relight::world {

// The one identity that all of them act with. Valid for eight hours, then the person logs in anew; while the fault
// credentials-expire is on, nobody does.
class CloudIdentityOfWorld
{
public:
    explicit CloudIdentityOfWorld(World &world);
    bool isExpired() const { return m_world.faults.has(QStringLiteral("credentials-expire")); }
    Timestamp until() const;

    // What the cloud of this command line ("aws", "gcloud", "az") says of an expired one; `operation`: of the service.
    Ending refusal(const QString &program, const QString &operation) const;
    // The same as a terraform provider says it; empty: all is well.
    QString refusalFor(const QString &provider) const;

private:
    World &m_world;
    Milliseconds m_since{0};
};

// The answer at the end of a command line whose first word is aws, gcloud or az; what none of them knows: its own words
// and status.
[[nodiscard]] Ending cloudAnswer(
    const World &world, const CloudIdentityOfWorld &identity, const QStringList &arguments);

} // namespace relight::world
