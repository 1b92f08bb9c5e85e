#pragma once
// The same figures as a table: the article's recovery times with this run's filled in; the last line is the landing.
// Owned by the timeline page; GUI thread.

#include "ui/theme/look.h"

#include <QTreeView>

namespace relight {

class TimelineModel;

// Lines of a Markdown table, widths evened out: reads as plain text, too.
[[nodiscard]] QString timelineAsText(const TimelineModel &model);

class TimelineTable : public QTreeView
{
    Q_OBJECT
public:
    // The model outlives the table.
    TimelineTable(const Look &look, TimelineModel &model, QWidget *parent = nullptr);

    void select(const QString &stepId); // says nothing
    void copy() const;                  // all of it

Q_SIGNALS:
    void chosen(const QString &stepId);
    void opened(const QString &stepId);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }

private:
    void fitColumns();

    TimelineModel &m_model;
    qreal m_fittedTo = 0; // scale of text; a person's own widths stay while it does
    bool m_quiet = false;
};

} // namespace relight
