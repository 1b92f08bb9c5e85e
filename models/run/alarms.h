#pragma once
// What of a run is worth waking a person for, each once. Fed with each new state. A value, any thread.

#include "models/run/runstate.h"

#include <QSet>

namespace relight {

struct Alarm
{
    enum class Kind { NeedsYou, Failed, Restored };
    Kind kind = Kind::NeedsYou;
    QString run;  // name of the manifest
    QString what; // title of the decision; how it ended
    QString why;  // in a sentence, may be empty
    bool operator==(const Alarm &) const = default;
};

class Alarms
{
public:
    // What is new since the last state. The first state of a run that is over already, or that a person ended, tells
    // nothing; a decision that is asked anew is told anew.
    QList<Alarm> hear(const RunState &run);

private:
    QString m_runId;
    QSet<QString> m_asked;
    bool m_over = false;
};

} // namespace relight
