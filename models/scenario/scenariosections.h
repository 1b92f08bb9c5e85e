#pragma once
// The readers of a scenario's parts; what is wrong goes to the map's log. Private to models/scenario. Pure, any thread.

#include "models/manifest/yamlmap.h"
#include "models/scenario/scenario.h"

namespace relight {

// The condition under a key of the map; nothing: left out, or wrong and reported.
[[nodiscard]] std::optional<Condition> readCondition(YamlMap &map, const char *key);

// One of the kinds of questions that a run asks ("step-approval").
[[nodiscard]] std::optional<DecisionKind> readQuestion(YamlMap &map, const char *key);

[[nodiscard]] QList<Action> readActions(YamlMap &map, const char *key);

void readFaults(YamlMap &scenario, QList<ScenarioFault> &faults);

// What only the whole scenario can tell: conditions and actions that name nothing.
void checkNames(const Scenario &scenario, QList<Diagnostic> &log);

// Lower-case letters, digits and "-" in the place of an id, not used before.
[[nodiscard]] QString readId(YamlMap &map, const char *key, QStringList &taken);

// A list of what has an id of its own: its place and id are read, the rest by `read`.
template <class T, class Read> void readNamed(YamlMap &scenario, const char *key, QList<T> &all, const Read &read)
{
    QStringList taken;
    scenario.maps(key, [&](YamlMap &map) {
        T one;
        one.at = map.at();
        one.id = readId(map, "id", taken);
        read(map, one);
        all << one;
    });
}

} // namespace relight
