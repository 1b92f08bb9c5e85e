#pragma once
// One run in the window: mission bar, needs-you slot, checklist, the selected step, events. Passes what a person wants
// to the session. Owned by the main window; GUI thread.

#include "ui/cockpit/runmodels.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QSplitter>
#include <QWidget>

class QPushButton;

namespace relight {

class ChecklistView;
class DecisionDialog;
class EventPanel;
class MissionBar;
class NeedsYouSlot;
class StepPage;

class RunPage : public QWidget
{
    Q_OBJECT
public:
    RunPage(const Look &look, const RunView &view, WallClock clock, QWidget *parent = nullptr);

    const RunState &run() const { return m_view.control.state(); }
    NeedsYouSlot &slot() { return *m_slot; }
    ChecklistView &checklist() { return *m_checklist; }
    StepPage &step() { return *m_step; }
    MissionBar &missionBar() { return *m_bar; }
    RunModels &models() { return *m_models; }
    EventPanel &events() { return *m_events; }

    void tick();                      // once a second
    void showStep(const QString &id); // of a step or a checklist line
    void openDecision(const QString &decisionId);
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

public Q_SLOTS:
    void pauseOrResume();
    void cancel();
    void retryStep();
    void skipStep();
    void markDone();
    void answer();

Q_SIGNALS:
    void changed(); // something happened in the run
    void announced(const relight::Decision &decision);
    void refusedByRun(const QString &message); // a wish could not be fulfilled

private:
    QWidget *makeBars();
    QWidget *makeChecklist();
    void connectParts();
    void heard();
    void showSelected();
    void follow(); // the step in action, while the person has chosen none
    void askForReason(const QString &stepId, bool skip);
    void grant(const QList<Decision> &decisions, const QString &comment);
    void refuse(const QList<Decision> &decisions);
    const StepStatus *stepFor(const QString &id) const; // of a line with parts: the one most in need

    const Look &m_look;
    RunView m_view;
    WallClock m_clock;
    RunModels *m_models;
    MissionBar *m_bar;
    NeedsYouSlot *m_slot;
    QPushButton *m_pause, *m_cancel;
    ChecklistView *m_checklist;
    StepPage *m_step;
    EventPanel *m_events;
    QSplitter *m_across, *m_down;
    QPointer<DecisionDialog> m_dialog;
    QString m_shown; // id of the row whose step is shown; empty: the run as a whole
    bool m_chosenByPerson = false, m_following = false, m_ended = false;
};

} // namespace relight
