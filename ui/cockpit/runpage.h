#pragma once
// One run in the window: mission bar, needs-you slot, checklist, the pages in the centre, events. The step page follows
// the step in action until a person chooses one. Owned by the main window; GUI thread.

#include "ui/cockpit/runmodels.h"
#include "ui/theme/look.h"

#include <QSplitter>
#include <QWidget>

class QPushButton;

namespace relight {

class CentrePages;
class ChecklistView;
class ConvergencePage;
class EventPanel;
class MissionBar;
class NeedsYouSlot;
class ResourcePanel;
class RunWishes;
class StepPage;
class TimelinePage;

class RunPage : public QWidget
{
    Q_OBJECT
public:
    RunPage(const Look &look, const RunView &view, WallClock clock, QWidget *parent = nullptr);

    const RunState &run() const { return m_view.control.state(); }
    bool looksOn() const { return m_view.looksOn; }
    NeedsYouSlot &slot() { return *m_slot; }
    ChecklistView &checklist() { return *m_checklist; }
    StepPage &step() { return *m_step; }
    TimelinePage &timeline() { return *m_timeline; }
    ConvergencePage &convergence() { return *m_convergence; }
    ResourcePanel &resources() { return *m_resources; }
    MissionBar &missionBar() { return *m_bar; }
    RunModels &models() { return *m_models; }
    EventPanel &events() { return *m_events; }
    RunWishes &wishes() { return *m_wishes; }

    void tick();                      // once a second
    void showStep(const QString &id); // of a step or a checklist line
    void openDecision(const QString &decisionId);
    void showPage(QWidget *page); // one of those in the centre
    CentrePages &pages() { return *m_centre; }
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

    void showWhole(); // the run itself instead of a step
    void answer();    // opens what needs a person
    void followRun(); // shows the step in action, or the end, and goes on following

Q_SIGNALS:
    void changed(); // something happened in the run
    void announced(const relight::Decision &decision);
    void refusedByRun(const QString &message); // a wish could not be fulfilled

private:
    QWidget *makeBars();
    void addManifest();
    QWidget *makeChecklist();
    void connectParts();
    void lookOn();
    void openStep(const QString &id); // and the keyboard goes there
    void heard();
    void showSelected();
    void chooseNone();
    void follow();                                      // the step in action, while the person has chosen none
    const StepStatus *stepFor(const QString &id) const; // of a line with parts: the one most in need

    const Look &m_look;
    RunView m_view;
    WallClock m_clock;
    RunModels *m_models;
    RunWishes *m_wishes;
    MissionBar *m_bar;
    NeedsYouSlot *m_slot;
    QPushButton *m_pause, *m_cancel;
    ChecklistView *m_checklist;
    TimelinePage *m_timeline;
    StepPage *m_step;
    ConvergencePage *m_convergence;
    ResourcePanel *m_resources = nullptr; // the page's details
    CentrePages *m_centre;
    EventPanel *m_events;
    QSplitter *m_across, *m_down;
    QString m_shown; // id of the row whose step is shown; empty: the run as a whole
    bool m_chosenByPerson = false, m_following = false, m_ended = false;
};

} // namespace relight
