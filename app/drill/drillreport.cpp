#include "app/drill/drillreport.h"

#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"
#include "app/reports/report.h"

#include <QSaveFile>

namespace relight {

static Result<> write(const QString &path, const QString &text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Storage, QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
    return {};
}

Result<QString> writeReport(const DrillSession &session)
{
    const auto journal = readJournal(journalPath(session.runFolder()));
    if (!journal)
        return std::unexpected(journal.error());
    QList<StoryOrder> played;
    for (const PlayedOrder &order : session.played())
        played << StoryOrder{order.at, order.order};
    const RunStory story = storyOf(journal->events, session.scenario(), played);
    const QString html = session.runFolder() + QStringLiteral("/report.html");
    if (const auto written = write(session.runFolder() + QStringLiteral("/report.md"), markdownReport(story)); !written)
        return std::unexpected(written.error());
    return write(html, htmlReport(story)).transform([&] { return html; });
}

} // namespace relight
