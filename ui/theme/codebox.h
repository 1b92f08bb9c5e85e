#pragma once
// Commands and long lists, read only, in the fixed font; long lines go on below instead of out of sight; as
// tall as its lines up to a limit. GUI thread.

#include "ui/theme/look.h"

#include <QPlainTextEdit>

namespace relight {

class CodeBox : public QPlainTextEdit
{
    Q_OBJECT
public:
    // `least`, `most`: height in lines; it scrolls when there are more.
    CodeBox(const Look &look, int least, int most, QWidget *parent = nullptr);

    void setLines(const QStringList &lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int heightFor(int lines) const;
    void count();

    const Look &m_look;
    int m_least, m_most;
    int m_rows = 0; // as laid out now
    QStringList m_lines;
};

} // namespace relight
