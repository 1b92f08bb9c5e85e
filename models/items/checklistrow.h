#pragma once
// One line of the two checklists, as a value: meanings, not looks. Any thread.

#include "models/run/runstate.h"
#include "models/session/observations.h"

namespace relight {

// What is known of a line of "Pre-Disaster (do now)".
enum class ReadinessVerdict { NotChecked, Good, Attention, Bad };

struct ReadinessLine
{
    QString id; // of preDisasterChecklist()
    ReadinessVerdict verdict = ReadinessVerdict::NotChecked;
    QString evidence; // what was found, when
    bool operator==(const ReadinessLine &) const = default;
};

struct ChecklistRow
{
    enum class Kind {
        Group,  // Before, During: the title says which
        Before, // one of the article's seven
        Line,   // one of the article's ten; several steps of one kind are its parts
        Part,   // one restore or DNS entry
        Own,    // a step of the manifest's own
    };

    Kind kind = Kind::Line;
    int number = 0; // 1 … within its group; 0: none
    QString id;     // "before", "during", "before/vault-backup", else the step's or line's id
    QString title;
    ReadinessVerdict verdict = ReadinessVerdict::NotChecked; // Before only
    StepState state = StepState::Pending;                    // of a line with parts: the one that needs most attention
    Automation automation = Automation::Automated;
    bool leftOut = false;
    int finished = 0, count = 0;    // succeeded or skipped parts of a line, lines of a group
    std::optional<Seconds> elapsed; // first start to end, or to now
    Seconds low{0}, high{0};        // estimate; parts run side by side, so a line has the longest
    QString owner;                  // who ended or ticked it
    QString detail;                 // what is counted, what went wrong, what is asked: the run's own words
    QStringList waitsFor;           // titles of steps that have to be done first
    QString decision;               // id of the oldest open decision of it
    double done = -1, total = 0;    // progress, -1: not known
    bool operator==(const ChecklistRow &) const = default;
};

} // namespace relight
