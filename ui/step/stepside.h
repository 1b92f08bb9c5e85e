#pragma once
// The right column of a step: facts, attempts, and the decision it waits for, which stays in sight. Owned by the step
// page; GUI thread.

#include "ui/step/steptexts.h"
#include "ui/theme/look.h"

#include <QWidget>

class QFrame;

namespace relight {

class AttemptList;
class DecisionForm;
class FactList;
class TextLabel;

class StepSide : public QWidget
{
    Q_OBJECT
public:
    explicit StepSide(const Look &look, QWidget *parent = nullptr);

    void showFacts(const QList<StepFact> &facts);
    void showAttempts(const StepStatus &step, Timestamp now);
    void hideAttempts();
    // The open decision of this step (empty: of the run). True: there is one. `seenBeside`: listed elsewhere on the
    // page.
    bool showDecision(const RunState &run, const QString &stepId, const QStringList &seenBeside);

    void lookOn(); // somebody else decides
    DecisionForm *form() { return m_form; }

private:
    const Look &m_look;
    FactList *m_facts;
    TextLabel *m_attemptHead;
    AttemptList *m_attempts;
    QFrame *m_decision;
    DecisionForm *m_form;
    bool m_looksOn = false;
};

} // namespace relight
