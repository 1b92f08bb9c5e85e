#include "ui/events/eventfilterbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace relight {

using Choice = EventFilter::Choice;

EventFilterBar::EventFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_field(new QLineEdit)
{
    m_choice->setAccessibleName(tr("Which events"));
    m_choice->addItem(tr("All"), QVariant::fromValue(Choice::All));
    m_choice->addItem(tr("Needs you"), QVariant::fromValue(Choice::NeedsPerson));
    m_choice->setItemData(1, tr("What was asked of a person and what they answered, and pauses"), Qt::ToolTipRole);
    m_choice->addItem(tr("Failures"), QVariant::fromValue(Choice::Failures));
    m_choice->setItemData(2, tr("Also of attempts that were tried again"), Qt::ToolTipRole);
    m_choice->addItem(tr("Notes"), QVariant::fromValue(Choice::Notes));
    m_field->setPlaceholderText(tr("Find events"));
    m_field->setAccessibleName(tr("Find events"));
    m_field->setToolTip(tr("Words that are in the event or in its step's name (Ctrl+Shift+E)"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choice);
    row->addWidget(m_field, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &EventFilterBar::changed);
    connect(m_field, &QLineEdit::textChanged, this, &EventFilterBar::changed);
}

EventFilter EventFilterBar::filter() const
{
    return {m_choice->currentData().value<Choice>(), m_field->text()};
}

void EventFilterBar::begin()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void EventFilterBar::clear()
{
    {
        const QSignalBlocker quiet(this);
        m_choice->setCurrentIndex(0);
        m_field->clear();
    }
    Q_EMIT changed();
}

bool EventFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->modifiers() & ~Qt::KeypadModifier)
        return false; // Ctrl+Return answers what needs a person
    switch (key->key()) {
    case Qt::Key_Escape:
        if (!m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT left();
        return true;
    default:
        return false;
    }
}

} // namespace relight
