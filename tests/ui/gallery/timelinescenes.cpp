#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/timeline/timelinepage.h"

namespace relight {

using Moment = RecoveryStory::Moment;

static Scene timeline(const QString &name, Moment moment, bool table = false)
{
    return inWindow(name, [=](MainWindow &window, RecoveryStory &story) {
        window.showRun(story.view());
        story.tell(moment);
        window.runPage()->tick();
        window.runPage()->timeline().showTable(table);
    });
}

QList<Scene> timelineScenes()
{
    return {
        timeline(QStringLiteral("timeline-preflight"), Moment::Preflight),
        timeline(QStringLiteral("timeline-needsyou"), Moment::NeedsYou),
        timeline(QStringLiteral("timeline-failed"), Moment::Failed),
        timeline(QStringLiteral("timeline-completed"), Moment::Completed),
        timeline(QStringLiteral("timeline-table"), Moment::MidRun, true),
        timeline(QStringLiteral("timeline"), Moment::MidRun),
    };
}

} // namespace relight
