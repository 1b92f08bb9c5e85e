#pragma once
// QLabel in one of our styles and roles that follows the theme; plain text, wraps. GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/textstyle.h"

#include <QLabel>

namespace relight {

class TextLabel : public QLabel
{
    Q_OBJECT
public:
    TextLabel(const Look &look, TextStyle style, Role role, const QString &text = {}, QWidget *parent = nullptr);

    void setRole(Role role);

private:
    void paintAs();

    const Look &m_look;
    Role m_role;
};

} // namespace relight
