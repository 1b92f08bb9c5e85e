#include "ui/cockpit/fact.h"

#include <QPainter>

namespace relight {

static constexpr int gap = 8;

static int glyphSize()
{
    return scaled(16);
}

Fact::Fact(const Look &look, const QString &caption, TextStyle style, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_caption(caption)
    , m_style(style)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Fact::setValue(const Value &value)
{
    if (value == m_value)
        return;
    m_value = value;
    const QString words = QStringLiteral("%1 %2").arg(value.text, value.beside).trimmed();
    setAccessibleName(QStringLiteral("%1: %2").arg(m_caption, value.spoken.isEmpty() ? words : value.spoken));
    setToolTip(QStringLiteral("%1: %2").arg(m_caption, words));
    updateGeometry();
    update();
}

void Fact::setWidestText(const QString &text)
{
    m_widest = text;
    updateGeometry();
}

void Fact::setYields(bool yields)
{
    m_yields = yields;
    updateGeometry();
}

int Fact::valueWidth() const
{
    const QFontMetrics metrics(textFont(m_style));
    return std::max(metrics.horizontalAdvance(m_value.text), metrics.horizontalAdvance(m_widest)) + 1;
}

void Fact::setCaption(const QString &caption)
{
    if (caption == m_caption)
        return;
    m_caption = caption;
    updateGeometry();
    update();
}

void Fact::setTerse(bool terse)
{
    if (terse == m_terse)
        return;
    m_terse = terse;
    updateGeometry();
    update();
}

int Fact::widthFor(bool terse) const
{
    int width = valueWidth() + (m_value.glyph ? glyphSize() + gap : 0);
    if (!terse && !m_value.beside.isEmpty())
        width += gap + QFontMetrics(textFont(TextStyle::Body)).horizontalAdvance(m_value.beside) + 1;
    return std::max(width, QFontMetrics(textFont(TextStyle::Caption)).horizontalAdvance(m_caption) + 1);
}

QSize Fact::sizeHint() const
{
    const int height
        = QFontMetrics(textFont(TextStyle::Caption)).height() + QFontMetrics(textFont(TextStyle::Clock)).height();
    return {widthFor(m_terse), height};
}

QSize Fact::minimumSizeHint() const
{
    QSize size = sizeHint();
    const int whole = valueWidth() + (m_value.glyph ? glyphSize() + gap : 0);
    size.setWidth(m_yields ? std::min(size.width(), 90) : whole);
    return size;
}

void Fact::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int captionHeight = QFontMetrics(textFont(TextStyle::Caption)).height();
    painter.setFont(textFont(TextStyle::Caption));
    painter.setPen(m_look.color(Role::Muted));
    painter.drawText(QRect(0, 0, width(), captionHeight), Qt::AlignVCenter | Qt::AlignLeading,
        painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, width()));
    QRect line(0, captionHeight, width(), height() - captionHeight);
    if (m_value.glyph) {
        painter.drawPixmap(line.left(), line.center().y() - glyphSize() / 2 + 1,
            m_look.glyph(*m_value.glyph, m_value.tint, glyphSize(), devicePixelRatioF()));
        line.setLeft(line.left() + glyphSize() + gap);
    }
    painter.setFont(textFont(m_style));
    painter.setPen(m_look.color(Role::Text));
    const QString text = painter.fontMetrics().elidedText(m_value.text, Qt::ElideMiddle, line.width());
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeading, text);
    line.setLeft(line.left() + valueWidth() + gap);
    if (m_terse || m_value.beside.isEmpty() || line.width() < (m_yields ? 84 : 24))
        return;
    painter.setFont(textFont(TextStyle::Body));
    painter.setPen(m_look.color(Role::Muted));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeading,
        painter.fontMetrics().elidedText(m_value.beside, Qt::ElideRight, line.width()));
}

} // namespace relight
