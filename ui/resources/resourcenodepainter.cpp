#include "ui/resources/resourcenodepainter.h"

#include "ui/theme/states.h"
#include "ui/theme/textstyle.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace relight {

struct NodeWords
{
    Q_DECLARE_TR_FUNCTIONS(relight::ResourceGraphView)
};

QString kindText(const GraphNode &node)
{
    return node.count > 1 ? NodeWords::tr("%1 ×%2").arg(node.key.kind).arg(node.count) : node.key.kind;
}

QString nodeSentence(const GraphNode &node)
{
    QStringList parts{node.count > 1 ? NodeWords::tr("%1 of kind %2").arg(node.count).arg(node.key.kind)
                                     : node.key.kind + u' ' + node.key.name};
    if (!node.key.resourceNamespace.isEmpty())
        parts << NodeWords::tr("namespace %1").arg(node.key.resourceNamespace);
    if (node.rootCause)
        parts << NodeWords::tr("root cause");
    if (node.sync)
        parts << lookOf(*node.sync).word;
    if (node.health)
        parts << lookOf(*node.health).word;
    if (!node.message.isEmpty())
        parts << node.message.simplified();
    return parts.join(QStringLiteral(", "));
}

// What is out of sync says so where its health does not tell of trouble already.
static StateLook lookOf(const GraphNode &node)
{
    if (node.sync == SyncStatus::OutOfSync && node.health.value_or(HealthStatus::Healthy) == HealthStatus::Healthy)
        return lookOf(SyncStatus::OutOfSync);
    if (node.health)
        return lookOf(*node.health);
    return {Glyph::Dot, Role::Muted, {}};
}

static void write(
    QPainter &painter, const Look &look, const QRectF &box, const QString &text, TextStyle style, Role role, int align)
{
    const QFont font = textFont(style);
    painter.setFont(font);
    painter.setPen(look.color(role));
    const auto elide = align & Qt::AlignRight ? Qt::ElideRight : Qt::ElideMiddle;
    painter.drawText(
        box, align | Qt::AlignVCenter | Qt::TextSingleLine, QFontMetricsF(font).elidedText(text, elide, box.width()));
}

void paintNode(QPainter &painter, const Look &look, const QRectF &box, const GraphNode &node, NodeState state)
{
    const StateLook shown = lookOf(node);
    const bool isQuiet = shown.tint == Role::Ok || shown.tint == Role::Muted;
    const bool matters = node.chain >= 0 || !isQuiet;
    if (state.hasFocus) {
        painter.setPen(QPen(look.color(Role::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 7, 7);
    }
    const Role edge = node.rootCause ? Role::Failed
        : state.isCurrent            ? Role::Accent
        : matters                    ? Role::Edge
                                     : Role::Border;
    painter.setPen(QPen(look.color(edge), node.rootCause ? 2 : state.isCurrent ? 1.6 : 1));
    painter.setBrush(look.color(state.isCurrent ? Role::Selection : matters ? Role::Raised : Role::Surface));
    painter.drawRoundedRect(box, 4, 4);
    const qreal ratio = painter.device()->devicePixelRatioF() * painter.worldTransform().m11();
    if (state.isFar) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.color(shown.tint));
        painter.drawEllipse(QPointF(box.left() + 20, box.center().y()), 9, 9);
        return;
    }
    const int glyph = 16;
    painter.drawPixmap(QRectF(box.left() + 12, box.center().y() - glyph / 2.0, glyph, glyph),
        look.glyph(shown.glyph, shown.tint, glyph, ratio), {});
    const QRectF words = box.adjusted(38, 5, -9, -5);
    const QRectF above(words.left(), words.top(), words.width(), words.height() / 2);
    const QRectF below = above.translated(0, above.height());
    // Above: the kind, and at the right what there is to say in a word or two.
    const QString note = node.rootCause ? NodeWords::tr("root cause") : matters ? shown.word : QString();
    const TextStyle noteStyle = node.rootCause ? TextStyle::CaptionStrong : TextStyle::Caption;
    const double room = note.isEmpty() ? 0 : QFontMetricsF(textFont(noteStyle)).horizontalAdvance(note) + 8;
    write(painter, look, above.adjusted(0, 0, -std::min(room, above.width() * 0.6), 0), kindText(node),
        TextStyle::Caption, Role::Muted, Qt::AlignLeft);
    write(painter, look, above.adjusted(above.width() * 0.4, 0, 0, 0), note, noteStyle,
        node.rootCause ? Role::Failed : Role::Muted, Qt::AlignRight);
    const QString name = node.count > 1 ? NodeWords::tr("%1 and others").arg(node.key.name) : node.key.name;
    write(painter, look, below, name, node.chain >= 0 ? TextStyle::BodyStrong : TextStyle::Body,
        matters ? Role::Text : Role::Muted, Qt::AlignLeft);
}

} // namespace relight
