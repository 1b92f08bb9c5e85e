#pragma once
// The scenarios that can be played: those in the program, and the user's own. Reads files; any thread.

#include "models/scenario/scenarioparser.h"

namespace relight {

struct ScenarioFile
{
    QString path; // ":/relight/scenarios/…": in the program
    bool own = false;
    ParsedScenario parsed;
};

// In the program, by name. All of them load.
[[nodiscard]] QList<ScenarioFile> shippedScenarios();

// The *.yaml of a folder, by file name, also those with errors. A folder that is not there: none.
[[nodiscard]] QList<ScenarioFile> scenariosIn(const QString &folder);

// $XDG_CONFIG_HOME/relight/scenarios
[[nodiscard]] QString ownScenariosFolder();

// The shipped ones and those of the folder, by name; one's own takes the place of a shipped one of its name, or of its
// file's name where it has errors. Those with errors come last.
[[nodiscard]] QList<ScenarioFile> allScenarios(const QString &ownFolder = ownScenariosFolder());

// By its name, or a file: what holds a "/" or ends in ".yaml". Error: unknown (with the nearest name), or what is wrong
// with it first.
[[nodiscard]] Result<Scenario> findScenario(const QString &nameOrFile, const QString &ownFolder = ownScenariosFolder());

} // namespace relight
