#include "ui/palette/commandpalette.h"

#include "ui/palette/palettedelegate.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/panels.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace relight {

static constexpr int boxWidth = 640, rowsShown = 12, below = 64; // below the window's upper edge

namespace {

// One step of surface and an edge; no shadow.
class Box : public QWidget
{
public:
    Box(const Look &look, QWidget *parent)
        : QWidget(parent)
        , m_look(look)
    {
        connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(m_look.color(Role::Surface));
        painter.setPen(QPen(m_look.color(Role::Edge), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    void mousePressEvent(QMouseEvent *) override { } // a click beside the rows is no leaving

private:
    const Look &m_look;
};

} // namespace

CommandPalette::CommandPalette(const Look &look, QWidget &window)
    : QWidget(&window)
    , m_look(look)
    , m_window(window)
    , m_box(new Box(look, this))
    , m_line(new QLineEdit)
    , m_list(new QListView)
    , m_hint(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideRight))
{
    hide();
    setAccessibleName(tr("Commands"));
    m_line->setAccessibleName(tr("Command, step, application or file"));
    m_line->setPlaceholderText(tr("Command, step, application or file"));
    m_line->setClearButtonEnabled(true);
    m_line->setMaxLength(200);
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("What fits"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(look, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the letters go on being typed
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *around = new QVBoxLayout;
    around->setContentsMargins(12, 12, 12, 10);
    around->addWidget(m_line);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(14, 6, 14, 8);
    foot->addWidget(m_hint);
    auto *column = new QVBoxLayout(m_box);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(around);
    column->addWidget(separator(Qt::Horizontal));
    column->addWidget(m_list, 1);
    column->addWidget(separator(Qt::Horizontal));
    column->addLayout(foot);
    window.installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setQuery(text);
        m_list->setCurrentIndex(m_model.index(0, 0));
        settle();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::showCurrent);
    connect(&look, &Look::changed, m_list->viewport(), qOverload<>(&QWidget::update));
}

void CommandPalette::open(const QList<PaletteEntry> &entries)
{
    if (!isOpen())
        m_before = m_window.focusWidget();
    m_model.setEntries(entries);
    m_line->clear();
    m_list->setCurrentIndex(m_model.index(0, 0));
    m_list->scrollToTop();
    settle();
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
    showCurrent();
}

QString CommandPalette::hint() const
{
    return m_hint->text();
}

void CommandPalette::settle()
{
    setGeometry(m_window.rect());
    const int row = m_list->itemDelegate()->sizeHint({}, {}).height();
    const int others = m_line->sizeHint().height() + 22 + m_hint->sizeHint().height() + 14 + 4;
    const int top = std::min(below, height() / 10);
    const int fit = std::clamp((height() - top - 24 - others) / row, 1, rowsShown);
    const int shown = std::clamp(m_model.rowCount(), 1, fit); // one empty row stands for none
    const int wide = std::min(boxWidth, width() - 32);
    m_list->setFixedHeight(shown * row);
    m_box->setGeometry((width() - wide) / 2, top, wide, shown * row + others);
    showCurrent();
}

void CommandPalette::showCurrent()
{
    const PaletteEntry *entry = m_model.entry(m_list->currentIndex());
    if (!entry)
        m_hint->setText(tr("Nothing here fits “%1”. Delete a letter, or press Escape.").arg(m_model.query()));
    else if (!entry->enabled)
        m_hint->setText(
            entry->reason.isEmpty() ? tr("This cannot be done now.") : tr("Not now: %1").arg(entry->reason));
    else
        m_hint->setText(tr("↑ ↓ choose  ·  Return does it  ·  Escape goes back"));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (!isOpen())
        return;
    // The keyboard stays in the line: what is chosen below has to be said.
    QAccessibleAnnouncementEvent said(
        m_line, entry ? m_list->currentIndex().data(Qt::AccessibleTextRole).toString() : m_hint->text());
    QAccessible::updateAccessibility(&said);
#endif
}

void CommandPalette::move(int rows)
{
    const int count = m_model.rowCount();
    if (count == 0)
        return;
    const int at = m_list->currentIndex().row() + rows;
    const bool oneStep = std::abs(rows) == 1;
    const int to = oneStep ? (at + count) % count : std::clamp(at, 0, count - 1); // round about, a row at a time
    m_list->setCurrentIndex(m_model.index(to, 0));
}

bool CommandPalette::keyPressed(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Tab:
        move(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(rowsShown);
        return true;
    case Qt::Key_PageUp:
        move(-rowsShown);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Resize && isOpen())
        settle();
    if (watched != m_line)
        return false;
    if (event->type() == QEvent::FocusOut && isOpen() && m_window.isActiveWindow()) {
        // Somewhere else was clicked, or a shortcut went there: it is over.
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
            m_before = nullptr;
            QMetaObject::invokeMethod(this, &CommandPalette::close, Qt::QueuedConnection);
        }
    }
    const auto *pressed = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    return pressed && !(pressed->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) && keyPressed(pressed->key());
}

void CommandPalette::mousePressEvent(QMouseEvent *)
{
    leave();
}

void CommandPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange && isOpen())
        settle();
    QWidget::changeEvent(event);
}

void CommandPalette::choose()
{
    const PaletteEntry *entry = m_model.entry(m_list->currentIndex());
    if (!entry || !entry->enabled)
        return showCurrent(); // it stays, and says why
    const PaletteEntry taken = *entry;
    leave();
    Q_EMIT chosen(taken);
}

void CommandPalette::leave()
{
    const QPointer<QWidget> before = std::exchange(m_before, nullptr);
    if (before && before->isVisible() && before->isEnabled())
        before->setFocus(Qt::OtherFocusReason);
    close();
}

void CommandPalette::close()
{
    m_before = nullptr;
    hide();
}

} // namespace relight
