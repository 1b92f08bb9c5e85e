#pragma once
// The functions every recovery script begins with. Constant text, any thread.

#include <QString>

namespace relight {

// All of them. They use: $work (private folder), $argocd (namespace), $context, $held (names, a space around each),
// $lost_uid and $lost_server (maybe empty), $cluster_uid (set by pin_cluster), once_key (the Lease's annotation of a
// step).
[[nodiscard]] QString scriptPrelude();

// Its parts: the cluster and what is written to it; Argo CD and its applications.
[[nodiscard]] QString scriptClusterFunctions();
[[nodiscard]] QString scriptArgoCdFunctions();

} // namespace relight
