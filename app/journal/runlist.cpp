#include "app/journal/runlist.h"

#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"

#include <QDir>

#include <map>
#include <ranges>

namespace relight {

Result<RunSummary> summarizeRun(const QString &stateFolder, const QString &runId)
{
    if (const auto valid = checkRunId(runId); !valid)
        return std::unexpected(valid.error());
    RunSummary summary;
    summary.id = runId;
    summary.folder = runFolder(stateFolder, runId);
    auto reader = JournalReader::open(journalPath(summary.folder));
    if (!reader)
        return std::unexpected(reader.error());
    RunState state;
    const auto count = reader->read([&state](RunEvent &&event) { fold(state, event); });
    if (!count)
        summary.damage = count.error();
    summary.name = state.started.name;
    summary.mode = state.started.mode;
    summary.phase = state.phase;
    summary.startedAt = state.startedAt;
    summary.endedAt = state.endedAt;
    summary.lastEventAt = state.lastEventAt;
    summary.events = reader->sequence();
    summary.writer = RunLock::holderOf(summary.folder);
    return summary;
}

QList<RunSummary> listRuns(const QString &stateFolder)
{
    const QStringList names = QDir(runsFolder(stateFolder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort);
    std::map<std::pair<std::optional<Timestamp>, QString>, RunSummary> oldestFirst;
    for (const QString &name : names) {
        if (!checkRunId(name))
            continue;
        auto found = summarizeRun(stateFolder, name);
        RunSummary summary;
        if (found) {
            summary = std::move(*found);
        } else {
            summary.id = name;
            summary.folder = runFolder(stateFolder, name);
            summary.damage = std::move(found.error());
        }
        oldestFirst.emplace(std::pair(summary.startedAt, name), std::move(summary));
    }
    QList<RunSummary> runs;
    for (auto &[key, summary] : std::views::reverse(oldestFirst))
        runs.append(std::move(summary));
    return runs;
}

} // namespace relight
