#pragma once
// One thing wrong with a manifest, where, and what was expected. A value, any thread.

#include "models/manifest/recoverymanifest.h"

namespace relight {

enum class Severity { Error, Warning };

// How it can be mended without a person who thinks about it; remedy.h does it.
struct Remedy
{
    enum class Kind { None, RenameKey, ReplaceValue, AddKey };
    Kind kind = Kind::None;
    QString word; // that is to stand there
    bool operator==(const Remedy &) const = default;
};

struct Diagnostic
{
    Severity severity = Severity::Error;
    SourcePosition at; // 1-based
    QString path;      // "recovery.cluster.provisioner"
    QString message;   // found, expected, nearest known key; never a literal secret
    Remedy remedy;
    bool operator==(const Diagnostic &) const = default;
};

// From the file's first line to its last; what stands at one place keeps its order.
void sortByPlace(QList<Diagnostic> &diagnostics);

} // namespace relight
