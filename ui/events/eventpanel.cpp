#include "ui/events/eventpanel.h"

#include "models/items/eventfeedmodel.h"
#include "ui/events/eventdelegate.h"
#include "ui/events/newestfirst.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>

namespace relight {

EventPanel::EventPanel(const Look &look, EventFeedModel &feed, QWidget *parent)
    : QWidget(parent)
    , m_list(new QListView)
    , m_order(new NewestFirst(this))
    , m_title(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_fresh(new QPushButton)
    , m_note(new QLineEdit)
    , m_add(new QPushButton(tr("Add note")))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_order->setSourceModel(&feed);
    m_list->setAccessibleName(tr("Events, newest first"));
    m_list->setModel(m_order);
    m_list->setItemDelegate(new EventDelegate(look, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_title->setWordWrap(false);
    m_fresh->hide();
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note for the journal (Ctrl+N)"));
    m_note->setMaxLength(2000);
    m_add->setEnabled(false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 4, 10, 2);
    head->addWidget(m_title);
    head->addWidget(m_fresh);
    head->addStretch(1);
    head->addWidget(m_note, 2);
    head->addWidget(m_add);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_list, 1);

    connect(m_order, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { cameIn(last - first + 1); });
    connect(m_note, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_add->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_note, &QLineEdit::returnPressed, this, &EventPanel::send);
    connect(m_add, &QPushButton::clicked, this, &EventPanel::send);
    connect(m_fresh, &QPushButton::clicked, this, [this] { m_list->scrollToTop(); });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0) {
            m_unseen = 0;
            m_fresh->hide();
        }
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        const QString step = index.data(EventFeedModel::StepIdRole).toString();
        if (!step.isEmpty())
            Q_EMIT stepAsked(step);
    });
    connect(&look, &Look::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    cameIn(0);
}

void EventPanel::cameIn(int count)
{
    m_title->setText(m_order->rowCount() == 0 ? tr("Events") : tr("Events %1").arg(m_order->rowCount()));
    QScrollBar *bar = m_list->verticalScrollBar();
    if (bar->value() == 0)
        return;
    m_unseen += count; // the reader keeps the place
    bar->setValue(bar->value() + count);
    m_fresh->setText(tr("%n new", nullptr, m_unseen));
    m_fresh->show();
}

void EventPanel::beginNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
}

int EventPanel::heightOf(int rows) const
{
    const int head = std::max(m_note->sizeHint().height(), m_add->sizeHint().height()) + 6;
    return head + rows * m_list->itemDelegate()->sizeHint({}, {}).height();
}

void EventPanel::setNotesAllowed(bool allowed)
{
    m_note->setEnabled(allowed);
    m_add->setEnabled(allowed && !m_note->text().trimmed().isEmpty());
}

void EventPanel::send()
{
    const QString text = m_note->text().trimmed();
    if (text.isEmpty())
        return;
    m_note->clear();
    Q_EMIT noted(text);
}

} // namespace relight
