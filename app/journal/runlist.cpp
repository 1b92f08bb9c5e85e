#include "app/journal/runlist.h"

#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"

#include <QDir>

#include <algorithm>

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
    QList<RunSummary> runs;
    const QStringList names = QDir(runsFolder(stateFolder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort);
    for (const QString &name : names) {
        if (!checkRunId(name))
            continue;
        const auto summary = summarizeRun(stateFolder, name);
        if (summary) {
            runs.append(*summary);
        } else {
            RunSummary unreadable;
            unreadable.id = name;
            unreadable.folder = runFolder(stateFolder, name);
            unreadable.damage = summary.error();
            runs.append(unreadable);
        }
    }
    std::ranges::sort(runs, [](const RunSummary &a, const RunSummary &b) {
        return a.startedAt != b.startedAt ? a.startedAt > b.startedAt : a.id > b.id;
    });
    return runs;
}

} // namespace relight
