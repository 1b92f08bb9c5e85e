#pragma once
// Where are we, will we make it: mode badge, cluster, run state, recovery time of its objective, data loss. Owned by
// the run page; GUI thread. Time is passed in.

#include "models/run/runstate.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class Fact;
class TimeBar;

class MissionBar : public QWidget
{
    Q_OBJECT
public:
    explicit MissionBar(const Look &look, QWidget *parent = nullptr);

    void follow(const RunState &run, Timestamp now);

    const Fact &clock() const { return *m_clock; }
    const Fact &runFact() const { return *m_run; }
    const Fact &lossFact() const { return *m_loss; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Look &m_look;
    QWidget *m_badge;
    Fact *m_cluster, *m_run, *m_clock, *m_loss;
    TimeBar *m_bar;
    QWidget *m_lossRule;
    bool m_lossKnown = false;
};

} // namespace relight
