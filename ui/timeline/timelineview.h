#pragma once
// The bars of all steps under one axis, with the lines that cross them: now, objective, critical path. Selection,
// keyboard and tooltips are a list's. Repaints what the run changes at most ten times a second. Owned by the timeline
// page; GUI thread.

#include "models/items/timelinemodel.h"
#include "ui/theme/look.h"
#include "ui/timeline/pace.h"

#include <QTreeView>

namespace relight {

class TimeAxis;
class TimeScale;
class TimeWindow;
class TimelineDelegate;

class TimelineView : public QTreeView
{
    Q_OBJECT
public:
    // Model and window outlive the view.
    TimelineView(const Look &look, TimelineModel &model, TimeWindow &window, QWidget *parent = nullptr);

    void select(const QString &stepId); // says nothing
    QString selected() const;
    void fit(int height);     // rows as high as they may be in that room
    QRect barColumn() const;  // left and width, in the viewport
    void zoom(double factor); // about now, else the middle

Q_SIGNALS:
    void chosen(const QString &stepId); // by a person
    void opened(const QString &stepId); // Return or double click

public:
    void dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> & = {}) override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }

private:
    void paintGrid(QPainter &painter, const TimeScale &scale) const;
    void paintJoins(QPainter &painter, const TimeScale &scale) const;
    void paintLines(QPainter &painter, const TimeScale &scale) const;
    TimeScale scale() const;
    QRect rowRect(const QModelIndex &index) const;
    void refresh();
    void setHeights();

    const Look &m_look;
    TimelineModel &m_model;
    TimeWindow &m_window;
    TimelineDelegate *m_delegate;
    TimeAxis *m_axis;
    Pace m_repaint;
    int m_room = 0;
    bool m_quiet = false;
};

} // namespace relight
