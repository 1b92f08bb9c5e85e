#pragma once
// Base of the dialogs that lead to a write: the mode frame, a head, room for content and a row of buttons whose default
// is Cancel. Window modal, opened with open(): nothing waits in a nested loop. GUI thread.

#include "ui/consent/modeframe.h"

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace relight {

class ModeDialog : public QDialog
{
    Q_OBJECT
public:
    ModeDialog(const Look &look, std::optional<RunMode> mode, const QString &title, QWidget *parent);

protected:
    // Return in a field presses nothing: what a field's Return does is the field's own business.
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

    const Look &look() const { return m_look; }
    QVBoxLayout *content() { return m_content; }
    QHBoxLayout *buttons() { return m_buttons; } // Cancel is its last
    QPushButton *cancelButton() { return m_cancel; }
    // As wide, and as tall as its wrapped texts are at that width, also when they grow.
    void fitHeight(int width);

private:
    const Look &m_look;
    QVBoxLayout *m_content;
    QHBoxLayout *m_buttons;
    QPushButton *m_cancel;
    bool m_fits = false;
};

} // namespace relight
