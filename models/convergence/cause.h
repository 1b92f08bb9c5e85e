#pragma once
// The sentence that says what blocks an application: the judgement of its status, sharpened by what a close look found,
// followed through the applications that it made. Pure, any thread.

#include "models/convergence/applicationtree.h"
#include "models/convergence/blockedbecause.h"

namespace relight {

// What a close look at one application gave; empty: nobody looked closely.
struct CauseEvidence
{
    QString application; // key
    QList<ResourceNode> nodes;
    QList<Blocked> blocked; // worst first
};

struct CausePart
{
    QString text;        // from the cluster, not escaped
    QString application; // key: the text names an application
    std::optional<ResourceKey> resource;
    bool operator==(const CausePart &) const = default;
};

struct Cause
{
    enum class State {
        Nothing, // no application
        Well,
        Waiting, // waiting may be enough
        Blocked,
        NotFound, // it is not well, and nothing says why
    };
    State state = State::Nothing;
    QString application;    // key
    QString name;           // of the application
    QList<CausePart> parts; // "it failed to sync: …", "Deployment web: Pod web-7d cannot pull …"; Well: empty
    QStringList lookedAt;   // NotFound: at what
    bool operator==(const Cause &) const = default;

    QString text() const; // the parts as plain text
};

[[nodiscard]] Cause causeOf(const Applications &applications, const ApplicationTree &tree, const QString &key,
    const CauseEvidence &evidence, Timestamp now);

// The application to speak of when none is chosen: `current` as long as nothing is worse, else the worst one of the
// lowest wave. Empty: all are well, or there are none.
[[nodiscard]] QString worstApplication(const Applications &applications, const QString &current);

} // namespace relight
