#pragma once
// How many applications stand how, over time: five stacked areas and a dashed line for what is synced. Redrawn at most
// twice a second, one point a pixel at most. Owned by the convergence page; GUI thread.

#include "models/convergence/countshistory.h"
#include "ui/theme/look.h"

#include <QTimer>
#include <QtCharts/QChartView>

#include <array>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace relight {

class CountsChart : public QChartView
{
    Q_OBJECT
public:
    // The history outlives the chart.
    CountsChart(const Look &look, const CountsHistory &history, QWidget *parent = nullptr);

    void refresh(Timestamp start); // soon; `start`: where the time axis counts from
    QString summary() const;       // "57 applications: 45 healthy, …"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    static constexpr int layers = 5;

    void redraw();
    void paintAs();
    void layOut();
    void paintLegend(QPainter &painter) const;
    void paintAxes(QPainter &painter) const;
    void paintEdge(QPainter &painter) const;
    double heightOf(double value) const;

    const Look &m_look;
    const CountsHistory &m_history;
    std::array<QLineSeries *, layers + 1> m_bounds{}; // the lowest is zero
    std::array<QAreaSeries *, layers> m_areas{};
    QLineSeries *m_synced;
    QValueAxis *m_time, *m_count;
    QList<CountsPoint> m_points; // as drawn
    Timestamp m_start;
    QTimer m_soon;
};

} // namespace relight
