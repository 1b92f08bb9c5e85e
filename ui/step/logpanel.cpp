#include "ui/step/logpanel.h"

#include "models/items/logmodel.h"
#include "ui/step/logview.h"
#include "ui/theme/foundlines.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace relight {

LogPanel::LogPanel(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_view(new LogView(look))
    , m_following(new TextLabel(look, TextStyle::Caption, Role::Muted, tr("following the end")))
    , m_found(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_field(new QLineEdit)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *title = new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Log"));
    for (TextLabel *label : {title, m_following, m_found})
        label->setWordWrap(false);
    m_field->setPlaceholderText(tr("Find in the log (Ctrl+F)"));
    m_field->setAccessibleName(tr("Find in the log"));
    m_field->setToolTip(tr("Return finds the next line, Shift+Return the one before, Escape ends"));
    const auto fit = [this] { m_field->setMaximumWidth(scaled(260)); };
    fit();
    connect(&look, &Look::changed, this, fit);
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_view->setMinimumHeight(60);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addSpacing(8);
    head->addWidget(m_following);
    head->addStretch(1);
    head->addWidget(m_found);
    head->addWidget(m_field, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 6, 16, 12);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    connect(m_view, &LogView::followingChanged, this, [this](bool following) {
        m_following->setText(following ? tr("following the end") : tr("not following; press End to follow"));
    });
    connect(m_field, &QLineEdit::textChanged, this, &LogPanel::sought);
}

void LogPanel::setModel(LogModel *log)
{
    if (log == m_log)
        return;
    m_log = log;
    m_view->setModel(log);
    tell();
}

bool LogPanel::isEmpty() const
{
    return !m_log || m_log->rowCount() == 0;
}

void LogPanel::find()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool LogPanel::matches(int row) const
{
    return m_log->line(row).text.contains(m_field->text(), Qt::CaseInsensitive);
}

void LogPanel::sought()
{
    m_view->setSought(m_field->text());
    if (!isEmpty() && !m_field->text().isEmpty() && m_view->currentRow() >= 0 && matches(m_view->currentRow()))
        return tell(); // still there while more is typed
    findNext(false);
}

void LogPanel::findNext(bool forward)
{
    const int rows = m_log ? m_log->rowCount() : 0;
    if (rows == 0 || m_field->text().isEmpty())
        return tell();
    // Without a place of its own the reader is at the end.
    int row = m_view->currentRow() >= 0 ? m_view->currentRow() : forward ? rows - 1 : rows;
    for (int looked = 0; looked < rows; ++looked) {
        row = (row + (forward ? 1 : rows - 1)) % rows;
        if (matches(row)) {
            m_view->reveal(row);
            break;
        }
    }
    tell();
}

void LogPanel::tell()
{
    if (m_field->text().isEmpty())
        return m_found->clear();
    m_found->setText(foundText(
        foundLines(m_log ? m_log->rowCount() : 0, m_view->currentRow(), [this](int row) { return matches(row); })));
}

QString LogPanel::found() const
{
    return m_found->text();
}

void LogPanel::closeFind()
{
    m_field->clear();
    m_view->followEnd();
    m_view->setFocus(Qt::OtherFocusReason);
}

bool LogPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        closeFind();
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return false;
    if (key->modifiers() & Qt::ControlModifier)
        return false; // answers what needs a person
    findNext(!key->modifiers().testFlag(Qt::ShiftModifier));
    return true;
}

} // namespace relight
