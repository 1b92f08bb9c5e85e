#pragma once
// A log that grows, line by line: lays out and paints only what is on screen, follows the end only while the reader is
// there, selects and copies whole lines. Owned by the step page; GUI thread.

#include "ui/step/logrow.h"

#include <QAbstractScrollArea>

class QAbstractItemModel;

namespace relight {

class LogModel;

class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LogView(const Look &look, QWidget *parent = nullptr);

    // nullptr: an empty log. The model outlives the view, or another is set before it goes.
    void setModel(LogModel *model);
    bool followsEnd() const { return m_following; }
    void followEnd();

    int currentRow() const { return m_cursor; } // -1: the reader has chosen none
    void reveal(int row);                       // goes there
    void setSought(const QString &text);        // marked wherever it is seen

    void selectAll();
    void copy() const;
    QString selectedText() const;
    QString visibleText() const; // what a screen reader reads

    QSize sizeHint() const override;

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void grown();
    void leftAtFront(int count);
    void updateRanges();
    void setFollowing(bool following);
    void moveTo(int row, bool extend);
    bool isSelected(int row) const;
    QString textOf(int row) const;
    int rowAt(int y) const;
    int rows() const;
    int visibleRows() const;

    const Look &m_look;
    LogModel *m_model = nullptr;
    LogRow m_row;
    QString m_sought;
    int m_widest = 0;                 // of the lines seen so far
    int m_anchor = -1, m_cursor = -1; // selected lines
    bool m_following = true, m_updating = false;
};

} // namespace relight
