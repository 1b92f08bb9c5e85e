#include "ui/timeline/timelinepage.h"

#include "models/items/timelinemodel.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"
#include "ui/timeline/landingrow.h"
#include "ui/timeline/timelinelegend.h"
#include "ui/timeline/timelinetable.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/timelinewords.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>

namespace relight {

static constexpr double zoomStep = 1.5;
enum Page { Chart, Table, Empty };

TimelinePage::TimelinePage(const Look &look, TimelineModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_legend(new TimelineLegend(look))
    , m_asTable(new QPushButton(tr("Table")))
    , m_copy(new QPushButton(tr("Copy table")))
    , m_pages(new QStackedWidget)
    , m_bars(new TimelineView(look, model, m_window))
    , m_landing(new LandingRow(look, *m_bars, m_window))
    , m_scroll(new QScrollBar(Qt::Horizontal))
    , m_table(new TimelineTable(look, model))
    , m_total(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_empty(new TextLabel(look, TextStyle::Body, Role::Muted,
          tr("The steps of the plan appear here, each with its planned time, as soon as the run has begun.")))
    , m_soon(this, [this] { follow(); })
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *figures = surface();
    auto *column = new QVBoxLayout(figures);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    m_total->setContentsMargins(14, 4, 14, 10);
    column->addWidget(m_total);
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(makeChart());
    m_pages->addWidget(figures);
    m_pages->addWidget(m_empty);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(m_pages, 1);

    connect(&model, &TimelineModel::frameChanged, this, [this] { m_soon.ask(); });
    connect(&m_window, &TimeWindow::changed, this, &TimelinePage::settle);
    connect(m_scroll, &QScrollBar::valueChanged, this, [this](int value) { m_window.moveTo(value); });
    connect(m_bars, &TimelineView::chosen, this, &TimelinePage::chosen);
    connect(m_bars, &TimelineView::opened, this, &TimelinePage::opened);
    connect(m_table, &TimelineTable::chosen, this, &TimelinePage::chosen);
    connect(m_table, &TimelineTable::opened, this, &TimelinePage::opened);
    follow();
}

QWidget *TimelinePage::makeHead()
{
    m_asTable->setCheckable(true);
    m_asTable->setToolTip(tr("The same figures as a table (Ctrl+T)"));
    m_copy->setToolTip(tr("Copies all figures as text (Ctrl+C in the table)"));
    m_copy->hide();
    connect(m_asTable, &QPushButton::toggled, this, &TimelinePage::showTable);
    connect(m_copy, &QPushButton::clicked, m_table, &TimelineTable::copy);
    auto *head = surface();
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 4, 10, 0);
    row->addWidget(m_legend, 1);
    row->addStretch(); // holds the buttons in place while there is no legend
    row->addWidget(m_copy);
    row->addWidget(m_asTable);
    return head;
}

QWidget *TimelinePage::makeChart()
{
    auto *chart = surface();
    auto *column = new QVBoxLayout(chart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bars, 1);
    column->addWidget(m_landing);
    column->addWidget(m_scroll);
    column->addStretch();
    m_scroll->setAccessibleName(tr("Time shown"));
    m_scroll->hide();
    return chart;
}

void TimelinePage::follow()
{
    const TimelineFrame &frame = m_model.frame();
    m_window.follow(frame);
    m_landing->follow(frame);
    m_total->setText(landingText(frame));
    const int shown = m_model.rowCount() == 0 ? Empty : m_asTable->isChecked() ? Table : Chart;
    if (m_pages->currentIndex() != shown)
        m_pages->setCurrentIndex(shown);
    settle();
}

void TimelinePage::settle()
{
    const QSignalBlocker quiet(m_scroll);
    const int span = int(m_window.span());
    m_scroll->setRange(0, std::max(0, int(m_window.whole()) - span));
    m_scroll->setPageStep(span);
    m_scroll->setSingleStep(std::max(1, span / 10));
    m_scroll->setValue(int(m_window.from()));
    m_scroll->setVisible(m_window.zoomed());
    const int others = m_landing->sizeHint().height() + (m_window.zoomed() ? m_scroll->sizeHint().height() : 0);
    m_bars->fit(m_pages->height() - others);
}

void TimelinePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    settle();
}

void TimelinePage::select(const QString &stepId)
{
    m_bars->select(stepId);
    m_table->select(stepId);
}

bool TimelinePage::showsTable() const
{
    return m_asTable->isChecked();
}

void TimelinePage::showTable(bool table)
{
    if (m_asTable->isChecked() != table)
        return m_asTable->setChecked(table); // comes back here
    const bool focused = m_bars->hasFocus() || m_table->hasFocus();
    m_legend->setVisible(!table);
    m_copy->setVisible(table);
    follow();
    if (focused)
        (table ? static_cast<QWidget *>(m_table) : m_bars)->setFocus(Qt::OtherFocusReason);
}

void TimelinePage::focusContent()
{
    (showsTable() ? static_cast<QWidget *>(m_table) : m_bars)->setFocus(Qt::ShortcutFocusReason);
}

void TimelinePage::zoomIn()
{
    m_bars->zoom(zoomStep);
}

void TimelinePage::zoomOut()
{
    m_bars->zoom(1 / zoomStep);
}

void TimelinePage::showAll()
{
    m_window.showAll();
}

} // namespace relight
