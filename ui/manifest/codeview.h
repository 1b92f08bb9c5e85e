#pragma once
// Text in the fixed font with a gutter beside it that its heirs paint line by line. GUI thread.

#include "ui/theme/look.h"

#include <QPlainTextEdit>

class QTextBlock;

namespace relight {

class CodeView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodeView(const Look &look, QWidget *parent = nullptr);

    int lineAt(const QPoint &viewportPoint) const; // 1-based; 0: below the last
    void goTo(int line, int column);               // 1-based; brings it into the middle where it is out of sight

protected:
    const Look &look() const { return m_look; }
    virtual int gutterWidth() const = 0;
    virtual void paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const = 0;
    virtual void pressedInGutter(int line) { Q_UNUSED(line) }
    void updateGutter(); // width or content changed
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintGutter();

    const Look &m_look;
    QWidget *m_gutter;
};

} // namespace relight
