#include "ui/step/attemptlist.h"

#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace relight {

AttemptList::AttemptList(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
}

static QString lasted(const AttemptRecord &attempt, Timestamp now)
{
    return clockText(
        std::chrono::floor<Seconds>(std::max(attempt.ended.value_or(now), attempt.started) - attempt.started));
}

QWidget *AttemptList::rowFor(const AttemptRecord &attempt, const StepStatus &step, Timestamp now)
{
    auto *row = new QWidget;
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const StateLook look = attempt.outcome          ? lookOf(*attempt.outcome)
        : step.state == StepState::AwaitingApproval ? lookOf(StepState::AwaitingApproval)
                                                    : lookOf(StepState::Running);
    auto *state = new StateLabel(m_look, TextStyle::Body);
    state->setState(look, tr("%1  %2").arg(attempt.number).arg(look.word));
    auto *time = new TextLabel(m_look, TextStyle::Body, Role::Text, lasted(attempt, now));
    time->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    time->setWordWrap(false);
    grid->addWidget(state, 0, 0);
    grid->addWidget(time, 0, 1);
    grid->setColumnStretch(0, 1);
    if (!attempt.ended && !attempt.outcome) {
        m_running = time;
        m_runningSince = attempt.started;
    }
    const QString said = attempt.message.isEmpty()
        ? tr("started %1 UTC").arg(timestampText(attempt.started).sliced(11, 8))
        : attempt.message;
    auto *message = new TextLabel(m_look, TextStyle::Caption, Role::Muted, said);
    grid->addWidget(message, 1, 0, 1, 2);
    return row;
}

void AttemptList::follow(const StepStatus &step, Timestamp now)
{
    if (step.attempts == m_shown && step.state == m_state) {
        if (m_running)
            m_running->setText(clockText(std::chrono::floor<Seconds>(std::max(now, m_runningSince) - m_runningSince)));
        return;
    }
    m_shown = step.attempts;
    m_state = step.state;
    m_running = nullptr;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (auto attempt = step.attempts.crbegin(); attempt != step.attempts.crend(); ++attempt)
        add(rowFor(*attempt, step, now));
    if (step.attempts.isEmpty())
        add(new TextLabel(m_look, TextStyle::Caption, Role::Muted, tr("None yet")));
}

// Seen at once: a layout alone shows what it is given only later, and the list would be empty for a moment.
void AttemptList::add(QWidget *row)
{
    m_rows->addWidget(row);
    row->show();
}

} // namespace relight
