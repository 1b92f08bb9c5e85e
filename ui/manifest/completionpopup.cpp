#include "ui/manifest/completionpopup.h"

#include "ui/theme/rowdelegate.h"

#include <QAccessible>
#include <QPainter>

namespace relight {

namespace {

constexpr int rowsShown = 10;

class SuggestionDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        paintGround(*painter, option);
        QRect box = option.rect.adjusted(10, 0, -10, 0);
        const Words name{index.data().toString(), TextStyle::Code, Role::Text};
        const int width = std::min(std::max(150, widthOf(name)), box.width());
        paintWords(*painter, QRect(box.left(), box.top(), width, box.height()), name);
        box.setLeft(box.left() + width + 12);
        paintWords(*painter, box, {index.data(Qt::UserRole).toString(), TextStyle::Caption, Role::Muted});
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {420, rowHeight(24, TextStyle::Code)};
    }
};

} // namespace

CompletionPopup::CompletionPopup(const Look &look, QWidget *editor)
    : QListWidget(editor)
{
    setFocusPolicy(Qt::NoFocus);
    setItemDelegate(new SuggestionDelegate(look, this));
    setFrameShape(QFrame::Box);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setAccessibleName(tr("Suggestions"));
    hide();
    connect(this, &QListWidget::itemClicked, this, &CompletionPopup::choose);
    connect(this, &QListWidget::currentRowChanged, this, &CompletionPopup::announce);
}

void CompletionPopup::offer(const Completion &completion, const QRect &caret)
{
    m_completion = completion;
    const QSignalBlocker once(this); // it is announced below
    clear();
    if (completion.suggestions.isEmpty())
        return hide();
    for (const Suggestion &suggestion : completion.suggestions) {
        auto *item = new QListWidgetItem(suggestion.text, this);
        const QString about
            = suggestion.required ? tr("required. %1").arg(suggestion.description) : suggestion.description;
        item->setData(Qt::UserRole, about);
        item->setToolTip(about);
        item->setData(
            Qt::AccessibleTextRole, about.isEmpty() ? suggestion.text : tr("%1: %2").arg(suggestion.text, about));
    }
    setCurrentRow(0);
    const int row = sizeHintForRow(0);
    const QRect room = parentWidget()->rect();
    const int width = std::min(560, room.width() - 16);
    int height = std::min(rowsShown, count()) * row + 2 * frameWidth();
    int top = caret.bottom() + 3;
    if (top + height > room.bottom() && caret.top() > room.bottom() - caret.bottom()) {
        height = std::min(height, caret.top() - 6);
        top = caret.top() - 3 - height;
    } else {
        height = std::min(height, room.bottom() - top);
    }
    setGeometry(std::clamp(caret.left() - 10, 0, std::max(0, room.width() - width - 8)), top, width, height);
    show();
    raise();
    announce();
}

// The keyboard stays in the text: what is chosen here has to be said.
void CompletionPopup::announce()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (!isVisible() || !currentItem())
        return;
    QAccessibleAnnouncementEvent said(parentWidget(), currentItem()->data(Qt::AccessibleTextRole).toString());
    QAccessible::updateAccessibility(&said);
#endif
}

bool CompletionPopup::take(int key)
{
    if (!isVisible())
        return false;
    const int page = std::max(1, viewport()->height() / std::max(1, sizeHintForRow(0)) - 1);
    switch (key) {
    case Qt::Key_Down:
        setCurrentRow((currentRow() + 1) % count());
        return true;
    case Qt::Key_Up:
        setCurrentRow((currentRow() + count() - 1) % count());
        return true;
    case Qt::Key_PageDown:
        setCurrentRow(std::min(count() - 1, currentRow() + page));
        return true;
    case Qt::Key_PageUp:
        setCurrentRow(std::max(0, currentRow() - page));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        choose();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

void CompletionPopup::choose()
{
    const int row = currentRow();
    hide();
    if (row >= 0 && row < m_completion.suggestions.size())
        Q_EMIT chosen(m_completion.suggestions[row]);
}

} // namespace relight
