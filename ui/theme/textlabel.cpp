#include "ui/theme/textlabel.h"

namespace relight {

TextLabel::TextLabel(const Look &look, TextStyle style, Role role, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_look(look)
    , m_role(role)
{
    setFont(textFont(style));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setForegroundRole(QPalette::WindowText); // on every ground, else a Base ground makes it Text
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(&look, &Look::changed, this, &TextLabel::paintAs);
    paintAs();
}

void TextLabel::setRole(Role role)
{
    m_role = role;
    paintAs();
}

void TextLabel::paintAs()
{
    QPalette own = m_look.theme().palette();
    own.setColor(QPalette::WindowText, m_look.color(m_role));
    setPalette(own);
}

} // namespace relight
