#include "models/manifest/nearest.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

int editDistance(QStringView a, QStringView b)
{
    std::vector<std::vector<int>> d(std::size_t(a.size()) + 1, std::vector<int>(std::size_t(b.size()) + 1));
    for (std::size_t i = 0; i < d.size(); ++i) {
        for (std::size_t j = 0; j < d[i].size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            const QChar x = a[qsizetype(i) - 1];
            const QChar y = b[qsizetype(j) - 1];
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == y)
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d.back().back();
}

// snake_case, camelCase and kebab-case are one spelling here.
QString plain(const QString &word)
{
    QString result = word.toLower();
    return result.remove(QLatin1Char('-')).remove(QLatin1Char('_')).remove(QLatin1Char(' '));
}

} // namespace

QString nearestWord(const QString &written, const QStringList &words)
{
    if (written.size() > 60)
        return {};
    const QString mine = plain(written);
    QString best;
    int bestDistance = std::max(2, int(mine.size()) / 3) + 1;
    for (const QString &word : words) {
        const QString theirs = plain(word);
        const int distance = editDistance(mine, theirs);
        if (distance < bestDistance && distance < int(theirs.size())) {
            best = word;
            bestDistance = distance;
        }
    }
    return best;
}

QString didYouMean(const QString &written, const QStringList &words)
{
    const QString best = nearestWord(written, words);
    return best.isEmpty() ? QString() : u": did you mean \"%1\"?"_s.arg(best);
}

QString quotedValue(const QString &value)
{
    QString line = value.left(61).simplified();
    if (value.size() > 60)
        line = line.left(59) + u"…"_s;
    return u"\"%1\""_s.arg(line);
}

} // namespace relight
