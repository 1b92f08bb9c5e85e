#pragma once
// What the window knows of an opened manifest, and what its start form gives. Values, any thread.

#include "models/manifest/diagnostic.h"
#include "models/plan/recoveryplan.h"

namespace relight {

struct OpenedManifest
{
    QString path, name;
    QString digest;                // "sha256:…"; empty while it is being computed
    bool digestCoversTree = false; // also what it names in its repository
    QStringList changed;           // named files with uncommitted changes
    QString provisioner;           // "terraform"
    QList<Diagnostic> diagnostics;
    std::optional<RecoveryPlan> plan; // none: it has errors
    bool trusted = false;             // this digest ran here before
    bool stale = false;               // the file was written since: it is being read again
};

enum class IdentityRule { Ask, NewCluster, ExactUid };

struct StartChoices
{
    bool trust = false;
    QString digest; // of what was shown
    bool acceptWarnings = false;
    IdentityRule identity = IdentityRule::Ask;
    QString uid; // of kube-system, with ExactUid
};

} // namespace relight
