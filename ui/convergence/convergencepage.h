#pragma once
// The applications on their way: counts over time and the tree at the left, at the right what blocks the chosen one (or
// the worst) and its details. Owned by the run page; GUI thread.

#include "models/convergence/cause.h"
#include "models/convergence/countshistory.h"
#include "models/items/applicationtreemodel.h"
#include "models/run/runstate.h"
#include "models/session/applicationinspector.h"
#include "ui/convergence/actdialog.h"

#include <QPointer>
#include <QTimer>

class QPushButton;
class QSplitter;
class QStackedLayout;
class QVBoxLayout;

namespace relight {

class ApplicationSummary;
class ApplicationView;
class ApplicationWishes;
class BeforeArgo;
class CausePanel;
class CountsChart;
class ElidedLabel;
class FilterBar;
class StateLabel;
class TextLabel;

class ConvergencePage : public QWidget
{
    Q_OBJECT
public:
    // Model, history and inspector outlive the page; no inspector: nothing can be done from here.
    ConvergencePage(const Look &look, ApplicationTreeModel &model, const CountsHistory &history,
        ApplicationInspector *inspector, QWidget *parent = nullptr);

    void follow(const RunState &run);                         // after each change of the run
    void setNow(Timestamp now);                               // once a second
    void setSource(const QString &source, Timestamp heardAt); // of the applications
    void select(const QString &application);                  // as if a person chose it
    QString shown() const { return m_shown; }                 // key; empty: none
    QString sourceText() const;                               // in the head: where from, how old
    QString staleText() const;                                // why it is not newer; empty: it is
    void retryWatch();                                        // of the applications
    void lookOn();                                            // nothing can be done from here: no buttons for it
    void setDetails(QWidget *details); // instead of the summary, below the sentence; takes it over
    void beginFilter();
    void focusContent();
    ApplicationWishes &wishes() { return *m_wishes; }

    ApplicationView &view() { return *m_view; }
    FilterBar &filterBar() { return *m_filter; }
    CausePanel &cause() { return *m_cause; }
    CountsChart &chart() { return *m_chart; }
    ApplicationSummary &summary() { return *m_summary; }
    BeforeArgo &before() { return *m_before; }

Q_SIGNALS:
    void applicationShown(const QString &application);        // another one than before
    void resourceAsked(const relight::ResourceKey &resource); // a name in the sentence was opened

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    void connectParts();
    void refreshSoon(); // now, and then at most ten times a second
    void refresh();
    void updateHead();
    void updateCause();
    void show(const QString &application);
    void inspect();

    const Look &m_look;
    ApplicationTreeModel &m_model;
    QPointer<ApplicationInspector> m_inspector;
    QStackedLayout *m_pages;
    BeforeArgo *m_before;
    QSplitter *m_across;
    TextLabel *m_count;
    ElidedLabel *m_source;
    StateLabel *m_stale;
    QPushButton *m_retry;
    CountsChart *m_chart;
    FilterBar *m_filter;
    ApplicationView *m_view;
    CausePanel *m_cause;
    ApplicationSummary *m_summary;
    QWidget *m_details;
    QVBoxLayout *m_right = nullptr;
    ApplicationWishes *m_wishes;
    QList<QWidget *> m_acts; // buttons
    RunState m_run;
    CauseEvidence m_evidence;
    QString m_chosen, m_shown, m_inspected;
    QString m_sourceName, m_trouble; // trouble: why the data is old, as the close look says
    std::optional<Timestamp> m_heardAt;
    ApplicationWatch m_watch;
    Timestamp m_now;
    QTimer m_soon;
    bool m_dirty = false, m_shared = false;
};

} // namespace relight
