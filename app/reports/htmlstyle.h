#pragma once
// The style sheet of a report: the tokens of ui/theme in CSS, light, dark and on paper. Constant; any thread.

#include <QLatin1StringView>

namespace relight {

[[nodiscard]] QLatin1StringView reportStyle();

} // namespace relight
