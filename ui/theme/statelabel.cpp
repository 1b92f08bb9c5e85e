#include "ui/theme/statelabel.h"

#include <QPainter>

namespace relight {

static constexpr int gap = 8;

StateLabel::StateLabel(const Look &look, TextStyle style, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFont(textFont(style));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void StateLabel::setState(const StateLook &state, const QString &word)
{
    m_state = state;
    m_word = word.isNull() ? state.word : word;
    setAccessibleName(m_word);
    setToolTip(m_word);
    updateGeometry();
    update();
}

void StateLabel::setGlyphSize(int pixels)
{
    m_size = pixels;
    updateGeometry();
}

void StateLabel::setRole(Role role)
{
    m_role = role;
    update();
}

QSize StateLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int glyph = scaled(m_size), words = m_word.isEmpty() ? 0 : gap + metrics.horizontalAdvance(m_word) + 1;
    return {glyph + words, std::max(metrics.height(), glyph)};
}

QSize StateLabel::minimumSizeHint() const
{
    return {
        std::min(sizeHint().width(), scaled(m_size) + gap + fontMetrics().averageCharWidth() * 8), sizeHint().height()};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int glyph = scaled(m_size);
    painter.drawPixmap(
        0, (height() - glyph) / 2, m_look.glyph(m_state.glyph, m_state.tint, glyph, devicePixelRatioF()));
    painter.setPen(m_look.color(m_role));
    const QRect words = rect().adjusted(glyph + gap, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter, fontMetrics().elidedText(m_word, Qt::ElideRight, words.width()));
}

} // namespace relight
