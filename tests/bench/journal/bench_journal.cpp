// P9: the flight recorder against the machine. Appending against write + fdatasync of the same bytes in the same
// folder, alternating; replay (read, check, parse, fold) from the page cache against a goal of a million events a
// second on one core. usage: bench_journal [FOLDER on the disk to measure, default .]

#include "app/journal/journal.h"
#include "app/journal/journalline.h"
#include "app/journal/runfolders.h"
#include "models/run/eventjson.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <vector>

using namespace relight;

namespace {

double secondsOf(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// The events of a long run, one after the other: seventeen steps, each tried, told about and tried again.
class EventSource
{
public:
    RunEvent next()
    {
        const qint64 sequence = ++m_sequence;
        const Timestamp at{Milliseconds{1'790'000'000'000 + sequence * 37}};
        if (sequence == 1)
            return {sequence, at, started()};
        const qint64 turn = (sequence - 2) / 4;
        const QString step = stepId(static_cast<int>(turn % 17));
        const int attempt = static_cast<int>(turn / 17) + 1;
        switch ((sequence - 2) % 4) {
        case 0:
            return {sequence, at, AttemptStarted{step, attempt}};
        case 1:
            return {sequence, at,
                FactRecorded{
                    step, QStringLiteral("commit"), QStringLiteral("3f2a9d1c5b7e4f60819a2b3c4d5e6f7081920a1b")}};
        case 2:
            return {sequence, at,
                AttemptEnded{step, attempt, AttemptOutcome::Failed,
                    QStringLiteral("the API at https://10.0.0.1:6443 does not answer; check that it is reachable"),
                    at + Seconds{10}}};
        default:
            return {sequence, at, StepWaiting{step, QStringLiteral("3 of 12 nodes are registered")}};
        }
    }

private:
    static QString stepId(int index) { return QStringLiteral("restore-data/database-%1").arg(index); }
    static RunStarted started()
    {
        RunStarted started;
        started.runId = QStringLiteral("bench");
        for (int i = 0; i < 17; ++i) {
            PlannedStep step;
            step.id = stepId(i);
            if (i > 0)
                step.after = {stepId(i - 1)};
            started.steps.append(step);
        }
        return started;
    }

    qint64 m_sequence = 0;
};

struct Goal
{
    bool reached = true;

    void row(
        const char *what, double value, const char *unit, const char *peer, double peerValue, double ratio, double goal)
    {
        const bool good = ratio >= goal;
        reached = reached && good;
        std::printf("%-34s %12.0f %-10s %-34s %12.0f  %6.2f x (goal %.2f) %s\n", what, value, unit, peer, peerValue,
            ratio, goal, good ? "reached" : "MISSED");
    }
};

// Appends a second, ours and raw in turn, so that what else the machine does hits both.
bool appending(Goal &goal, const QString &folder, int batch, int batches)
{
    constexpr int Rounds = 9;
    std::vector<double> ours, raw, ratios;
    for (int round = 0; round < Rounds; ++round) {
        const QString run = QStringLiteral("append-%1-%2").arg(batch).arg(round);
        auto journal = Journal::create(folder, run, LockHolder::thisProcess(Timestamp{}));
        auto file = PosixFile::open(folder + QStringLiteral("/raw-") + run, O_RDWR | O_CREAT);
        if (!journal || !file)
            return false;
        EventSource source;
        double oursTook = 0, rawTook = 0;
        qint64 offset = 0;
        for (int i = 0; i < batches; ++i) {
            QList<RunEvent> events;
            QByteArray bytes;
            for (int n = 0; n < batch; ++n) {
                events.append(source.next());
                appendSealed(bytes, eventToJson(events.last()));
            }
            const double begin = secondsOf(CLOCK_MONOTONIC);
            const bool appended = journal->append(events).has_value();
            const double middle = secondsOf(CLOCK_MONOTONIC);
            const bool written = file->writeAt(offset, bytes) && file->syncData();
            const double end = secondsOf(CLOCK_MONOTONIC);
            if (!appended || !written)
                return false;
            offset += bytes.size();
            oursTook += middle - begin;
            rawTook += end - middle;
        }
        ours.push_back(batches / oursTook);
        raw.push_back(batches / rawTook);
        ratios.push_back(rawTook / oursTook);
    }
    const QByteArray name = "append+fdatasync, batches of " + QByteArray::number(batch);
    goal.row(name.constData(), median(ours), "batches/s", "raw write+fdatasync", median(raw), median(ratios), 0.8);
    return true;
}

bool replay(Goal &goal, const QString &folder, int count)
{
    const QString path = folder + QStringLiteral("/replay.jsonl");
    qint64 size = 0;
    {
        auto file = PosixFile::open(path, O_RDWR | O_CREAT);
        if (!file)
            return false;
        QByteArray bytes;
        appendSealed(bytes, headerJson(QStringLiteral("bench")));
        EventSource source;
        for (int i = 0; i < count; ++i) {
            appendSealed(bytes, eventToJson(source.next()));
            if (bytes.size() > 4 << 20 || i + 1 == count) {
                if (!file->writeAt(size, bytes))
                    return false;
                size += bytes.size();
                bytes.clear();
            }
        }
    }
    std::vector<double> wall, cpu, lines;
    for (int round = 0; round < 7; ++round) {
        const double rawBegin = secondsOf(CLOCK_MONOTONIC);
        {
            const auto file = PosixFile::open(path, O_RDONLY);
            std::vector<char> buffer(1 << 18);
            qint64 offset = 0, newlines = 0;
            while (const auto got
                = file->readAt(offset, buffer.data(), static_cast<qsizetype>(buffer.size())).value_or(0)) {
                newlines += std::count(buffer.begin(), buffer.begin() + got, '\n');
                offset += got;
            }
            if (newlines != count + 1)
                return false;
        }
        lines.push_back(count / (secondsOf(CLOCK_MONOTONIC) - rawBegin));
        const double begin = secondsOf(CLOCK_MONOTONIC), cpuBegin = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        RunState state;
        auto reader = JournalReader::open(path);
        const auto read = reader->read([&state](RunEvent &&event) { fold(state, event); });
        if (!read || state.sequence != count)
            return false;
        wall.push_back(count / (secondsOf(CLOCK_MONOTONIC) - begin));
        cpu.push_back(count / (secondsOf(CLOCK_THREAD_CPUTIME_ID) - cpuBegin));
    }
    std::printf("replay: %d events, %.0f bytes each\n", count, static_cast<double>(size) / count);
    goal.row("replay by wall clock", median(wall), "events/s", "only read, count lines (lines/s)", median(lines),
        median(wall) / 1e6, 1.0);
    goal.row("replay by processor time", median(cpu), "events/s", "goal a second", 1e6, median(cpu) / 1e6, 1.0);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir folder(
        QString::fromLocal8Bit(argc > 1 ? argv[1] : ".") + QStringLiteral("/bench-journal-XXXXXX"));
    Goal goal;
    if (!folder.isValid() || !appending(goal, folder.path(), 1, 200) || !appending(goal, folder.path(), 20, 100)
        || !replay(goal, folder.path(), 1'000'000)) {
        std::fprintf(stderr, "bench_journal: cannot write to %s\n", qPrintable(folder.path()));
        return 2;
    }
    return goal.reached ? 0 : 1;
}
