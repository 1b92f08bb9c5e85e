#pragma once
// Where are we, will we make it: mode badge, cluster, run state, recovery time of its objective, landing, data loss. In
// a narrow window the thin bar gives way first, then the second words, then the late end of the landing; clock, badge
// and run state never. Owned by the run page; GUI thread. Time is passed in.

#include "models/items/timelinerows.h"
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

    void follow(const RunState &run, Timestamp now, const TimelineFrame &frame);
    void setPace(const QString &words) { m_pace = words; } // of a drill, beside its mode: "×20", "stopped"

    const Fact &clock() const { return *m_clock; }
    const Fact &landsFact() const { return *m_lands; }
    const Fact &runFact() const { return *m_run; }
    const Fact &lossFact() const { return *m_loss; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followLanding(const TimelineFrame &frame);
    void fit(); // what gives way at this width
    int neededWidth(int giving) const;

    const Look &m_look;
    QWidget *m_badge;
    Fact *m_cluster, *m_run, *m_clock, *m_lands, *m_loss;
    TimeBar *m_bar;
    QWidget *m_landsRule, *m_lossRule;
    QString m_landing, m_landingShort, m_pace;
    int m_giving = 0; // how many of the three have given way
};

} // namespace relight
