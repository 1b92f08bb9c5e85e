#pragma once
// The one primary button of the needs-you slot and of the resume card: the only amber fill in the window. GUI thread.

#include "ui/theme/look.h"

#include <QPushButton>

namespace relight {

class AmberButton : public QPushButton
{
    Q_OBJECT
public:
    explicit AmberButton(const Look &look, const QString &text = {}, QWidget *parent = nullptr);

private:
    void paintAs();

    const Look &m_look;
};

} // namespace relight
