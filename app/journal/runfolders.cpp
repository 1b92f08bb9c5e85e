#include "app/journal/runfolders.h"

#include <QDir>

#include <algorithm>

namespace relight {

namespace {

constexpr qsizetype LongestName = 40;
constexpr qsizetype LongestId = 100;

bool isLetterOrDigit(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

QString slug(const QString &name)
{
    QString text;
    for (const QChar c : name.toLower()) {
        if (isLetterOrDigit(c))
            text += c;
        else if (!text.isEmpty() && !text.endsWith(u'-'))
            text += u'-';
        if (text.size() == LongestName)
            break;
    }
    while (text.endsWith(u'-'))
        text.chop(1);
    return text.isEmpty() ? QStringLiteral("run") : text;
}

} // namespace

QString stateFolder()
{
    // The XDG base directory rules: a relative path is to be ignored.
    const QString given = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(given) ? given : QDir::homePath() + QStringLiteral("/.local/state");
    return QDir::cleanPath(base + QStringLiteral("/relight"));
}

QString runsFolder(const QString &stateFolder)
{
    return stateFolder + QStringLiteral("/runs");
}

QString runFolder(const QString &stateFolder, const QString &runId)
{
    return runsFolder(stateFolder) + u'/' + runId;
}

QString journalPath(const QString &runFolder)
{
    return runFolder + QStringLiteral("/journal.jsonl");
}

QString makeRunId(Timestamp now, const QString &name, quint16 random)
{
    const QString time = timestampText(now); // 2026-08-01T10:00:00.000Z
    return time.left(13) + time.mid(14, 2) + QStringLiteral("Z-") + slug(name)
        + QStringLiteral("-%1").arg(random, 4, 16, QLatin1Char('0'));
}

Result<> checkRunId(const QString &runId)
{
    const bool good = !runId.isEmpty() && runId.size() <= LongestId && isLetterOrDigit(runId.front())
        && std::ranges::all_of(
            runId, [](QChar c) { return isLetterOrDigit(c) || c == u'.' || c == u'-' || c == u'_'; });
    if (good)
        return {};
    return failure(ErrorCode::Invalid,
        QStringLiteral("\"%1\" cannot be the id of a run: use 1 to 100 letters, digits, dots, dashes and underscores, "
                       "the first a letter or digit")
            .arg(runId.left(LongestId)));
}

} // namespace relight
