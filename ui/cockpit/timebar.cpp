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

void TimeBar::follow(Seconds passed, std::optional<Seconds> objective, const std::optional<RtoForecast> &forecast)
{
    const auto half = forecast ? std::optional(forecast->half) : std::nullopt;
    const auto nineInTen = forecast ? std::optional(forecast->nineInTen) : std::nullopt;
    if (passed == m_passed && objective == m_objective && half == m_half && nineInTen == m_nineInTen)
        return;
    m_half = half;
    m_nineInTen = nineInTen;
    m_passed = passed;
    m_objective = objective;
    update();
}

void TimeBar::paintEvent(QPaintEvent *)
{
    if (!m_objective || m_objective->count() <= 0 || width() < 40)
        return;
    QPainter painter(this);
    const double latest = double(std::max(m_passed, m_nineInTen.value_or(Seconds{0})).count());
    const double scale = std::max(double(m_objective->count()) * 1.2, latest * 1.05);
    if (isRightToLeft()) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    const double middle = height() / 2.0;
    painter.fillRect(QRectF(0, middle - 2, width(), 4), m_look.color(Role::Track));
    painter.fillRect(QRectF(0, middle - 2, width() * double(m_passed.count()) / scale, 4), m_look.color(Role::Running));
    if (m_half && m_nineInTen) {
        const double from = width() * double(m_half->count()) / scale;
        const double to = width() * double(m_nineInTen->count()) / scale;
        QColor strong = m_look.color(Role::Forecast), faint = strong;
        faint.setAlphaF(0.15F);
        QLinearGradient fade(from, 0, std::max(to, from + 1), 0);
        fade.setColorAt(0, strong);
        fade.setColorAt(1, faint);
        painter.fillRect(QRectF(from, middle - 2, to - from, 4), fade);
        painter.fillRect(QRectF(from - 1, middle - 5, 2, 10), strong);
    }
    const double mark = width() * double(m_objective->count()) / scale;
    painter.fillRect(QRectF(mark - 1, middle - 7, 2, 14), m_look.color(Role::Objective));
}

} // namespace relight
