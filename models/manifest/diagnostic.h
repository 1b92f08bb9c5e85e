#pragma once
// One thing wrong with a manifest, where, and what was expected. A value, any thread.

#include "models/manifest/recoverymanifest.h"

namespace relight {

enum class Severity { Error, Warning };

struct Diagnostic
{
    Severity severity = Severity::Error;
    SourcePosition at; // 1-based
    QString path;      // "recovery.cluster.provisioner"
    QString message;   // found, expected, nearest known key; never a literal secret
    bool operator==(const Diagnostic &) const = default;
};

// From the file's first line to its last; what stands at one place keeps its order.
void sortByPlace(QList<Diagnostic> &diagnostics);

} // namespace relight
