#include "tests/ui/gallery/scene.h"
#include "ui/wall/wallview.h"

namespace relight {

using Moment = RecoveryStory::Moment;

static Scene wall(const QString &name, Moment moment)
{
    return {name, [moment](const Stage &stage) {
                RecoveryStory story;
                MainWindow window(stage.look, [&] { return story.now(); });
                stage.set();
                window.showRun(story.view());
                story.tell(moment);
                if (moment == Moment::NeedsYou)
                    story.breakPayments();
                window.openWall();
                auto shown = std::make_shared<WallView>(stage.look);
                shown->setAttribute(Qt::WA_DeleteOnClose, false);
                shown->resize(stage.size);
                shown->follow(window.wall()->facts());
                window.endRun();
                return shown;
            }};
}

QList<Scene> wallScenes()
{
    return {
        wall(QStringLiteral("wall"), Moment::NeedsYou),
        wall(QStringLiteral("wall-failed"), Moment::Failed),
        wall(QStringLiteral("wall-completed"), Moment::Completed),
    };
}

} // namespace relight
