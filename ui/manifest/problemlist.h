#pragma once
// All that is wrong with the text, in its order; Return or a click jumps there. GUI thread.

#include "models/manifest/diagnostic.h"
#include "ui/theme/look.h"

#include <QListWidget>

namespace relight {

class ProblemList : public QListWidget
{
    Q_OBJECT
public:
    explicit ProblemList(const Look &look, QWidget *parent = nullptr);

    void setDiagnostics(const QList<Diagnostic> &diagnostics); // what is selected stays so, if it is still there
    void showLine(int line); // marks what is wrong in it, without asking anybody to go
    QSize sizeHint() const override;

Q_SIGNALS:
    void placeAsked(int line, int column);

private:
    QList<Diagnostic> m_diagnostics;
};

} // namespace relight
