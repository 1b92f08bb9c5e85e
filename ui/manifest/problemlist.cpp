#include "ui/manifest/problemlist.h"

#include "models/manifest/remedy.h"
#include "ui/theme/rowdelegate.h"
#include "ui/theme/states.h"

#include <QKeyEvent>
#include <QPainter>

namespace relight {

namespace {

constexpr int SeverityData = Qt::UserRole, PlaceData = Qt::UserRole + 1, RemedyData = Qt::UserRole + 2;

class ProblemDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        paintGround(*painter, option);
        QRect box = option.rect.adjusted(12, 0, -12, 0);
        const bool error = index.data(SeverityData).toBool();
        const StateLook state = lookOf(error ? ReadinessVerdict::Bad : ReadinessVerdict::Attention);
        paintGlyph(*painter, QRect(box.left(), box.top(), 14, box.height()), state.glyph, state.tint, 14);
        box.setLeft(box.left() + 24);
        const Words place{index.data(PlaceData).toString(), TextStyle::Small, Role::Muted};
        const int width = std::max(58, widthOf(place) + 12);
        paintWords(*painter, QRect(box.left(), box.top(), width, box.height()), place);
        box.setLeft(box.left() + width);
        // The remedy is seen whole; what it says, the message says, too.
        const Words remedy{index.data(RemedyData).toString(), TextStyle::Small, Role::Accent};
        if (const int wide = remedy.text.isEmpty() ? 0 : widthOf(remedy) + 16; wide > 0 && 2 * wide < box.width()) {
            paintWords(*painter, QRect(box.right() - wide + 16, box.top(), wide - 15, box.height()), remedy);
            box.setRight(box.right() - wide);
        }
        paintWords(*painter, box, {index.data().toString(), TextStyle::Small, Role::Text});
        paintFocus(*painter, option);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, rowHeight(24, TextStyle::Small) - 2};
    }
};

} // namespace

ProblemList::ProblemList(const Look &look, QWidget *parent)
    : QListWidget(parent)
{
    setAccessibleName(tr("What is wrong with the manifest"));
    setItemDelegate(new ProblemDelegate(look, this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto go = [this](QListWidgetItem *item) {
        const SourcePosition at = m_diagnostics.value(row(item)).at;
        Q_EMIT placeAsked(at.line, at.column);
    };
    connect(this, &QListWidget::itemActivated, this, go);
    connect(this, &QListWidget::itemClicked, this, go);
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

void ProblemList::setDiagnostics(const QList<Diagnostic> &diagnostics, bool mendable)
{
    if (diagnostics == m_diagnostics && mendable == m_mendable)
        return;
    m_mendable = mendable;
    const Diagnostic selected = m_diagnostics.value(currentRow());
    const int before = currentRow();
    m_diagnostics = diagnostics;
    while (count() > diagnostics.size())
        delete takeItem(count() - 1);
    while (count() < diagnostics.size())
        addItem(new QListWidgetItem);
    for (int i = 0; i < count(); ++i) {
        const Diagnostic &each = diagnostics[i];
        const bool error = each.severity == Severity::Error;
        const QString remedy = mendable ? remedyText(each.remedy) : QString();
        const QString hint = remedy.isEmpty() ? QString() : tr("Alt+Return: %1").arg(remedy);
        item(i)->setText(each.message.simplified());
        item(i)->setData(RemedyData, hint);
        item(i)->setToolTip(each.path.isEmpty() ? each.message : QStringLiteral("%1: %2").arg(each.path, each.message));
        item(i)->setData(SeverityData, error);
        item(i)->setData(PlaceData, QStringLiteral("%1:%2").arg(each.at.line).arg(each.at.column));
        item(i)->setData(Qt::AccessibleTextRole,
            tr("%1, line %2, column %3: %4")
                .arg(error ? tr("Error") : tr("Warning"))
                .arg(each.at.line)
                .arg(each.at.column)
                .arg(hint.isEmpty() ? each.message : tr("%1. %2").arg(each.message, hint)));
    }
    if (before >= 0)
        setCurrentRow(int(diagnostics.indexOf(selected)));
    updateGeometry();
}

void ProblemList::keyPressEvent(QKeyEvent *event)
{
    const bool returned = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!returned || event->modifiers() != Qt::AltModifier)
        return QListWidget::keyPressEvent(event);
    if (currentRow() >= 0)
        Q_EMIT mendAsked(m_diagnostics.value(currentRow()));
}

void ProblemList::showLine(int line)
{
    if (hasFocus())
        return; // its own selection leads
    const auto found = std::ranges::find(m_diagnostics, line, [](const Diagnostic &each) { return each.at.line; });
    setCurrentRow(found == m_diagnostics.end() ? -1 : int(found - m_diagnostics.begin()));
}

QSize ProblemList::sizeHint() const
{
    const int rows = std::clamp(count(), 1, 5);
    return {300, rows * itemDelegate()->sizeHint({}, {}).height() + 6};
}

} // namespace relight
