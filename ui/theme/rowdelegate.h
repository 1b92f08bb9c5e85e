#pragma once
// Base of every list's delegate: selection with its leading bar, hover, focus ring, glyphs, elided texts and figures at
// the right. Sizes come from the fonts. Owned by the view; GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/textstyle.h"

#include <QStyledItemDelegate>

namespace relight {

class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(const Look &look, QObject *parent = nullptr)
        : QStyledItemDelegate(parent)
        , m_look(look)
    {
    }

protected:
    const Look &look() const { return m_look; }

    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintFocus(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintGlyph(
        QPainter &painter, const QRect &box, Glyph glyph, Role tint, int size = 16) const; // size: beside text of 100 %

    struct Words
    {
        QString text;
        TextStyle style = TextStyle::Body;
        Role role = Role::Text;
        Qt::Alignment align = Qt::AlignLeading;
        Qt::TextElideMode elide = Qt::ElideRight;
    };
    // Returns the width that the whole text would take.
    static int widthOf(const Words &words);
    void paintWords(QPainter &painter, const QRect &box, const Words &words) const;

    // `least` pixels, or what `lines` of the style need.
    static int rowHeight(int least, TextStyle style, int lines = 1);

private:
    const Look &m_look;
};

} // namespace relight
