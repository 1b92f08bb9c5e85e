// Appends notes to a journal for ever and says each sequence on stdout once append() has come back: to be killed at any
// instant. usage: journal_writer STATE RUN [BATCH]

#include "app/journal/journal.h"

#include <cstdio>
#include <cstdlib>

using namespace relight;

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const QString state = QString::fromLocal8Bit(argv[1]), run = QString::fromLocal8Bit(argv[2]);
    const int batch = argc > 3 ? std::atoi(argv[3]) : 1;
    auto opened = Journal::open(state, run, LockHolder::thisProcess(Timestamp{}));
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().message));
        return 1;
    }
    for (Journal &journal = opened->journal;;) {
        QList<RunEvent> events;
        for (int i = 1; i <= batch; ++i)
            events.append({journal.sequence() + i, Timestamp{},
                NoteAdded{QStringLiteral("step"), QString(400, u'ü'), QStringLiteral("ada")}});
        if (const auto appended = journal.append(events); !appended) {
            std::fprintf(stderr, "%s\n", qPrintable(appended.error().message));
            return 1;
        }
        std::printf("%lld\n", static_cast<long long>(journal.sequence()));
        std::fflush(stdout);
    }
}
