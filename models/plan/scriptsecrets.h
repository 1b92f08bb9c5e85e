#pragma once
// The secrets of a recovery script: each reference once, as a shell variable that is filled at the start. Used by
// recoveryScript() only.

#include "models/manifest/recoverymanifest.h"

namespace relight {

class ScriptSecrets
{
public:
    // The variable that holds this secret: "secret_1".
    QString variable(const SecretRef &ref);

    // Lines that fill every variable asked for so far; the script ends with a sentence when one is missing.
    QStringList lines() const;

    // "PGPASSWORD=$secret_1; export PGPASSWORD" for each entry.
    QStringList exports(const SecretEnvironment &environment);

private:
    QList<SecretRef> m_refs;
};

} // namespace relight
