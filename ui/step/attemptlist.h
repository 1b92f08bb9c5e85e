#pragma once
// The attempts of a step, newest first: number, outcome, how long, what came of it. Owned by the step page; GUI thread.

#include "models/run/runstate.h"
#include "ui/theme/look.h"

#include <QWidget>

class QVBoxLayout;

namespace relight {

class AttemptList : public QWidget
{
    Q_OBJECT
public:
    explicit AttemptList(const Look &look, QWidget *parent = nullptr);

    void follow(const StepStatus &step, Timestamp now);

private:
    void add(QWidget *row);
    QWidget *rowFor(const AttemptRecord &attempt, const StepStatus &step, Timestamp now);

    const Look &m_look;
    QVBoxLayout *m_rows;
    QList<AttemptRecord> m_shown;
    StepState m_state = StepState::Pending;
    class TextLabel *m_running = nullptr; // the time of the one that goes on
    Timestamp m_runningSince;
};

} // namespace relight
