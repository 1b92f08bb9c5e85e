#include "ui/timeline/timelinelegend.h"

#include "ui/theme/textstyle.h"
#include "ui/timeline/barpainter.h"

#include <QPainter>

namespace relight {

static constexpr int sample = 22, gap = 8, between = 16;

TimelineLegend::TimelineLegend(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_words{tr("planned"), tr("actual"), tr("forecast to 9 in 10"), tr("failed attempt"), tr("critical path")}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend: %1").arg(m_words.join(QStringLiteral(", "))));
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

QSize TimelineLegend::sizeHint() const
{
    const QFontMetrics metrics(textFont(TextStyle::Caption));
    int width = 12;
    for (const QString &word : m_words)
        width += sample + gap + metrics.horizontalAdvance(word) + between;
    return {width, metrics.height() + 10};
}

void TimelineLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextStyle::Caption));
    const BarPainter bar(painter, m_look);
    const bool mirrored = isRightToLeft();
    const qreal middle = height() / 2.0;
    int at = 12;
    for (int i = 0; i < m_words.size(); ++i) {
        const int words = painter.fontMetrics().horizontalAdvance(m_words[i]) + 2;
        if (at + sample + gap + words > width())
            return;
        const QRectF box(mirrored ? width() - at - sample : at, middle - 5, sample, 10);
        switch (i) {
        case 0:
            bar.planned(box.adjusted(0, 2, 0, -3));
            break;
        case 1:
            bar.actual(box, false);
            break;
        case 2:
            bar.forecast(mirrored ? box.adjusted(8, 0, 0, 0) : box.adjusted(0, 0, -8, 0));
            bar.tail(mirrored ? QRectF(box.left(), box.top() + 2, 8, 6) : QRectF(box.right() - 8, box.top() + 2, 8, 6),
                mirrored);
            break;
        case 3:
            bar.ended(box, Role::Failed, true);
            break;
        default:
            bar.critical(box.left(), box.right(), middle);
        }
        painter.setPen(m_look.color(Role::Muted));
        painter.drawText(QRectF(mirrored ? box.left() - gap - words : box.right() + gap, 0, words, height()),
            Qt::AlignVCenter | Qt::AlignLeading, m_words[i]);
        at += sample + gap + words + between;
    }
}

} // namespace relight
