#include "ui/wall/wallview.h"

#include "ui/theme/states.h"
#include "ui/wall/wallfigures.h"
#include "ui/wall/wallsteps.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

namespace relight {

// Of a picture 900 high, from above; the cards take the rest.
static constexpr double headHeight = 88, figuresHeight = 288, stepsHeight = 166;

WallView::WallView(const Look &look)
    : QWidget(nullptr, Qt::Window)
    , m_look(look)
    , m_parts{new WallHead(look, m_facts, this), new WallFigures(look, m_facts, this),
          new WallSteps(look, m_facts, this), new WallCards(look, m_facts, this)}
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(QIcon(QStringLiteral(":/relight/icons/relight.svg")));
    setMinimumSize(480, 300);
    resize(1440, 900);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, [this](const QScreen *screen) {
        if (screen == m_screen)
            close(); // not onto the commander's own screen
    });
}

void WallView::showOn(QScreen &screen)
{
    m_screen = &screen;
    setAttribute(Qt::WA_ShowWithoutActivating, QGuiApplication::screens().size() > 1);
    setScreen(&screen);
    setGeometry(screen.geometry());
    showFullScreen();
}

void WallView::follow(const WallFacts &facts)
{
    if (facts == m_facts)
        return;
    const bool otherFrame = facts.mode != m_facts.mode;
    m_facts = facts;
    setWindowTitle(tr("Wall: %1, %2 · Relight").arg(facts.cluster, lookOf(facts.mode).badge));
    for (WallPart *part : std::as_const(m_parts))
        part->refresh();
    if (otherFrame) {
        arrange();
        update();
    }
}

void WallView::arrange()
{
    const double scale = wallScale(size());
    const int frame = std::max(2, int(lookOf(m_facts.mode).frame * 2 * scale));
    const QRect inside = rect().adjusted(frame, frame, -frame, -frame);
    int top = inside.top();
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const double share = i == 0 ? headHeight : i == 1 ? figuresHeight : stepsHeight;
        const int tall = i == m_parts.size() - 1 ? inside.bottom() + 1 - top : int(share * scale);
        m_parts.at(i)->setGeometry(inside.left(), top, inside.width(), tall);
        top += tall;
    }
}

void WallView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void WallView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(Role::Window));
    const ModeLook mode = lookOf(m_facts.mode);
    const int width = m_parts.first()->x();
    QPen pen(m_look.color(mode.color), width);
    pen.setJoinStyle(Qt::MiterJoin);
    if (mode.dashed)
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.drawRect(QRectF(rect()).adjusted(width / 2.0, width / 2.0, -width / 2.0, -width / 2.0));
}

void WallView::keyPressEvent(QKeyEvent *event)
{
    const bool again = event->key() == Qt::Key_W && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    if (event->key() == Qt::Key_Escape || again)
        close();
    else if (event->key() == Qt::Key_F11)
        setWindowState(windowState() ^ Qt::WindowFullScreen);
    else
        QWidget::keyPressEvent(event);
}

void WallView::closeEvent(QCloseEvent *event)
{
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

} // namespace relight
