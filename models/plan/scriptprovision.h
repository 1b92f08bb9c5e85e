#pragma once
// The step `provision` of the recovery script. Used by scriptStep() only. Pure, any thread.

#include "models/plan/scriptparts.h"

namespace relight {

struct ScriptProvision
{
    QStringList before; // what is known of the lost cluster, and how the kubeconfig comes to us
    QStringList making; // makes the cluster; a person may have done it, or skip it
    QStringList after;  // always: which cluster it is, and bootstrap
};
[[nodiscard]] ScriptProvision scriptProvision(const Step &step, const ScriptParts &parts);

} // namespace relight
