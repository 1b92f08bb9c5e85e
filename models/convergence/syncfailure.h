#pragma once
// Why a sync did not come to its end, read from an application's own status. Used by the judgement. Pure, any thread.

#include "models/convergence/application.h"

namespace relight {

// On one line of bearable length.
[[nodiscard]] QString shortened(const QString &text);

// The first condition of one of these types; nullptr: none.
[[nodiscard]] const ApplicationCondition *conditionAmong(
    const Application &app, std::initializer_list<QStringView> types);

// The resource that could not be applied, else the operation's message.
[[nodiscard]] QString failureText(const Application &app);

} // namespace relight
