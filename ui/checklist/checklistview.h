#pragma once
// The two checklists of the run; Return or a double click opens a step. Selection is by keyboard too and survives every
// update. Owned by the run page; GUI thread.

#include "ui/theme/look.h"

#include <QHash>
#include <QTreeView>

namespace relight {

class ChecklistDelegate;
class ChecklistModel;

class ChecklistView : public QTreeView
{
    Q_OBJECT
public:
    // The model outlives the view.
    ChecklistView(const Look &look, ChecklistModel &model, QWidget *parent = nullptr);

    void select(const QString &stepId);
    QString selected() const; // id of the row, empty: none

Q_SIGNALS:
    void chosen(const QString &id); // the selection is here now
    void opened(const QString &id); // Return or double click

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }

private:
    void noteHeights(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void open(const QModelIndex &index);
    void settle(); // once the rows are laid out
    void foldBefore();

    ChecklistModel &m_model;
    ChecklistDelegate *m_delegate;
    QHash<QString, bool> m_tall; // by row id, as laid out
    bool m_foldedByHand = false, m_settling = false;
};

} // namespace relight
