#pragma once
// The JSON names of every event's fields, said once for writing and reading: fields(visitor, body) calls visitor(name,
// member) for each. Private to models/run; any thread.

#include "models/run/runevent.h"

#include <concepts>
#include <string_view>

namespace relight {

template <class T, class Plain>
concept Is = std::same_as<std::remove_const_t<T>, Plain>;

template <class Body> inline constexpr std::string_view typeName = {};
template <> inline constexpr std::string_view typeName<RunStarted> = "run-started";
template <> inline constexpr std::string_view typeName<RunResumed> = "run-resumed";
template <> inline constexpr std::string_view typeName<PreflightFinished> = "preflight-finished";
template <> inline constexpr std::string_view typeName<ClusterPinned> = "cluster-pinned";
template <> inline constexpr std::string_view typeName<FactRecorded> = "fact-recorded";
template <> inline constexpr std::string_view typeName<DecisionRequested> = "decision-requested";
template <> inline constexpr std::string_view typeName<DecisionTaken> = "decision-taken";
template <> inline constexpr std::string_view typeName<AttemptStarted> = "attempt-started";
template <> inline constexpr std::string_view typeName<AttemptEnded> = "attempt-ended";
template <> inline constexpr std::string_view typeName<StepEnded> = "step-ended";
template <> inline constexpr std::string_view typeName<StepWaiting> = "step-waiting";
template <> inline constexpr std::string_view typeName<StepReset> = "step-reset";
template <> inline constexpr std::string_view typeName<RunPaused> = "run-paused";
template <> inline constexpr std::string_view typeName<RunContinued> = "run-continued";
template <> inline constexpr std::string_view typeName<CancelRequested> = "cancel-requested";
template <> inline constexpr std::string_view typeName<RunEnded> = "run-ended";
template <> inline constexpr std::string_view typeName<NoteAdded> = "note-added";
template <> inline constexpr std::string_view typeName<DecisionWithdrawn> = "decision-withdrawn";

void fields(auto &&visit, Is<PlannedStep> auto &step)
{
    visit("id", step.id);
    visit("title", step.title);
    visit("phase", step.phase);
    visit("kind", step.kind);
    visit("after", step.after);
    visit("lowSeconds", step.low);
    visit("highSeconds", step.high);
    visit("critical", step.critical);
    visit("approve", step.approve);
    visit("leftOut", step.leftOut);
    visit("automation", step.automation);
    visit("onFailure", step.onFailure);
    visit("timeoutSeconds", step.timeout);
    visit("retries", step.retries);
    visit("retryDelaySeconds", step.retryDelay);
}

void fields(auto &&visit, Is<Decision> auto &decision)
{
    visit("id", decision.id);
    visit("kind", decision.kind);
    visit("step", decision.stepId);
    visit("title", decision.title);
    visit("reason", decision.reason);
    visit("details", decision.details);
    visit("subject", decision.subject);
    visit("option", decision.option);
    visit("typed", decision.typed);
}

void fields(auto &&visit, Is<RunStarted> auto &body)
{
    visit("run", body.runId);
    visit("mode", body.mode);
    visit("name", body.name);
    visit("manifest", body.manifestPath);
    visit("digest", body.digest);
    visit("version", body.version);
    visit("operator", body.operatorName);
    visit("declaredAt", body.declaredAt);
    visit("lostAt", body.lostAt);
    visit("rtoSeconds", body.rto);
    visit("rpoSeconds", body.rpo);
    visit("steps", body.steps);
}

void fields(auto &&visit, Is<RunResumed> auto &body)
{
    visit("operator", body.operatorName);
    visit("pid", body.pid);
    visit("reason", body.reason);
}

void fields(auto &&visit, Is<PreflightFinished> auto &body)
{
    visit("blockers", body.blockers);
    visit("warnings", body.warnings);
}

void fields(auto &&visit, Is<ClusterPinned> auto &body)
{
    visit("uid", body.uid);
    visit("caSha256", body.caSha256);
    visit("server", body.server);
    visit("version", body.version);
}

void fields(auto &&visit, Is<FactRecorded> auto &body)
{
    visit("step", body.stepId);
    visit("key", body.key);
    visit("value", body.value);
}

void fields(auto &&visit, Is<DecisionRequested> auto &body)
{
    visit("decision", body.decision);
}

void fields(auto &&visit, Is<DecisionTaken> auto &body)
{
    visit("decision", body.decisionId);
    visit("granted", body.granted);
    visit("by", body.by);
    visit("comment", body.comment);
}

void fields(auto &&visit, Is<DecisionWithdrawn> auto &body)
{
    visit("decision", body.decisionId);
    visit("reason", body.reason);
}

void fields(auto &&visit, Is<AttemptStarted> auto &body)
{
    visit("step", body.stepId);
    visit("attempt", body.attempt);
}

void fields(auto &&visit, Is<AttemptEnded> auto &body)
{
    visit("step", body.stepId);
    visit("attempt", body.attempt);
    visit("outcome", body.outcome);
    visit("message", body.message);
    visit("retryAt", body.retryAt);
}

void fields(auto &&visit, Is<StepEnded> auto &body)
{
    visit("step", body.stepId);
    visit("state", body.state);
    visit("reason", body.reason);
    visit("by", body.by);
}

void fields(auto &&visit, Is<StepWaiting> auto &body)
{
    visit("step", body.stepId);
    visit("reason", body.reason);
}

void fields(auto &&visit, Is<StepReset> auto &body)
{
    visit("step", body.stepId);
    visit("reason", body.reason);
    visit("by", body.by);
}

void fields(auto &&visit, Is<RunPaused> auto &body)
{
    visit("cause", body.cause);
    visit("reason", body.reason);
    visit("by", body.by);
}

void fields(auto &&visit, Is<RunContinued> auto &body)
{
    visit("by", body.by);
}

void fields(auto &&visit, Is<CancelRequested> auto &body)
{
    visit("by", body.by);
}

void fields(auto &&visit, Is<RunEnded> auto &body)
{
    visit("end", body.end);
    visit("reason", body.reason);
    visit("exceptions", body.exceptions);
    visit("leftHalfDone", body.leftHalfDone);
}

void fields(auto &&visit, Is<NoteAdded> auto &body)
{
    visit("step", body.stepId);
    visit("text", body.text);
    visit("by", body.by);
}

} // namespace relight
