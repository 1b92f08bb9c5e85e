#pragma once
// The lower half of the wall: the ten steps, what needs the commander, what is stuck. GUI thread.

#include "ui/wall/wallpart.h"

namespace relight {

class WallSteps : public WallPart
{
    Q_OBJECT
public:
    using WallPart::WallPart;
    QString spoken() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

class WallCards : public WallPart
{
    Q_OBJECT
public:
    using WallPart::WallPart;
    QString spoken() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Card
    {
        QString caption, headline, detail;
        Glyph glyph = Glyph::Ok;
        Role tint = Role::Ok;
        bool lit = false; // the one lamp
    };
    Card needs() const;
    Card stuck() const;
    std::pair<QFont, QFont> fontsFor(const Card &card, QSize room) const; // of the headline and the detail
    void paintCard(QPainter &painter, const QRect &box, const Card &card, int glyph) const;
};

} // namespace relight
