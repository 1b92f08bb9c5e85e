#pragma once
// The picture of a report: each step's planned and actual time on one scale. Pure, any thread.

#include "app/reports/content.h"

namespace relight {

// Empty: no step began.
[[nodiscard]] QString htmlChart(const ReportContent &content);

} // namespace relight
