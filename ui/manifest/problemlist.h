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

    // What is selected stays so, if it is still there. `mendable`: says which key mends what can be.
    void setDiagnostics(const QList<Diagnostic> &diagnostics, bool mendable);
    void showLine(int line); // marks what is wrong in it, without asking anybody to go
    QSize sizeHint() const override;

Q_SIGNALS:
    void placeAsked(int line, int column);
    void mendAsked(const relight::Diagnostic &diagnostic);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool m_mendable = false;
    QList<Diagnostic> m_diagnostics;
};

} // namespace relight
