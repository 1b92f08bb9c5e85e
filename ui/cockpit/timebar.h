#pragma once
// A thin line of time: what has passed, when it lands (from half to 9 in 10, fading), and where the objective lies.
// Decoration of the clock beside it; gives way first. GUI thread.

#include "models/rto/rtoforecast.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class TimeBar : public QWidget
{
    Q_OBJECT
public:
    explicit TimeBar(const Look &look, QWidget *parent = nullptr);
    void follow(Seconds passed, std::optional<Seconds> objective, const std::optional<RtoForecast> &forecast);
    QSize sizeHint() const override { return {180, 24}; }
    QSize minimumSizeHint() const override { return {0, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    Seconds m_passed{0};
    std::optional<Seconds> m_objective, m_half, m_nineInTen;
};

} // namespace relight
