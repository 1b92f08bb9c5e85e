#pragma once
// Saves a picture of the window, and of a dialog over it, at each change of a run: what CI keeps of it. Owned by the
// window's session; GUI thread.

#include "models/run/runstate.h"

#include <QTimer>
#include <QWidget>

namespace relight {

class Screenshots : public QObject
{
    Q_OBJECT
public:
    // An empty folder: none are taken.
    Screenshots(QString folder, QWidget &window);

    void follow(const RunState &run);

private:
    void take();

    QString m_folder;
    QWidget &m_window;
    QTimer m_settled; // after layout and paint
    QString m_name, m_seen;
    int m_number = 0;
};

} // namespace relight
