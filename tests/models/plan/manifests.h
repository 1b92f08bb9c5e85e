#pragma once
// Manifests for the plan's tests, as values: the article's example and one that uses the format's rest. Test code, any
// thread.

#include "models/manifest/recoverymanifest.h"

namespace relight::test {

RecoveryManifest seedManifest();
RecoveryManifest fullManifest();

} // namespace relight::test
