#include "ui/cockpit/needsyouslot.h"

#include "ui/cockpit/runwords.h"
#include "ui/consent/decisionwords.h"
#include "ui/theme/amberbutton.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace relight {

NeedsYouSlot::NeedsYouSlot(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_label(new TextLabel(look, TextStyle::BodyStrong, Role::NeedsYou, tr("Needs you")))
    , m_what(new ElidedLabel(look, TextStyle::BodyStrong, Role::Text, Qt::ElideMiddle))
    , m_why(new ElidedLabel(look, TextStyle::Body, Role::Text, Qt::ElideRight))
    , m_calm(new ElidedLabel(look, TextStyle::Body, Role::Muted, Qt::ElideRight))
    , m_more(new QToolButton)
    , m_button(new AmberButton(look))
{
    auto *sign = new StateLabel(look, TextStyle::Body);
    sign->setState(lookOf(StepState::AwaitingApproval), QString(u""));
    m_sign = sign;
    m_label->setWordWrap(false);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(this));
    m_more->setAutoRaise(true);
    m_button->setToolTip(tr("Ctrl+Return"));
    m_what->setLeast(24);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 1, 5, 1);
    row->setSpacing(10);
    row->addWidget(m_sign);
    row->addWidget(m_label);
    row->addWidget(m_what);
    row->addWidget(m_why, 1);
    row->addWidget(m_calm, 1);
    row->addWidget(m_more);
    row->addWidget(m_button);
    const auto fit = [this] {
        setFixedHeight(std::max(38, m_button->sizeHint().height() + 4)); // the same, lit and calm
        update();
    };
    fit();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_open.isEmpty())
            Q_EMIT decisionAsked(m_open.first().id);
    });
    connect(&look, &Look::changed, this, fit);
    follow({});
}

void NeedsYouSlot::lookOn()
{
    m_looksOn = true;
    follow({});
}

QString NeedsYouSlot::sentence() const
{
    if (m_open.isEmpty())
        return m_calm->text();
    const Decision &first = m_open.first();
    return first.reason.isEmpty() ? first.title : QStringLiteral("%1: %2").arg(first.title, first.reason);
}

void NeedsYouSlot::follow(const RunState &run)
{
    m_open = run.end ? QList<Decision>() : byUrgency(run);
    const bool lit = isLit();
    for (QWidget *part : std::initializer_list<QWidget *>{m_sign, m_label, m_what, m_why, m_button})
        part->setVisible(lit && (part != m_button || !m_looksOn));
    m_calm->setVisible(!lit);
    const int together = lit ? int(togetherWith(m_open.first(), run).size()) : 0;
    m_more->setVisible(m_open.size() > together);
    if (lit) {
        if (m_looksOn)
            m_label->setText(tr("Waits for %1").arg(run.started.operatorName));
        const DecisionWords words = wordsFor(m_open.first(), run.started.name);
        m_what->setText(together > 1 ? tr("Approve %n DNS changes", nullptr, together) : m_open.first().title);
        m_why->setText(m_open.first().reason);
        m_button->setText(words.shortAction);
        m_button->setAccessibleName(QStringLiteral("%1 %2").arg(words.shortAction, m_open.first().title));
        m_more->setText(tr("%n more", nullptr, int(m_open.size()) - together));
        fillMenu(run.started.name);
        if (!m_announced.contains(m_open.first().id)) {
            m_announced << m_open.first().id;
            QAccessibleEvent alert(this, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
            Q_EMIT announced(m_open.first());
        }
    } else {
        const QString next = nextDecision(run);
        m_calm->setText(run.end  ? tr("Nothing needs you. This run is over; Ctrl+W closes it.")
                : m_looksOn      ? tr("Looking on: %1 drives this run").arg(run.started.operatorName)
                : next.isEmpty() ? tr("Nothing needs you.")
                                 : tr("Nothing needs you. Next decision: %1").arg(next));
    }
    m_announced.removeIf([this](const QString &id) { // asked again, it is new again
        return std::ranges::none_of(m_open, [&](const Decision &decision) { return decision.id == id; });
    });
    setAccessibleName(lit ? tr("%1: %2").arg(m_label->text(), sentence()) : sentence());
    update();
}

void NeedsYouSlot::fillMenu(const QString &cluster)
{
    QMenu *menu = m_more->menu();
    if (menu->isVisible())
        return;
    menu->clear();
    for (const Decision &decision : m_open.mid(1)) {
        QAction *action = menu->addAction(decision.title);
        action->setToolTip(wordsFor(decision, cluster).action);
        connect(action, &QAction::triggered, this, [this, id = decision.id] { Q_EMIT decisionAsked(id); });
    }
}

void NeedsYouSlot::focusButton()
{
    if (m_button->isVisible())
        m_button->setFocus(Qt::ShortcutFocusReason);
}

void NeedsYouSlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_look.color(isLit() ? Role::NeedsFill : Role::Surface));
    painter.setPen(QPen(m_look.color(isLit() ? Role::NeedsYou : Role::Border), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace relight
