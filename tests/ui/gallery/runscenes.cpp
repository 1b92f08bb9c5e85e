#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/step/steppage.h"

namespace relight {

using Moment = RecoveryStory::Moment;

static Scene run(const QString &name, Moment moment)
{
    return inWindow(name, [moment](MainWindow &window, RecoveryStory &story) {
        window.showRun(story.view());
        story.tell(moment);
        window.runPage()->tick();
        window.runPage()->showPage(&window.runPage()->step());
    });
}

QList<Scene> runScenes()
{
    return {
        run(QStringLiteral("preflight"), Moment::Preflight),
        run(QStringLiteral("midrun"), Moment::MidRun),
        run(QStringLiteral("needsyou"), Moment::NeedsYou),
        run(QStringLiteral("failed"), Moment::Failed),
        run(QStringLiteral("completed"), Moment::Completed),
    };
}

} // namespace relight
