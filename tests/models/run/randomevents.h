#pragma once
// Events for tests: every type with random contents, and whole runs as the engine could have written them. Same seed,
// same events.

#include "models/run/runstate.h"

#include <random>

namespace relight::test {

class RandomEvents
{
public:
    explicit RandomEvents(unsigned seed);

    RunEventBody body(std::size_t type); // of that alternative of RunEventBody, contents at random
    QList<RunEvent> garbage(int count);  // known and unknown steps, repeated and out of order
    QList<RunEvent> validRun(int steps); // retries, gates, pauses, resumes, resets; ends completed
    RunStarted started(int steps);

    int number(int below); // 0 … below - 1
    bool chance(int percent);
    QString text(); // quotes, newlines, control characters, other scripts

private:
    QStringList texts();
    Timestamp time();
    Decision decision();
    template <class Body> Body make();

    std::mt19937 m_random;
};

} // namespace relight::test
