#pragma once
// What the parts of a recovery script are made from. Made by recoveryScript(), lent to scriptStep(). Pure, any thread.

#include "models/plan/scriptsecrets.h"
#include "models/plan/step.h"

namespace relight {

struct HeldApplication
{
    QString name;
    QStringList restores; // ids of the steps that hold it, in the script's order
};

struct ScriptParts
{
    const RecoveryManifest &manifest;
    const QList<Step> &order; // the plan's steps as the script does them, one after another
    ScriptSecrets &secrets;
};

// Every application that a restore of this script holds.
[[nodiscard]] QList<HeldApplication> scriptHolds(const ScriptParts &parts);

// What `steps:` states for this step and its group, and over it what the entry itself states.
[[nodiscard]] SecretEnvironment commandEnvironment(
    const RecoveryManifest &manifest, const Step &step, const SecretEnvironment &own = {});

} // namespace relight
