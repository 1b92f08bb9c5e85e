#include "tests/ui/gallery/scene.h"

namespace relight {

void Stage::set() const
{
    look.choose(choice);
    look.chooseTextSize(textSize);
}

Scene inWindow(const QString &name, std::function<void(MainWindow &, RecoveryStory &)> fill)
{
    return {name, [fill = std::move(fill)](const Stage &stage) {
                auto story = std::make_shared<RecoveryStory>();
                auto window = std::make_shared<MainWindow>(stage.look, [story] { return story->now(); });
                stage.set();
                window->resize(stage.size);
                fill(*window, *story);
                return window;
            }};
}

QList<Scene> allScenes()
{
    QList<Scene> all;
    for (const auto &scenes : {startScenes, manifestScenes, convergenceScenes, resourceScenes, runScenes,
             timelineScenes, paletteScenes, wallScenes, dialogScenes})
        all << scenes();
    return all;
}

} // namespace relight
