#pragma once
// An event of a run as one readable line. Pure, any thread.

#include "models/run/runevent.h"

#include <QHash>

namespace relight {

enum class FeedKind { Run, Step, Decision, Pause, Cluster, Fact, Note };
enum class FeedTone { Plain, Good, Attention, Bad };

struct FeedRow
{
    qint64 sequence = 0;
    Timestamp at;
    std::optional<Seconds> sinceDeclared; // since the run's start if nobody said when the incident was declared
    FeedKind kind = FeedKind::Run;
    FeedTone tone = FeedTone::Plain;
    bool failed = false; // something went wrong, also where it is tried again
    QString source;      // a step's line, "relight", or who did it
    QString text;
    QString stepId; // empty: of the whole run
    bool operator==(const FeedRow &) const = default;
};

// What earlier events of the run said and a line needs: titles of steps and decisions, the zero of its clock.
class FeedWriter
{
public:
    FeedRow write(const RunEvent &event);

private:
    struct Words;
    QString title(const QString &stepId) const;

    QHash<QString, QString> m_titles;     // by step id
    QHash<QString, Decision> m_decisions; // by id
    std::optional<Timestamp> m_zero;
};

} // namespace relight
