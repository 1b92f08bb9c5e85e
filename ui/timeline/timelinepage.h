#pragma once
// The page of the timeline: legend, bars with the landing under them, or the same as a table. Owned by the run page;
// GUI thread.

#include "models/items/timelinerows.h"
#include "ui/theme/look.h"
#include "ui/timeline/pace.h"
#include "ui/timeline/timewindow.h"

#include <QWidget>

class QPushButton;
class QScrollBar;
class QStackedWidget;

namespace relight {

class LandingRow;
class TextLabel;
class TimelineLegend;
class TimelineModel;
class TimelineTable;
class TimelineView;

class TimelinePage : public QWidget
{
    Q_OBJECT
public:
    // The model outlives the page.
    TimelinePage(const Look &look, TimelineModel &model, QWidget *parent = nullptr);

    void select(const QString &stepId); // says nothing
    void focusContent();
    void showTable(bool table);
    bool showsTable() const;
    void zoomIn();
    void zoomOut();
    void showAll();
    TimelineView &bars() { return *m_bars; }
    TimelineTable &table() { return *m_table; }
    LandingRow &landing() { return *m_landing; }
    const TimeWindow &window() const { return m_window; }

Q_SIGNALS:
    void chosen(const QString &stepId); // by a person
    void opened(const QString &stepId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeChart();
    void follow();
    void settle(); // scroll bar and row heights

    TimelineModel &m_model;
    TimeWindow m_window;
    TimelineLegend *m_legend;
    QPushButton *m_asTable, *m_copy;
    QStackedWidget *m_pages;
    TimelineView *m_bars;
    LandingRow *m_landing;
    QScrollBar *m_scroll;
    TimelineTable *m_table;
    TextLabel *m_total, *m_empty;
    Pace m_soon;
};

} // namespace relight
