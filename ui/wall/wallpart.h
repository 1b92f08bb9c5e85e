#pragma once
// One band of the wall: paints itself in sizes that follow the picture's height, 900 being one. Owned by the wall view;
// GUI thread.

#include "models/items/wallfacts.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

[[nodiscard]] double wallScale(QSize picture); // of one pixel of the 900 high picture
[[nodiscard]] bool isOver(const WallFacts &facts);

class WallPart : public QWidget
{
    Q_OBJECT
public:
    WallPart(const Look &look, const WallFacts &facts, QWidget *parent);

    virtual QString spoken() const = 0; // all of it, for screen readers
    void refresh();

protected:
    enum Points { Least = 20, Text = 26, Headline = 42, Figure = 56, Clock = 92 };

    const Look &look() const { return m_look; }
    const WallFacts &facts() const { return m_facts; }
    QColor color(Role role) const { return m_look.color(role); }
    double scale() const { return wallScale(window()->size()); }
    int px(double pixels) const { return int(std::lround(pixels * scale())); }
    QFont font(Points points, QFont::Weight weight = QFont::Normal) const;

    void paintGlyph(QPainter &painter, QPoint at, Glyph glyph, Role tint, int size) const;
    // Within the box, elided where it is too long. Returns the width it took.
    int paintLine(QPainter &painter, const QRect &box, const QString &text, const QFont &font, Role role,
        Qt::Alignment align = Qt::AlignLeading | Qt::AlignVCenter) const;
    [[nodiscard]] static int linesOf(const QString &text, const QFont &font, int width); // wrapped
    // Words wrap; the last line that fits is elided. Returns the height it took.
    int paintLines(
        QPainter &painter, const QRect &box, const QString &text, const QFont &font, Role role, int most) const;

private:
    const Look &m_look;
    const WallFacts &m_facts;
};

} // namespace relight
