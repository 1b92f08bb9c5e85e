#pragma once
// What the window hangs on, and how fresh each is: Argo CD, Kubernetes, the journal, the manifest. From what the
// session says. Pure, any thread; the words are made in ui/.

#include "models/run/runstate.h"
#include "models/session/applicationinspector.h"

namespace relight {

struct Connection
{
    enum class Kind { ArgoCd, Kubernetes, Journal, Manifest };
    enum class Health {
        Waiting,  // not there yet, or not any more: nothing is wrong
        Good,     // as fresh as it can be
        Stale,    // older than it should be; tried again by itself
        Troubled, // a person has to look at it
    };

    Kind kind = Kind::ArgoCd;
    Health health = Health::Waiting;
    QString what;               // source, version, digest: what it is right now
    std::optional<Seconds> age; // of its data
    bool changeOnly = false;    // the age is that of the last change; between changes nothing is heard
    qint64 count = 0;           // of events on disk
    QString reason;             // why it is stale, troubled or waiting, in the session's words; may be empty
    bool operator==(const Connection &) const = default;
};

struct ConnectionsInput
{
    const RunState &run;
    std::optional<ApplicationWatch> watch; // none: this session has no such eye
    QString changedFrom;                   // source of the applications that changed last
    std::optional<Timestamp> changedAt;
    Timestamp now;
};

// How old the applications may be before they are called stale while the watch says that all is well.
inline constexpr Seconds staleAfter{30};

// Always the four, in the order of Kind. Without a run: all Waiting.
[[nodiscard]] QList<Connection> connectionsOf(const ConnectionsInput &input);

} // namespace relight
