#pragma once
// The upper half of the wall: who and where, the clock, the landing, the data loss, and the line of time. GUI thread.

#include "ui/wall/wallpart.h"

namespace relight {

class WallHead : public WallPart
{
    Q_OBJECT
public:
    using WallPart::WallPart;
    QString spoken() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

class WallFigures : public WallPart
{
    Q_OBJECT
public:
    using WallPart::WallPart;
    QString spoken() const override;
    static QString nowText(const WallFacts &facts); // at the mark of the time that passed

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintClock(QPainter &painter, const QRect &box) const;
    void paintLanding(QPainter &painter, const QRect &box) const;
    void paintLoss(QPainter &painter, const QRect &box) const;
    void paintTime(QPainter &painter, const QRect &box) const;
};

} // namespace relight
