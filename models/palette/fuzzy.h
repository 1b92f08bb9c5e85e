#pragma once
// How well a few typed letters stand for a name: "svr" finds "Start live recovery", "cafe" finds "Café". Pure, any
// thread.

#include <QList>
#include <QString>

#include <optional>

namespace relight {

// A text as it is searched: case, accents and width are folded away; every unit knows where in the text it came from.
struct FoldedText
{
    QString folded;
    QList<int> source;    // position in the text, one a unit of `folded`
    QList<bool> wordHead; // a word begins here
};

[[nodiscard]] FoldedText foldForSearch(const QString &text);

// Higher is better; nothing: the letters are not there in this order. Letters side by side and at the head of words
// count, gaps cost. An empty needle matches with 0.
[[nodiscard]] std::optional<int> fuzzyScore(const FoldedText &needle, const FoldedText &text);

// Where in the text the letters of the best match stand, ascending; for marking them.
[[nodiscard]] QList<int> fuzzyPositions(const FoldedText &needle, const FoldedText &text);

} // namespace relight
