#include "ui/theme/amberbutton.h"

#include "ui/theme/textstyle.h"

namespace relight {

AmberButton::AmberButton(const Look &look, const QString &text, QWidget *parent)
    : QPushButton(text, parent)
    , m_look(look)
{
    setFont(textFont(TextStyle::BodyStrong));
    connect(&look, &Look::changed, this, &AmberButton::paintAs);
    paintAs();
}

void AmberButton::paintAs()
{
    QPalette own = m_look.theme().palette();
    own.setColor(QPalette::Button, m_look.color(Role::NeedsLamp));
    own.setColor(QPalette::ButtonText, m_look.color(Role::NeedsInk));
    own.setColor(QPalette::Mid, m_look.color(Role::NeedsYou));
    setPalette(own);
}

} // namespace relight
