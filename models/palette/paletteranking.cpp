#include "models/palette/paletteranking.h"

#include <algorithm>

namespace relight {

static std::vector<FoldedText> wordsOf(const QString &query)
{
    std::vector<FoldedText> words;
    for (const QString &word : query.simplified().split(u' ', Qt::SkipEmptyParts))
        words.push_back(foldForSearch(word));
    return words;
}

static std::optional<int> scoreOf(const std::vector<FoldedText> &words, const SearchableEntry &entry)
{
    int sum = 0;
    for (const FoldedText &word : words) {
        const std::optional<int> title = fuzzyScore(word, entry.title), context = fuzzyScore(word, entry.context);
        if (!title && !context)
            return std::nullopt;
        sum += std::max(title ? 2 * *title : INT_MIN, context ? *context : INT_MIN);
    }
    return sum;
}

QList<int> rankedFor(const QString &query, const std::vector<SearchableEntry> &entries, int most)
{
    struct Hit
    {
        bool disabled;
        int score;
        qsizetype length;
        int entry;
        bool operator<(const Hit &other) const
        {
            return std::tuple(disabled, -score, length, entry)
                < std::tuple(other.disabled, -other.score, other.length, other.entry);
        }
    };
    const std::vector<FoldedText> words = wordsOf(query);
    std::vector<Hit> hits;
    for (int i = 0; i < int(entries.size()); ++i) {
        const SearchableEntry &entry = entries[size_t(i)];
        if (const auto score = scoreOf(words, entry))
            hits.push_back({!entry.enabled, *score, words.empty() ? 0 : entry.title.folded.size(), i});
    }
    const auto end = hits.begin() + std::min(std::ptrdiff_t(hits.size()), std::ptrdiff_t(most));
    std::partial_sort(hits.begin(), end, hits.end());
    QList<int> ranked;
    for (auto hit = hits.begin(); hit != end; ++hit)
        ranked << hit->entry;
    return ranked;
}

QList<int> matchedLetters(const QString &query, const SearchableEntry &entry)
{
    QList<int> letters;
    for (const FoldedText &word : wordsOf(query))
        letters << fuzzyPositions(word, entry.title);
    std::ranges::sort(letters);
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return letters;
}

} // namespace relight
