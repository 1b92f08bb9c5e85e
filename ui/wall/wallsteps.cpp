#include "ui/wall/wallsteps.h"

#include "ui/theme/states.h"

#include <QPainter>

namespace relight {

// Short enough for a tenth of the wall.
static QString shortName(StepKind kind)
{
    switch (kind) {
    case StepKind::Provision:
        return WallSteps::tr("Provision");
    case StepKind::InstallArgoCd:
        return WallSteps::tr("Argo CD");
    case StepKind::RestoreSecrets:
        return WallSteps::tr("Secrets");
    case StepKind::ConnectGit:
        return WallSteps::tr("Git");
    case StepKind::ApplyRoot:
        return WallSteps::tr("Root app");
    case StepKind::MonitorSync:
        return WallSteps::tr("Sync");
    case StepKind::RestoreData:
        return WallSteps::tr("Data");
    case StepKind::UpdateDns:
        return WallSteps::tr("DNS");
    case StepKind::VerifyHealth:
        return WallSteps::tr("Verify");
    case StepKind::Notify:
        return WallSteps::tr("Notify");
    case StepKind::Own:
        return WallSteps::tr("Own");
    }
    return {};
}

static bool inAction(StepState state)
{
    return state == StepState::Running || state == StepState::AwaitingApproval || state == StepState::Failed
        || state == StepState::TimedOut || state == StepState::Waiting || state == StepState::Interrupted;
}

static QString figureOf(const WallStep &step)
{
    if (step.leftOut)
        return WallSteps::tr("by hand");
    if (step.state == StepState::Running && step.total > 0 && step.done >= 0)
        return QStringLiteral("%1/%2").arg(step.done).arg(step.total);
    return step.elapsed ? clockText(*step.elapsed) : QString();
}

QString WallSteps::spoken() const
{
    QStringList parts;
    for (const WallStep &step : facts().steps)
        parts << QStringLiteral("%1: %2").arg(shortName(step.kind), lookOf(step.state).word);
    return parts.join(QStringLiteral(", "));
}

void WallSteps::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Surface));
    const qsizetype count = std::max<qsizetype>(facts().steps.size(), 1);
    const int glyph = px(46), line = QFontMetrics(font(Least)).height();
    for (qsizetype i = 0; i < facts().steps.size(); ++i) {
        const WallStep &step = facts().steps.at(i);
        const qsizetype place = layoutDirection() == Qt::RightToLeft ? count - 1 - i : i;
        const int left = int(width() * place / count), right = int(width() * (place + 1) / count);
        const QRect cell(left, 0, right - left, height());
        const bool active = inAction(step.state);
        if (active)
            painter.fillRect(cell, color(Role::Raised));
        if (place > 0)
            painter.fillRect(QRect(cell.topLeft(), QSize(1, height())), color(Role::Border));
        const StateLook state = lookOf(step.state);
        paintGlyph(painter, QPoint(cell.center().x() - glyph / 2, px(16)), state.glyph, state.tint, glyph);
        const QRect name(cell.left() + px(4), px(16) + glyph + px(8), cell.width() - px(8), line);
        const bool quiet = step.state == StepState::Pending || step.state == StepState::Ready || step.leftOut;
        paintLine(painter, name, shortName(step.kind), font(Least, active ? QFont::Bold : QFont::Normal),
            quiet ? Role::Muted : Role::Text, Qt::AlignCenter);
        paintLine(painter, name.translated(0, line), figureOf(step), font(Least), Role::Muted, Qt::AlignCenter);
    }
    painter.fillRect(QRect(0, 0, width(), 1), color(Role::Border));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Role::Border));
}

WallCards::Card WallCards::needs() const
{
    if (!facts().needs) {
        return {tr("The commander"), isOver(facts()) ? tr("Run is over") : tr("Nothing is needed"),
            facts().nextDecision.isEmpty() ? QString() : tr("Next: %1").arg(facts().nextDecision), Glyph::Ok, Role::Ok};
    }
    const StateLook asks = lookOf(StepState::AwaitingApproval);
    const QString more = facts().needsMore > 0 ? tr(" +%1").arg(facts().needsMore) : QString();
    return {tr("Needs the commander") + more, facts().needs->title, facts().needs->reason, asks.glyph, asks.tint, true};
}

WallCards::Card WallCards::stuck() const
{
    if (!facts().stuck)
        return {tr("Stuck"), tr("Nothing is stuck"), {}, Glyph::Ok, Role::Ok};
    const WallStuck &stuck = *facts().stuck;
    const StateLook failed = lookOf(StepState::Failed);
    if (!stuck.step.isEmpty())
        return {tr("Stuck: a step failed"), stuck.step, stuck.because, failed.glyph, failed.tint};
    return {stuck.applications == 1 ? tr("Stuck: 1 application")
                                    : tr("Stuck: %n applications", nullptr, stuck.applications),
        stuck.name, stuck.because.isEmpty() ? tr("no cause found yet") : stuck.because, failed.glyph, failed.tint};
}

QString WallCards::spoken() const
{
    QStringList parts;
    for (const Card &card : {needs(), stuck()})
        parts << QStringLiteral("%1: %2. %3").arg(card.caption, card.headline, card.detail);
    return parts.join(u' ');
}

void WallCards::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int edge = px(26), gap = px(22), inner = width() - 2 * edge - gap;
    const QRect first(edge, px(20), int(inner * 0.55), height() - px(40));
    const QRect second(first.right() + 1 + gap, px(20), inner - first.width(), height() - px(40));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](QRect box) {
        if (mirrored)
            box.moveRight(width() - 1 - box.left());
        return box;
    };
    paintCard(painter, place(first), needs(), 92);
    paintCard(painter, place(second), stuck(), 56);
}

// All of a reason is read: where there is much of it, in smaller letters, and under a smaller headline.
std::pair<QFont, QFont> WallCards::fontsFor(const Card &card, QSize room) const
{
    const auto tall = [&](const QString &text, const QFont &letters) {
        return linesOf(text, letters, room.width()) * QFontMetrics(letters).lineSpacing();
    };
    const QFont large = font(Headline, QFont::Bold), small = font(Text, QFont::Bold);
    for (const auto &[headline, detail] : {std::pair(large, font(Text)), {large, font(Least)}, {small, font(Text)}}) {
        if (linesOf(card.headline, headline, room.width()) <= 2
            && tall(card.headline, headline) + tall(card.detail, detail) <= room.height())
            return {headline, detail};
    }
    return {small, font(Least)};
}

void WallCards::paintCard(QPainter &painter, const QRect &box, const Card &card, int glyph) const
{
    painter.setPen(QPen(color(card.lit ? Role::NeedsYou : Role::Border), card.lit ? px(3) : 1));
    painter.setBrush(color(card.lit ? Role::NeedsFill : Role::Surface));
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), px(5), px(5));
    const int size = px(card.lit ? glyph : std::min(glyph, 56)), padding = px(28);
    const int words = box.width() - size - 3 * padding;
    const int caption = QFontMetrics(font(Text)).height();
    const auto [headline, detail] = fontsFor(card, QSize(words, box.height() - px(20) - caption));
    const int headLines = std::min(3, linesOf(card.headline, headline, words));
    const int body = QFontMetrics(detail).lineSpacing(), detailLines = linesOf(card.detail, detail, words);
    // In the middle of the height, whatever there is to say.
    const int tall = caption + headLines * QFontMetrics(headline).lineSpacing() + detailLines * body;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int left = mirrored ? box.left() + padding : box.left() + 2 * padding + size;
    QRect row(left, box.top() + std::max(px(12), (box.height() - tall) / 2), words, caption);
    paintGlyph(painter,
        QPoint(mirrored ? box.right() - padding - size : box.left() + padding, box.center().y() - size / 2), card.glyph,
        card.tint, size);
    paintLine(painter, row, card.caption, font(Text, card.lit ? QFont::DemiBold : QFont::Normal),
        card.lit ? Role::NeedsYou : Role::Muted);
    row.setTop(row.bottom() + 1);
    row.setBottom(box.bottom() - px(8));
    row.setTop(row.top() + paintLines(painter, row, card.headline, headline, Role::Text, headLines));
    if (detailLines > 0 && row.height() >= body)
        paintLines(painter, row, card.detail, detail, Role::Text, detailLines);
}

} // namespace relight
