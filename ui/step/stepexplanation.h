#pragma once
// What a step is about: what came of it, how far it is, why it exists, what will run, what could go wrong. Owned by the
// step page; GUI thread.

#include "models/plan/recoveryplan.h"
#include "models/session/observations.h"
#include "ui/theme/look.h"

#include <QScrollArea>

class QPushButton;

namespace relight {

class CodeBox;
class StepProgressView;
class TextLabel;

class StepExplanation : public QScrollArea
{
    Q_OBJECT
public:
    explicit StepExplanation(const Look &look, QWidget *parent = nullptr);

    void setOutcome(const QString &text); // empty: none yet
    void setStep(const Step *step);       // nullptr: of the run as a whole
    void setProgress(const StepProgress *progress);
    const QStringList &commands() const { return m_exact; }

private:
    void showCommands();

    QStringList m_exact, m_shell;
    TextLabel *m_outcome;
    StepProgressView *m_progress;
    TextLabel *m_whyHead, *m_why, *m_runHead, *m_riskHead, *m_risks;
    CodeBox *m_commands;
    QPushButton *m_asShell, *m_copy;
};

} // namespace relight
