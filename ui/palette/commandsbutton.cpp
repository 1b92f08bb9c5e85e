#include "ui/palette/commandsbutton.h"

#include "ui/palette/keycap.h"
#include "ui/theme/textstyle.h"

namespace relight {

static constexpr int edge = 10, gap = 6;

CommandsButton::CommandsButton(const Look &look, const QString &keys, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
    , m_keys(keys)
{
    setText(tr("Commands"));
    setFont(textFont(TextStyle::Body));
    setFocusPolicy(Qt::NoFocus); // the key leads there, and the keyboard stays where it is
    setToolTip(tr("Find everything that can be done here"));
    setAccessibleName(tr("Commands"));
    setAccessibleDescription(keys);
    setAttribute(Qt::WA_Hover);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

QSize CommandsButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1 + gap + keyCapWidth(m_keys) + 2 * edge,
        fontMetrics().height() + 12};
}

void CommandsButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_look.color(underMouse() || isDown() ? Role::Text : Role::Muted));
    const QRect inside = rect().adjusted(edge, 0, -edge, 0);
    painter.drawText(inside, Qt::AlignLeading | Qt::AlignVCenter, text());
    paintKeyCap(painter, m_look, inside, m_keys, layoutDirection());
}

} // namespace relight
