#include "tests/ui/gallery/scene.h"

namespace relight {

QList<Scene> startScenes()
{
    return {
        inWindow(QStringLiteral("start-empty"), [](MainWindow &window, RecoveryStory &) { window.showStart({}); }),
        inWindow(QStringLiteral("start"),
            [](MainWindow &window, RecoveryStory &story) {
                story.setNow(900);
                RunEntry open, past;
                open.id = QStringLiteral("2026-11-22T1400Z-production-3f2a");
                open.name = QStringLiteral("production");
                open.startedAt = story.run.at(0);
                open.lastEventAt = story.run.at(500);
                open.finished = 5;
                open.steps = 15;
                open.atStep = QStringLiteral("Monitor sync progress");
                past = open;
                past.endedAt = story.run.at(2400);
                past.rto = Seconds{2700};
                past.phase = RunPhase::CompletedWithExceptions;
                window.showStart({open, past});
            }),
    };
}

} // namespace relight
