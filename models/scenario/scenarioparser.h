#pragma once
// Reads a scenario's YAML into values. Pure: bytes in, values and diagnostics out; the same limits as for manifests.
// Any thread.

#include "models/manifest/diagnostic.h"
#include "models/scenario/scenario.h"

namespace relight {

struct ParsedScenario
{
    std::optional<Scenario> scenario; // only without errors
    QList<Diagnostic> diagnostics;    // in file order; a syntax error ends the list
    bool hasErrors() const;
};

[[nodiscard]] ParsedScenario parseScenario(const QByteArray &yaml);

} // namespace relight
