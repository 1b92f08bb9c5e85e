#pragma once
// The functions every recovery script begins with. Constant text, any thread.

#include <QString>

namespace relight {

// Uses: $work (private folder), $argocd (namespace), $held (names, a space around each), $cluster_uid (set by
// pin_cluster).
[[nodiscard]] QString scriptPrelude();

} // namespace relight
