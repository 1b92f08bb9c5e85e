#pragma once
// What the command palette can find, and in which order it offers it for what was typed. Pure, any thread.

#include "models/convergence/application.h"
#include "models/palette/fuzzy.h"
#include "models/run/runevent.h"

namespace relight {

struct PaletteEntry
{
    enum class Kind { Action, Step, Manifest, Application };

    Kind kind = Kind::Action;
    QString id;      // of the step, the file, the application; of an action what its owner knows it by
    QString title;   // what is searched first
    QString context; // where it belongs: the menu, the folder; searched, too, but counts less
    QString keys;    // its shortcut, as shown
    bool enabled = true;
    QString reason;                     // why it cannot be done now
    std::optional<StepState> state;     // of a step
    std::optional<HealthStatus> health; // of an application
    bool operator==(const PaletteEntry &) const = default;
};

// An entry with its texts folded, once, so that typing does not fold 20,000 names a key.
struct SearchableEntry
{
    explicit SearchableEntry(const PaletteEntry &entry)
        : enabled(entry.enabled)
        , title(foldForSearch(entry.title))
        , context(foldForSearch(entry.context))
    {
    }
    bool enabled;
    FoldedText title, context;
};

// Positions in `entries`, best first, at most `most`. Every word of the query has to be found, in any order, in title
// or context. What cannot be done now comes last, however well it fits. Of two that fit alike the shorter title, then
// the earlier entry. An empty query: all, as they are given, but those last that cannot be done now.
[[nodiscard]] QList<int> rankedFor(const QString &query, const std::vector<SearchableEntry> &entries, int most);

// Where the query's words stand in the title, ascending, none twice.
[[nodiscard]] QList<int> matchedLetters(const QString &query, const SearchableEntry &entry);

} // namespace relight
