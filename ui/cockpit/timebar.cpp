#include "ui/cockpit/timebar.h"

#include <QPainter>

namespace relight {

TimeBar::TimeBar(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void TimeBar::follow(Seconds passed, std::optional<Seconds> objective)
{
    if (passed == m_passed && objective == m_objective)
        return;
    m_passed = passed;
    m_objective = objective;
    update();
}

void TimeBar::paintEvent(QPaintEvent *)
{
    if (!m_objective || m_objective->count() <= 0 || width() < 40)
        return;
    QPainter painter(this);
    const double scale = std::max(double(m_objective->count()) * 1.2, double(m_passed.count()) * 1.05);
    const double middle = height() / 2.0;
    painter.fillRect(QRectF(0, middle - 2, width(), 4), m_look.color(Role::Track));
    painter.fillRect(QRectF(0, middle - 2, width() * double(m_passed.count()) / scale, 4), m_look.color(Role::Running));
    const double mark = width() * double(m_objective->count()) / scale;
    painter.fillRect(QRectF(mark - 1, middle - 7, 2, 14), m_look.color(Role::Objective));
}

} // namespace relight
