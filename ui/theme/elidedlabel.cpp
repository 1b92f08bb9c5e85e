#include "ui/theme/elidedlabel.h"

#include <QPainter>

namespace relight {

ElidedLabel::ElidedLabel(const Look &look, TextStyle style, Role role, Qt::TextElideMode elide, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_role(role)
    , m_elide(elide)
{
    setFont(textFont(style));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void ElidedLabel::setText(const QString &text)
{
    const QString line = text.simplified();
    if (line == m_text)
        return;
    m_text = line;
    setAccessibleName(line);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setRole(Role role)
{
    m_role = role;
    update();
}

void ElidedLabel::setLeast(int characters)
{
    m_least = characters;
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return {std::min(metrics.averageCharWidth() * m_least, sizeHint().width()), metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_look.color(m_role));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeading, fontMetrics().elidedText(m_text, m_elide, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

} // namespace relight
