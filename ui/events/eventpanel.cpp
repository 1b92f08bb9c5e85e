#include "ui/events/eventpanel.h"

#include "models/items/eventfeedmodel.h"
#include "models/items/shownevents.h"
#include "ui/events/eventdelegate.h"
#include "ui/events/eventfilterbar.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>

namespace relight {

EventPanel::EventPanel(const Look &look, EventFeedModel &feed, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_feed(feed)
    , m_list(new QListView)
    , m_shown(new ShownEvents(feed, this))
    , m_filter(new EventFilterBar)
    , m_pages(new QStackedWidget)
    , m_title(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_count(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_none(new TextLabel(look, TextStyle::Body, Role::Muted))
    , m_all(new QPushButton(tr("Show all")))
    , m_fresh(new QPushButton)
    , m_note(new QLineEdit)
    , m_add(new QPushButton(tr("Add note")))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setAccessibleName(tr("Events, newest first"));
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new EventDelegate(look, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (TextLabel *label : {m_title, m_count})
        label->setWordWrap(false);
    m_count->setContentsMargins(8, 0, 0, 0);
    m_fresh->hide();
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note for the journal (Ctrl+N)"));
    m_note->setMaxLength(2000);
    m_add->setEnabled(false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 4, 10, 2);
    head->addWidget(m_title);
    head->addSpacing(8);
    head->addWidget(m_filter, 1);
    head->addWidget(m_count);
    head->addWidget(m_fresh);
    head->addSpacing(16);
    head->addWidget(m_note, 2);
    head->addWidget(m_add);
    m_pages->addWidget(m_list);
    m_pages->addWidget(makeEmptyPage());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_pages, 1);
    connectParts();
    cameIn(0);
}

QWidget *EventPanel::makeEmptyPage()
{
    auto *page = new QWidget;
    auto *row = new QHBoxLayout;
    row->addWidget(m_none);
    row->addWidget(m_all);
    row->addStretch(1);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(14, 6, 10, 6);
    column->addLayout(row);
    column->addStretch(1);
    m_none->setWordWrap(false);
    return page;
}

void EventPanel::connectParts()
{
    connect(m_shown, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { cameIn(last - first + 1); });
    connect(&m_feed, &QAbstractItemModel::rowsInserted, this, &EventPanel::tell); // also of what is not shown
    connect(m_filter, &EventFilterBar::changed, this, &EventPanel::filter);
    connect(m_filter, &EventFilterBar::left, this, [this] {
        if (!emptyText().isEmpty())
            return m_all->setFocus(Qt::OtherFocusReason);
        m_list->setFocus(Qt::OtherFocusReason);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_shown->index(0, 0));
    });
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_filter->clear();
        m_list->setFocus(Qt::OtherFocusReason); // the button goes away
    });
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
        if (step.isEmpty())
            Q_EMIT runAsked();
        else
            Q_EMIT stepAsked(step);
    });
    connect(&m_look, &Look::changed, m_list->viewport(), qOverload<>(&QWidget::update));
}

void EventPanel::cameIn(int count)
{
    tell();
    QScrollBar *bar = m_list->verticalScrollBar();
    if (bar->value() == 0 || m_filtering)
        return;
    m_unseen += count; // the reader keeps the place
    bar->setValue(bar->value() + count);
    m_fresh->setText(tr("%n new", nullptr, m_unseen));
    m_fresh->show();
}

// The event that was chosen stays in sight where it is still there.
void EventPanel::filter()
{
    m_filtering = true;
    m_shown->setFilter(m_filter->filter());
    m_filtering = false;
    m_unseen = 0;
    m_fresh->hide();
    if (m_list->currentIndex().isValid())
        m_list->scrollTo(m_list->currentIndex());
    else
        m_list->scrollToTop();
    tell();
}

void EventPanel::tell()
{
    const int all = m_feed.rowCount(), shown = m_shown->rowCount();
    const EventFilter &filter = m_shown->filter();
    m_title->setText(all == 0 ? tr("Events") : tr("Events %1").arg(all));
    m_count->setVisible(!filter.isOff());
    m_count->setText(tr("%1 of %2").arg(shown).arg(all));
    m_none->setText(filter.text.trimmed().isEmpty()     ? tr("No event is of this kind.")
            : filter.choice == EventFilter::Choice::All ? tr("No event has this text.")
                                                        : tr("No event of this kind has this text."));
    m_pages->setCurrentIndex(shown == 0 && !filter.isOff() ? 1 : 0);
}

QString EventPanel::countText() const
{
    return m_count->isHidden() ? QString() : m_count->text();
}

QString EventPanel::emptyText() const
{
    return m_pages->currentIndex() == 1 ? m_none->text() : QString();
}

void EventPanel::beginFilter()
{
    m_filter->begin();
}

void EventPanel::beginNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
}

int EventPanel::heightOf(int rows) const
{
    const int head
        = std::max({m_filter->sizeHint().height(), m_note->sizeHint().height(), m_add->sizeHint().height()}) + 6;
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
