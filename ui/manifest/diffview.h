#pragma once
// The text against Git's HEAD, read-only: two numbers, a printed + or −, and the line. GUI thread.

#include "models/session/manifestdocument.h"
#include "ui/manifest/codeview.h"

namespace relight {

class DiffView : public CodeView
{
    Q_OBJECT
public:
    explicit DiffView(const Look &look, QWidget *parent = nullptr);

    void setLines(const QList<DiffLine> &lines); // at the first change
    int changes() const;                         // lines added or removed
    void nextChange();

protected:
    int gutterWidth() const override;
    void paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const override;

private:
    void tint();

    QList<DiffLine> m_lines;
};

} // namespace relight
