#include "ui/consent/modeframe.h"

#include "ui/theme/states.h"

#include <QPainter>
#include <QVBoxLayout>

namespace relight {

ModeFrame::ModeFrame(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
{
    auto *inside = new QVBoxLayout(this);
    inside->setContentsMargins(0, 0, 0, 0);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    setMode({});
}

void ModeFrame::setContent(QWidget *content)
{
    layout()->addWidget(content);
}

void ModeFrame::setMode(std::optional<RunMode> mode)
{
    m_mode = mode;
    const int width = mode ? lookOf(*mode).frame : 0;
    layout()->setContentsMargins(width, width, width, width);
    update();
}

void ModeFrame::paintEvent(QPaintEvent *)
{
    if (!m_mode)
        return;
    const ModeLook mode = lookOf(*m_mode);
    QPainter painter(this);
    QPen pen(m_look.color(mode.color), mode.frame);
    pen.setJoinStyle(Qt::MiterJoin);
    if (mode.dashed)
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    const qreal half = mode.frame / 2.0;
    painter.drawRect(QRectF(rect()).adjusted(half, half, -half, -half));
}

} // namespace relight
