#pragma once
// One step in full: why it exists, what will run, what could go wrong, its log, its attempts, and the decision it waits
// for. Shows what it is given; every wish leaves as a signal. Owned by the run page; GUI thread.

#include "models/session/observations.h"
#include "ui/step/steptexts.h"
#include "ui/theme/look.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QGridLayout;
class QPushButton;

namespace relight {

class AttemptList;
class CodeBox;
class DecisionForm;
class ElidedLabel;
class LogModel;
class LogView;
class StateLabel;
class StepProgressView;
class TextLabel;

class StepPage : public QWidget
{
    Q_OBJECT
public:
    explicit StepPage(const Look &look, QWidget *parent = nullptr);

    // `step`: from the plan, nullptr where there is none. `log` may be nullptr.
    void showStep(const RunState &run, const StepStatus &status, const Step *step, LogModel *log, Timestamp now);
    // The run as a whole: preflight and its findings.
    void showRun(const RunState &run, LogModel *log);
    void setProgress(const StepProgress &progress, bool running);

    const QString &stepId() const { return m_stepId; }
    LogView *logView() { return m_log; }
    DecisionForm *decisionForm() { return m_form; }
    void focusDecision();

Q_SIGNALS:
    void granted(const QList<relight::Decision> &decisions, const QString &comment);
    void refused(const QList<relight::Decision> &decisions);
    void retryAsked(const QString &stepId);
    void skipAsked(const QString &stepId);
    void doneAsked(const QString &stepId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeLeft();
    QWidget *makeLog();
    QWidget *makeRight();
    void updateButtons(const RunState &run, const StepStatus &status);
    void showCommands();
    void showFacts(const QList<StepFact> &facts);
    void showDecision(const RunState &run, const QString &stepId);
    void fold();

    const Look &m_look;
    QString m_stepId;
    QStringList m_exact, m_shell;
    QList<StepFact> m_facts;

    StateLabel *m_state;
    TextLabel *m_title;
    ElidedLabel *m_summary;
    QPushButton *m_retry, *m_skip, *m_done;
    TextLabel *m_outcome, *m_whyHead, *m_why, *m_runHead, *m_riskHead, *m_risks, *m_following;
    CodeBox *m_commands;
    QPushButton *m_asShell, *m_copy;
    StepProgressView *m_progress;
    LogView *m_log;
    QGridLayout *m_factGrid;
    AttemptList *m_attempts;
    TextLabel *m_attemptHead;
    QWidget *m_decision;
    DecisionForm *m_form;
    QBoxLayout *m_columns;
    QWidget *m_right;
};

} // namespace relight
