#pragma once
// Saves a picture of the window, and of a dialog over it, at each change of a run, each with the texts that are on it:
// what CI keeps, and searches for what must not be seen. Owned by the window's session; GUI thread.

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
    void save(QWidget &shown, const QString &name);

    QString m_folder;
    QWidget &m_window;
    QTimer m_settled; // after layout and paint
    QString m_name, m_seen;
    int m_number = 0;
};

} // namespace relight
