#pragma once
// What a person sees in the terminal while a run goes on: one block that is drawn over itself in a terminal, plain
// lines elsewhere. Main thread; writes to stderr only where JSON goes to stdout, else to stdout.

#include "models/run/runstate.h"
#include "models/session/observations.h"

#include <QHash>
#include <QSet>

namespace relight {

class TerminalView
{
public:
    explicit TerminalView(bool live); // live: a terminal that can be drawn over

    void say(const QString &line); // stays
    void event(const RunEvent &event, const RunState &state);
    void log(const LogLine &line); // the last ones of running steps are in the block
    void progress(const StepProgress &progress);
    void draw(const RunState &state, Timestamp now); // live only; at most ten times a second
    void clear();

private:
    QStringList block(const RunState &state, Timestamp now) const;
    void write(const QString &text) const;

    bool m_live;
    int m_drawn = 0; // lines of the block on screen
    QHash<QString, StepProgress> m_progress;
    QHash<QString, QString> m_said; // last progress text said in plain mode
    QSet<QString> m_complaints;     // said since the last attempt began
    QHash<QString, QString> m_lastLine;
};

// One event as a line for people; empty: it says nothing to them.
[[nodiscard]] QString eventLine(const RunEvent &event, const RunState &state);

// A complaint without its figures: what it says again and again while they change. Those of names, addresses and
// versions stay: shop-1 is not shop-2.
[[nodiscard]] QString gistOf(QString complaint);

} // namespace relight
