#pragma once
// Commands of the manifest inside the recovery script. Used by the script's parts only. Pure, any thread.

#include "models/plan/scriptsecrets.h"
#include "models/plan/step.h"

namespace relight {

// A command as the manifest has it, in a subshell with the secrets it asks for.
struct ScriptCommand
{
    QString stepId;
    QString text;
    SecretEnvironment environment;
    QString backupLocation;
    QStringList settings; // more assignments, as shell words
};

// Lines "( … )": RELIGHT_RUN, RELIGHT_STEP, RELIGHT_BACKUP_LOCATION , the settings
// and the environment set, then sh -c.
[[nodiscard]] QStringList scriptCommand(const ScriptCommand &command, ScriptSecrets &secrets);

// The same as the function `name`, to be waited for or tried. What it prints goes to the messages, or to `output` (a
// shell word).
[[nodiscard]] QStringList scriptFunction(const QString &name, const ScriptCommand &command, ScriptSecrets &secrets,
    const QString &output = QStringLiteral("&2"));

// Each line four spaces further in; the inside of quoted text is left as it is, so only single-line words may be
// indented.
[[nodiscard]] QStringList indented(const QStringList &lines);

} // namespace relight
