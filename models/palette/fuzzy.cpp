#include "models/palette/fuzzy.h"

#include <limits>
#include <vector>

namespace relight {

namespace {

constexpr int atStart = 14, atWordHead = 9, sideBySide = 10, anyLetter = 2;
constexpr int gapOpens = -3, gapGrows = -1, gapWorst = -12;
constexpr int longest = 400; // units of a text that are looked at
constexpr int never = std::numeric_limits<int>::min() / 2;

bool isWord(char32_t point)
{
    return QChar::isLetterOrNumber(point);
}

bool isIdeograph(char32_t point)
{
    const QChar::Script script = QChar::script(point);
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

bool beginsWord(char32_t before, char32_t point)
{
    if (!isWord(point))
        return false;
    if (isIdeograph(point)) // written without spaces
        return true;
    return !isWord(before) || (QChar::isUpper(point) && !QChar::isUpper(before))
        || QChar::isDigit(point) != QChar::isDigit(before);
}

bool isWithin(const QString &needle, const QString &text)
{
    qsizetype at = 0;
    for (const QChar letter : needle) {
        at = text.indexOf(letter, at) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

int gapCost(qsizetype skipped)
{
    return skipped == 0 ? 0 : std::max(gapWorst, gapOpens + gapGrows * int(std::min<qsizetype>(skipped, longest)));
}

// Best score of needle[0…i] with its last letter at text[j], and where the letter before it stood.
struct Table
{
    qsizetype width = 0;
    std::vector<int> score, from;
    std::optional<int> best;
    qsizetype bestAt = -1;
};

Table fill(const FoldedText &needle, const FoldedText &text)
{
    Table table;
    const qsizetype rows = needle.folded.size();
    table.width = std::min<qsizetype>(text.folded.size(), longest);
    table.score.assign(size_t(rows * table.width), never);
    table.from.assign(table.score.size(), -1);
    for (qsizetype i = 0; i < rows; ++i) {
        for (qsizetype j = i; j < table.width; ++j) {
            if (text.folded.at(j) != needle.folded.at(i))
                continue;
            const int own = anyLetter + (j == 0 ? atStart : text.wordHead.at(j) ? atWordHead : 0);
            int &here = table.score[size_t(i * table.width + j)];
            if (i == 0) {
                here = own + gapCost(j) / 2; // later in the text is a little worse
                continue;
            }
            for (qsizetype k = j - 1; k >= i - 1; --k) {
                const int before = table.score[size_t((i - 1) * table.width + k)];
                if (before == never)
                    continue;
                const int sum = before + own + (k == j - 1 ? sideBySide : gapCost(j - k - 1));
                if (sum > here) {
                    here = sum;
                    table.from[size_t(i * table.width + j)] = int(k);
                }
            }
        }
    }
    for (qsizetype j = 0; rows > 0 && j < table.width; ++j) {
        const int score = table.score[size_t((rows - 1) * table.width + j)];
        if (score != never && (!table.best || score > *table.best)) {
            table.best = score;
            table.bestAt = j;
        }
    }
    return table;
}

} // namespace

FoldedText foldForSearch(const QString &text)
{
    FoldedText folded;
    char32_t before = U' ';
    for (qsizetype at = 0; at < text.size();) {
        char32_t point = text.at(at).unicode();
        const qsizetype start = at++;
        if (QChar::isHighSurrogate(point) && at < text.size() && text.at(at).isLowSurrogate())
            point = QChar::surrogateToUcs4(char16_t(point), text.at(at++).unicode());
        bool head = beginsWord(before, point);
        before = QChar::category(point) == QChar::Mark_NonSpacing ? before : point;
        const QString pieces = point < 128
            ? QString(QChar(char16_t(point)).toLower())
            : QString::fromUcs4(&point, 1).normalized(QString::NormalizationForm_KD).toUpper().toCaseFolded();
        for (const QChar piece : pieces) {
            if (piece.category() == QChar::Mark_NonSpacing)
                continue;
            folded.folded += piece;
            folded.source << int(start);
            folded.wordHead << std::exchange(head, false);
        }
    }
    return folded;
}

std::optional<int> fuzzyScore(const FoldedText &needle, const FoldedText &text)
{
    if (needle.folded.isEmpty())
        return 0;
    if (!isWithin(needle.folded, text.folded))
        return std::nullopt;
    return fill(needle, text).best;
}

QList<int> fuzzyPositions(const FoldedText &needle, const FoldedText &text)
{
    QList<int> positions;
    if (!isWithin(needle.folded, text.folded))
        return positions;
    const Table table = fill(needle, text);
    qsizetype at = table.bestAt;
    for (qsizetype i = needle.folded.size() - 1; i >= 0 && at >= 0; --i) {
        if (const int source = text.source.at(at); positions.isEmpty() || positions.first() != source)
            positions.prepend(source);
        at = table.from[size_t(i * table.width + at)];
    }
    return positions;
}

} // namespace relight
