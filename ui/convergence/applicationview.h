#pragma once
// The applications as a tree: broken first, well ones folded. Rows stand still while a mouse button is down or a menu
// is open. Owned by the convergence page; GUI thread.

#include "models/items/applicationtreemodel.h"
#include "ui/theme/look.h"

#include <QTreeView>

namespace relight {

class ApplicationDelegate;

class ApplicationView : public QTreeView
{
    Q_OBJECT
public:
    // The model outlives the view.
    ApplicationView(const Look &look, ApplicationTreeModel &model, QWidget *parent = nullptr);

    void select(const QString &application); // opens what it is folded into; hidden: nothing is selected
    QString selected() const;                // key of an application; empty: none
    void setNow(Timestamp now);              // for ages
    void setMenu(QMenu *menu) { m_menu = menu; }
    void expandForFilter(bool filtered);

Q_SIGNALS:
    void chosen(const QString &application); // the selection is here now
    void opened(const QString &application); // Return or double click

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void makeHeader();
    void sizeColumns();
    void makeRoomForNames();
    void settle(const QModelIndex &index); // open or folded, unless a person decided
    void settleRange(const QModelIndex &above, int first, int last);
    void choose();
    void open();
    void hold(int more);
    bool toggle(const QModelIndex &index); // of a wave or fold

    const Look &m_look;
    ApplicationTreeModel &m_model;
    ApplicationDelegate *m_delegate;
    QMenu *m_menu = nullptr;
    QSet<QString> m_byHand; // ids of rows that a person opened or folded
    bool m_settling = false, m_filtered = false, m_pressed = false;
    bool m_going = false, m_passedOn = false; // rows go; the current one was among them
    int m_holds = 0;
};

} // namespace relight
