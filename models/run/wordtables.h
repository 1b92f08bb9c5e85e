#pragma once
// Enumerators and their words, both ways: words.cpp and the JSON of events share them. Private to models/run; any
// thread.

#include "models/run/runstate.h"

#include <string_view>
#include <utility>

namespace relight {

template <class Enum>
struct Words; // a table `list` for each enum; the position of an entry is the enumerator's value (checked by the test
              // of words)

using Word = std::string_view;

template <> struct Words<StepState>
{
    static constexpr Word list[] = {"pending", "ready", "running", "waiting", "awaiting approval", "succeeded",
        "failed", "timed out", "skipped", "cancelled", "interrupted"};
};
template <> struct Words<AttemptOutcome>
{
    static constexpr Word list[] = {"succeeded", "failed", "timed out", "cancelled", "interrupted"};
};
template <> struct Words<RunPhase>
{
    static constexpr Word list[] = {"pending", "running", "paused by operator", "paused by failed step",
        "awaiting approval", "verifying", "completed", "completed with exceptions", "cancelled", "failed"};
};
template <> struct Words<PauseCause>
{
    static constexpr Word list[] = {"operator", "failed step", "storage", "identity"};
};
template <> struct Words<RunEnd>
{
    static constexpr Word list[] = {"completed", "completed with exceptions", "cancelled", "failed"};
};
template <> struct Words<DecisionKind>
{
    static constexpr Word list[] = {"trust", "warnings", "cluster-identity", "lost-cluster-answers", "step-approval",
        "terraform-plan", "destinations", "manual-sync", "restore-again", "repeat-interrupted", "manual-step",
        "failed-step", "exceptions", "undo"};
};
template <> struct Words<RunMode>
{
    static constexpr Word list[] = {"live", "drill", "tabletop"};
};
template <> struct Words<StepKind>
{
    static constexpr Word list[] = {"provision", "install-argocd", "restore-secrets", "connect-git", "apply-root",
        "monitor-sync", "restore-data", "update-dns", "verify-health", "notify", "own"};
};
template <> struct Words<Automation>
{
    static constexpr Word list[] = {"automated", "manual", "not-automated"};
};
template <> struct Words<FailurePolicy>
{
    static constexpr Word list[] = {"pause", "continue"};
};

template <class Enum> constexpr Word wordOf(Enum value)
{
    const auto index = static_cast<std::size_t>(std::to_underlying(value));
    return index < std::size(Words<Enum>::list) ? Words<Enum>::list[index] : Word("unknown");
}

template <class Enum> constexpr std::optional<Enum> enumOf(Word word)
{
    for (std::size_t i = 0; i < std::size(Words<Enum>::list); ++i)
        if (Words<Enum>::list[i] == word)
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace relight
