#pragma once
// The states of the window that pictures are made of: each page has its own file of them. For people's eyes
// (relight_gallery) and for the pictures that are compared (tst_goldens). GUI thread.

#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"

namespace relight {

struct Stage
{
    Look &look;
    Look::Choice choice;
    QSize size;         // of what is a window of its own
    int textSize = 100; // percent

    void set() const; // once what is seen stands: a window takes the remembered look
};

// Something is built; once the event loop laid it out, it is seen.
struct Scene
{
    QString name;
    std::function<std::shared_ptr<QWidget>(const Stage &stage)> build;
};

// The whole window, filled with a story.
[[nodiscard]] Scene inWindow(const QString &name, std::function<void(MainWindow &, RecoveryStory &)> fill);

[[nodiscard]] QList<Scene> startScenes();
[[nodiscard]] QList<Scene> manifestScenes();
[[nodiscard]] QList<Scene> convergenceScenes();
[[nodiscard]] QList<Scene> resourceScenes();
[[nodiscard]] QList<Scene> runScenes();
[[nodiscard]] QList<Scene> timelineScenes();
[[nodiscard]] QList<Scene> paletteScenes();
[[nodiscard]] QList<Scene> wallScenes();
[[nodiscard]] QList<Scene> dialogScenes();
[[nodiscard]] QList<Scene> allScenes();

} // namespace relight
