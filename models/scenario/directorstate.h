#pragma once
// What the director knows of a drill so far: the run, folded, with the moments since when things are as they are. Time
// is the drill's: since its start. A value, any thread.

#include "models/run/runstate.h"
#include "models/scenario/scenario.h"

#include <array>

namespace relight {

struct StepMoments
{
    std::optional<Milliseconds> started; // its first attempt
    StepState state = StepState::Pending;
    Milliseconds since{0}; // in this state
    bool operator==(const StepMoments &) const = default;
};

struct AskedMoment
{
    Milliseconds since{0};
    qint64 sequence = 0; // of the event that asked: asked again is another question
    bool operator==(const AskedMoment &) const = default;
};

struct DirectorState
{
    RunState run;
    Milliseconds heard{0};                  // the last event
    QMap<QString, StepMoments> steps;       // by id
    QMap<QString, AskedMoment> asked;       // open questions, by id
    QMap<QString, Milliseconds> firstAsked; // by kind and step: exceptions are asked again under other names
    std::array<std::optional<Milliseconds>, 6> runSince; // by RunIs; nothing: it is not so
    QMap<QString, Milliseconds> begun, over, decided; // faults that began, those that ended; decisions that were done
    QMap<QString, int> tries; // by step: retries that the default commander gave since the last fault ended

    bool isOn(const QString &fault) const { return begun.contains(fault) && !over.contains(fault); }
    std::optional<Milliseconds> since(RunIs is) const { return runSince[std::size_t(is)]; }
};

// Folds one event that was heard at this time.
void observe(DirectorState &state, const RunEvent &event, Milliseconds now);

// When the condition came true, `after` included: it may lie ahead. Nothing: it does not hold.
// A step once started stays so; a fault or decision stays begun, ended and done; everything else holds only as long as
// it is so.
[[nodiscard]] std::optional<Milliseconds> holdsSince(const Condition &condition, const DirectorState &state);

// Is this question about the text? Empty: it is.
[[nodiscard]] bool isAbout(const Decision &question, const QString &text);

} // namespace relight
