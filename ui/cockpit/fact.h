#pragma once
// One figure of the mission bar: caption over value, a second word beside it. One accessible node. GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/textstyle.h"

#include <QWidget>

#include <optional>

namespace relight {

class Fact : public QWidget
{
    Q_OBJECT
public:
    Fact(const Look &look, const QString &caption, TextStyle style, QWidget *parent = nullptr);

    struct Value
    {
        QString text;
        QString beside = {}; // muted, gives way first
        std::optional<Glyph> glyph = {};
        Role tint = Role::Text;
        QString spoken = {}; // for screen readers, in words; empty: text and beside
        bool operator==(const Value &) const = default;
    };
    void setValue(const Value &value);
    const Value &value() const { return m_value; }
    void setWidestText(const QString &text); // clocks never change width
    void setCaption(const QString &caption);
    void setTerse(bool terse); // without the second word
    int widthFor(bool terse) const;
    void setYields(bool yields); // may be elided

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int valueWidth() const;

    const Look &m_look;
    QString m_caption, m_widest;
    TextStyle m_style;
    Value m_value;
    bool m_yields = false, m_terse = false;
};

} // namespace relight
