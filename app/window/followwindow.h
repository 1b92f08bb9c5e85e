#pragma once
// The window of who looks on: a run that another process drives, from its journal, with nothing to press. Made by
// runWindow(); GUI thread.

#include "app/integrations/io/systemclock.h"
#include "app/session/followedrun.h"
#include "ui/cockpit/mainwindow.h"

namespace relight {

class FollowWindow : public QObject
{
    Q_OBJECT
public:
    enum class Shows { Cockpit, Wall };
    FollowWindow(const QString &folder, Shows shows); // of a run

    MainWindow &window() { return m_window; }

private:
    void begin(const QByteArray &manifest);
    Timestamp now() const; // in the time of the run: a drill's is not ours

    Look m_look;
    SystemClock m_clock;
    FollowedRun m_run;
    MainWindow m_window;
    Shows m_shows;
    QList<RunEvent> m_before; // until the journal was read to its end
    Timestamp m_lastEvent;
    Instant m_heardAt;
    bool m_begun = false;
};

} // namespace relight
