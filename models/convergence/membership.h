#pragma once
// The judgement of one application of the set. Used by judge() only. Pure, any thread.

#include "models/convergence/convergence.h"

namespace relight {

struct MemberVerdict
{
    std::optional<Stuck> stuck; // nothing: Healthy at its target revision, or an exception that may stay
    QList<SuggestedAction> actions;
    QList<ConvergenceException> exceptions;
};

[[nodiscard]] MemberVerdict judgeMember(
    const Application &app, const ConvergenceInput &input, const ConvergenceHistory &history);

} // namespace relight
