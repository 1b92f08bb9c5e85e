#pragma once
// One step in full: its head with what can be done, the explanation over the log, facts and decision at the side. Shows
// what it is given; every wish leaves as a signal. Owned by the run page; GUI thread.

#include "models/session/observations.h"
#include "ui/step/steptexts.h"
#include "ui/theme/look.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QSplitter;

namespace relight {

class DecisionForm;
class ElidedLabel;
class StepExplanation;
class LogModel;
class LogPanel;
class LogView;
class StateLabel;
class StepSide;
class TextLabel;

class StepPage : public QWidget
{
    Q_OBJECT
public:
    explicit StepPage(const Look &look, QWidget *parent = nullptr);

    // `step`: from the plan, nullptr where there is none. `log` may be nullptr.
    void showStep(const RunState &run, const StepStatus &status, const Step *step, LogModel *log, Timestamp now);
    // The run as a whole: preflight and its findings, or how it ended.
    void showRun(const RunState &run, LogModel *log);
    void lookOn(); // nothing can be asked for here
    void setProgress(const StepProgress &progress, bool running);

    const QString &stepId() const { return m_stepId; }
    LogView *logView();
    LogPanel *logPanel() { return m_log; }
    DecisionForm *decisionForm();
    void focusDecision();
    void focusRetry(); // where it can be asked for
    void find();
    void findNext(bool forward);

Q_SIGNALS:
    void granted(const QList<relight::Decision> &decisions, const QString &comment);
    void refused(const QList<relight::Decision> &decisions);
    void retryAsked(const QString &stepId);
    void skipAsked(const QString &stepId);
    void doneAsked(const QString &stepId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // Before it works a step is read, afterwards its log is watched: what matters gets the room.
    enum class Share { Even, Reading, Watching };

    QWidget *makeHead();
    void updateButtons(const RunState &run, const StepStatus &status);
    void share(Share share);
    void fold();

    const Look &m_look;
    QString m_stepId;
    Share m_share = Share::Even;
    bool m_sharedByHand = false, m_looksOn = false;
    StateLabel *m_state;
    ElidedLabel *m_title;
    ElidedLabel *m_summary;
    QPushButton *m_retry, *m_skip, *m_done;
    StepExplanation *m_explanation;
    LogPanel *m_log;
    QSplitter *m_left;
    QWidget *m_rule;
    StepSide *m_side;
    QBoxLayout *m_columns;
};

} // namespace relight
