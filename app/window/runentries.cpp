#include "app/window/runentries.h"

#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"
#include "app/journal/runlist.h"

namespace relight {

static constexpr int listed = 30;

static void addProgress(RunEntry &entry, const QString &folder)
{
    const auto journal = readJournal(journalPath(folder));
    if (!journal)
        return;
    RunState state;
    for (const RunEvent &event : journal->events)
        fold(state, event);
    entry.rto = state.started.rto;
    entry.steps = int(state.steps.size());
    for (const StepStatus &step : state.steps) {
        if (step.state == StepState::Succeeded || step.state == StepState::Skipped)
            ++entry.finished;
        else if (entry.atStep.isEmpty() && !step.attempts.isEmpty())
            entry.atStep = step.planned.title;
    }
}

QList<RunEntry> runEntries()
{
    QList<RunEntry> entries;
    for (const RunSummary &run : listRuns(stateFolder()).mid(0, listed)) {
        RunEntry entry;
        entry.id = run.id;
        entry.name = run.name;
        entry.mode = run.mode;
        entry.phase = run.phase;
        entry.startedAt = run.startedAt;
        entry.endedAt = run.endedAt;
        entry.lastEventAt = run.lastEventAt;
        entry.runningElsewhere = run.writer ? run.writer->text() : QString();
        entry.damage = run.damage ? run.damage->message : QString();
        addProgress(entry, run.folder);
        entries << entry;
    }
    return entries;
}

} // namespace relight
