#pragma once
// One line of text that gives way: elided in its middle (names) or at its end (sentences), the whole text as tooltip
// and accessible name. Colour by role. GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/textstyle.h"

#include <QWidget>

namespace relight {

class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    ElidedLabel(const Look &look, TextStyle style, Role role, Qt::TextElideMode elide, QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    void setRole(Role role);
    // The least width, in characters: less than that it never gets.
    void setLeast(int characters);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    const Look &m_look;
    Role m_role;
    Qt::TextElideMode m_elide;
    QString m_text;
    int m_least = 4;
};

} // namespace relight
