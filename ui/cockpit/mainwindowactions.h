#pragma once
// The actions of the main window: each once, feeding menu, shortcut and palette. Owned by the main window.

#include "ui/cockpit/mainwindow.h"

#include <QAction>

namespace relight {

struct MainWindow::Actions
{
    QAction *open = nullptr, *clone = nullptr, *sample = nullptr, *back = nullptr, *quit = nullptr, *print = nullptr;
    QAction *drill = nullptr, *drillMenu = nullptr, *drillPause = nullptr;
    QList<QAction *> speeds; // their data: times real time
    QAction *start = nullptr, *pause = nullptr, *cancel = nullptr, *answer = nullptr, *note = nullptr;
    QAction *ownWindow = nullptr;
    QAction *retry = nullptr, *skip = nullptr, *done = nullptr;
    QAction *find = nullptr, *findNext = nullptr, *findPrevious = nullptr, *follow = nullptr, *copyLog = nullptr;
    QList<QAction *> onRun; // need a run on the screen, nothing else
    QList<QAction *> acts;  // on an application
};

} // namespace relight
