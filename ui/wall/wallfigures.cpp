#include "ui/wall/wallfigures.h"

#include "ui/theme/states.h"
#include "ui/timeline/timelinewords.h"
#include "ui/timeline/timewindow.h"

#include <QLinearGradient>
#include <QPainter>

namespace relight {

// Minutes, or hours and minutes; figure and unit stay together.
static QString span(Seconds time)
{
    const qint64 minutes = (time.count() + 30) / 60;
    return minutes < 60 ? QString::number(minutes)
                        : QStringLiteral("%1:%2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString WallHead::spoken() const
{
    QStringList parts{lookOf(facts().mode).badge, facts().cluster};
    if (!facts().commander.isEmpty())
        parts << tr("Commander %1").arg(facts().commander);
    return parts.join(QStringLiteral(", "));
}

void WallHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), color(Role::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Role::Border));
    const int edge = px(26);
    const ModeLook mode = lookOf(facts().mode);
    painter.setFont(font(Text, QFont::Bold));
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect badge(edge, (height() - metrics.height() - px(12)) / 2, metrics.horizontalAdvance(mode.badge) + px(44),
        metrics.height() + px(12));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(mode.color));
    painter.drawRoundedRect(badge, px(5), px(5));
    painter.setPen(color(Role::BadgeText));
    painter.drawText(badge, Qt::AlignCenter, mode.badge);
    const QString utc = tr("%1 UTC").arg(timestampText(facts().now).sliced(11, 5));
    painter.setFont(font(Text, QFont::DemiBold));
    const int clock = painter.fontMetrics().horizontalAdvance(utc);
    paintLine(
        painter, QRect(width() - edge - clock, 0, clock + 1, height()), utc, font(Text, QFont::DemiBold), Role::Text);
    const QString who = facts().commander.isEmpty() ? QString() : tr("Commander %1").arg(facts().commander);
    painter.setFont(font(Least));
    const int commander = std::min(painter.fontMetrics().horizontalAdvance(who) + 1, width() / 3);
    paintLine(painter, QRect(width() - edge - clock - px(28) - commander, 0, commander, height()), who, font(Least),
        Role::Muted);
    const int left = badge.right() + px(26);
    paintLine(painter, QRect(left, 0, width() - left - edge - clock - px(56) - commander, height()), facts().cluster,
        font(Text, QFont::DemiBold), Role::Text);
}

QString WallFigures::spoken() const
{
    QStringList parts{lookOf(facts().phase).word};
    if (facts().passed)
        parts << tr("Recovery time %1").arg(clockText(*facts().passed));
    if (facts().objective)
        parts << tr("objective %1").arg(clockText(*facts().objective));
    if (facts().forecast)
        parts << tr("lands after %1 to %2")
                     .arg(clockText(facts().forecast->half), clockText(facts().forecast->nineInTen));
    if (facts().forecast && facts().objective)
        parts << tr("%1 in time").arg(shareText(facts().forecast->chance));
    if (facts().loss)
        parts << tr("data loss %1").arg(shortSpan(*facts().loss));
    return parts.join(QStringLiteral(", "));
}

void WallFigures::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int edge = px(26), inner = width() - 2 * edge, top = px(20), tall = px(154);
    paintClock(painter, QRect(edge, top, int(inner * 0.36), tall));
    paintLanding(painter, QRect(edge + int(inner * 0.38), top, int(inner * 0.34), tall));
    paintLoss(painter, QRect(edge + int(inner * 0.74), top, int(inner * 0.26), tall));
    paintTime(painter, QRect(edge, px(186), inner, height() - px(186)));
}

void WallFigures::paintClock(QPainter &painter, const QRect &box) const
{
    const QString caption = facts().objective ? tr("Recovery time, of %1").arg(clockText(*facts().objective))
                                              : tr("Recovery time, no objective");
    const int line = QFontMetrics(font(Least)).height();
    paintLine(painter, QRect(box.left(), box.top(), box.width(), line), caption, font(Least), Role::Muted);
    const QString time = facts().passed ? clockText(*facts().passed) : QStringLiteral("–");
    QFont clock = font(Clock, QFont::Bold);
    const bool late = facts().passed && facts().objective && *facts().passed > *facts().objective;
    const int sign = late ? px(56) + px(14) : 0; // missed: a sign, not red figures
    while (QFontMetrics(clock).horizontalAdvance(time) > box.width() - sign && clock.pixelSize() > px(30))
        clock.setPixelSize(clock.pixelSize() - 2);
    const QRect below(box.left(), box.top() + line - px(6), box.width(), box.height() - line);
    const int wide = paintLine(painter, below, time, clock, Role::Text);
    if (late)
        paintGlyph(
            painter, QPoint(box.left() + wide + px(14), below.center().y() - px(28)), Glyph::Warn, Role::Warn, px(56));
}

void WallFigures::paintLanding(QPainter &painter, const QRect &box) const
{
    const int caption = QFontMetrics(font(Least)).height(), figure = QFontMetrics(font(Figure)).height();
    const QRect head(box.left(), box.top(), box.width(), caption);
    QRect row(box.left(), head.bottom() - px(4), box.width(), figure);
    if (!facts().forecast) {
        const StateLook state = lookOf(facts().phase);
        paintLine(painter, head, tr("Run"), font(Least), Role::Muted);
        paintGlyph(painter, QPoint(row.left(), row.top() + px(18)), state.glyph, state.tint, px(46));
        row.setLeft(row.left() + px(62));
        row.translate(0, px(10));
        row.setHeight(box.bottom() - row.top());
        QFont large = font(Headline, QFont::Bold); // one that is too long for it takes two smaller lines
        const bool fits = QFontMetrics(large).horizontalAdvance(state.word) <= row.width();
        paintLines(painter, row, state.word, fits ? large : font(Text, QFont::Bold), Role::Text, 2);
        return;
    }
    const RtoForecast &landing = *facts().forecast;
    const bool hours = landing.nineInTen >= Seconds{3600};
    const QString condition = conditionText(landing);
    paintLine(
        painter, head, condition.isEmpty() ? tr("Lands") : tr("Lands, %1").arg(condition), font(Least), Role::Muted);
    const QString range = span(landing.half) == span(landing.nineInTen)
        ? span(landing.half)
        : QStringLiteral("%1–%2").arg(span(landing.half), span(landing.nineInTen));
    const QString unit = hours ? tr("h:min") : tr("min");
    const int unitRoom = QFontMetrics(font(Text, QFont::DemiBold)).horizontalAdvance(unit) + px(14);
    QFont figures = font(Figure, QFont::Bold);
    while (QFontMetrics(figures).horizontalAdvance(range) > box.width() - unitRoom && figures.pixelSize() > px(30))
        figures.setPixelSize(figures.pixelSize() - 1);
    const int wide = paintLine(painter, row, range, figures, Role::Text);
    paintLine(painter, QRect(row.left() + wide + px(12), row.top() + px(10), unitRoom, row.height()), unit,
        font(Text, QFont::DemiBold), Role::Text);
    if (facts().objective)
        paintLine(painter, QRect(box.left(), row.bottom() - px(2), box.width(), QFontMetrics(font(Text)).height()),
            tr("%1 in time").arg(shareText(landing.chance)), font(Text), Role::Text);
}

void WallFigures::paintLoss(QPainter &painter, const QRect &box) const
{
    if (!facts().loss)
        return;
    const int caption = QFontMetrics(font(Least)).height(), figure = QFontMetrics(font(Figure)).height();
    paintLine(painter, QRect(box.left(), box.top(), box.width(), caption), tr("Data loss"), font(Least), Role::Muted);
    const QRect row(box.left(), box.top() + caption - px(4), box.width(), figure);
    paintLine(painter, row, shortSpan(*facts().loss), font(Figure, QFont::Bold), Role::Text);
    if (!facts().lossObjective)
        return;
    const bool missed = *facts().loss > *facts().lossObjective;
    QRect below(box.left(), row.bottom() - px(2), box.width(), QFontMetrics(font(Text)).height());
    if (missed) {
        paintGlyph(painter, QPoint(below.left(), below.center().y() - px(15)), Glyph::Warn, Role::Warn, px(32));
        below.setLeft(below.left() + px(42));
    }
    const QString objective = shortSpan(*facts().lossObjective);
    paintLine(
        painter, below, missed ? tr("over %1").arg(objective) : tr("within %1").arg(objective), font(Text), Role::Text);
}

QString WallFigures::nowText(const WallFacts &facts)
{
    return isOver(facts) ? tr("ended") : tr("now");
}

void WallFigures::paintTime(QPainter &painter, const QRect &box) const
{
    if (!facts().passed || (!facts().objective && !facts().forecast))
        return;
    const double passed = double(facts().passed->count());
    TimelineFrame frame;
    frame.now = *facts().passed;
    frame.objective = facts().objective;
    frame.forecast = facts().forecast;
    const double whole = double(wholeSpan(frame).count());
    const QRect bar(box.left(), box.top() + px(6), box.width(), px(26));
    const auto x = [&](double seconds) { return bar.left() + int(bar.width() * seconds / whole); };
    painter.fillRect(bar, color(Role::Track));
    painter.fillRect(QRect(bar.topLeft(), QPoint(x(passed), bar.bottom())), color(Role::Running));
    const int labelTop = bar.bottom() + px(12), labelHeight = QFontMetrics(font(Least)).height();
    QFont strong = font(Least, QFont::DemiBold);
    QRect taken; // by the label before: none is drawn over another
    const auto label = [&](int at, const QString &text, Role role) {
        const int wide = QFontMetrics(strong).horizontalAdvance(text) + 2;
        const int left = std::clamp(at - wide / 2, box.left(), box.right() - wide);
        const QRect place(left, labelTop, wide, labelHeight);
        if (!taken.isNull() && place.adjusted(-px(12), 0, px(12), 0).intersects(taken))
            return;
        paintLine(painter, place, text, strong, role);
        taken = taken.united(place);
    };
    const auto mark = [&](int at, Role role) {
        painter.fillRect(QRect(at - px(2), bar.top() - px(10), px(4), bar.height() + px(20)), color(role));
    };
    if (facts().objective) {
        const int at = x(double(facts().objective->count()));
        QPen pen(color(Role::Objective), px(4), Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({3, 1.5});
        painter.setPen(pen);
        painter.drawLine(at, bar.top() - px(10), at, bar.bottom() + px(10));
        label(at, tr("objective %1").arg(span(*facts().objective)), Role::Objective);
    }
    if (facts().forecast) {
        const int half = x(double(facts().forecast->half.count())),
                  late = x(double(facts().forecast->nineInTen.count()));
        QColor strongest = color(Role::Forecast), faint = strongest;
        strongest.setAlphaF(0.75F);
        faint.setAlphaF(0.1F);
        QLinearGradient tail(half, 0, std::max(late, half + 1), 0);
        tail.setColorAt(0, strongest);
        tail.setColorAt(1, faint);
        painter.fillRect(QRect(QPoint(half, bar.top()), QPoint(late, bar.bottom())), tail);
        mark(half, Role::Forecast);
        label(half, tr("half by %1").arg(span(facts().forecast->half)), Role::Forecast);
    }
    mark(x(passed), Role::Text);
    label(x(passed), nowText(facts()), Role::Text);
}

} // namespace relight
