#include "models/run/words.h"

#include "models/run/wordtables.h"

namespace relight {

namespace {

template <class Enum> QString text(Enum value)
{
    const Word found = wordOf(value);
    return QString::fromLatin1(found.data(), static_cast<qsizetype>(found.size()));
}

} // namespace

QString word(StepState state)
{
    return text(state);
}

QString word(RunPhase phase)
{
    return text(phase);
}

QString word(AttemptOutcome outcome)
{
    return text(outcome);
}

QString word(RunMode mode)
{
    return text(mode);
}

QString word(DecisionKind kind)
{
    return text(kind);
}

QString word(PauseCause cause)
{
    return text(cause);
}

QString word(RunEnd end)
{
    return text(end);
}

} // namespace relight
