#include "ui/manifest/outlinelist.h"

#include "ui/theme/rowdelegate.h"
#include "ui/theme/states.h"

#include <QPainter>

namespace relight {

namespace {

constexpr int DepthData = Qt::UserRole, TroubleData = Qt::UserRole + 1; // 0 none, 1 warning, 2 error

class OutlineDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        paintGround(*painter, option);
        const int depth = index.data(DepthData).toInt(), trouble = index.data(TroubleData).toInt();
        QRect box = option.rect.adjusted(12 + depth * 14, 0, -12, 0);
        if (trouble > 0) {
            const StateLook state = lookOf(trouble == 2 ? ReadinessVerdict::Bad : ReadinessVerdict::Attention);
            paintGlyph(*painter, QRect(box.right() - 14, box.top(), 14, box.height()), state.glyph, state.tint, 14);
            box.setRight(box.right() - 22);
        }
        paintWords(*painter, box,
            {index.data().toString(), TextStyle::Body, depth > 1 ? Role::Muted : Role::Text, Qt::AlignLeading,
                Qt::ElideMiddle});
        paintFocus(*painter, option);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {140, rowHeight(24, TextStyle::Body) - 2};
    }
};

} // namespace

OutlineList::OutlineList(const Look &look, QWidget *parent)
    : QListWidget(parent)
{
    setAccessibleName(tr("Outline"));
    setItemDelegate(new OutlineDelegate(look, this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto go = [this](QListWidgetItem *item) { Q_EMIT lineAsked(m_outline.value(row(item)).line); };
    connect(this, &QListWidget::itemActivated, this, go);
    connect(this, &QListWidget::itemClicked, this, go);
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

void OutlineList::setOutline(const QList<OutlineEntry> &outline)
{
    if (outline == m_outline)
        return;
    m_outline = outline;
    while (count() > outline.size())
        delete takeItem(count() - 1);
    while (count() < outline.size())
        addItem(new QListWidgetItem);
    for (int i = 0; i < count(); ++i) {
        item(i)->setText(outline[i].title);
        item(i)->setData(DepthData, outline[i].depth);
    }
    mark();
    showLine(m_line);
}

void OutlineList::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    m_diagnostics = diagnostics;
    mark();
}

// Where it is wrong, not also in all that holds it.
void OutlineList::mark()
{
    QHash<int, int> troubles;
    for (const Diagnostic &each : std::as_const(m_diagnostics)) {
        int &trouble = troubles[outlineEntryAt(m_outline, each.at.line)];
        trouble = std::max(trouble, each.severity == Severity::Error ? 2 : 1);
    }
    for (int i = 0; i < count(); ++i) {
        const int trouble = troubles.value(i);
        const OutlineEntry &entry = m_outline[i];
        item(i)->setData(TroubleData, trouble);
        const QString what = trouble == 2 ? tr("has errors") : trouble == 1 ? tr("has warnings") : QString();
        item(i)->setToolTip(what.isEmpty() ? entry.path : QStringLiteral("%1, %2").arg(entry.path, what));
        item(i)->setData(
            Qt::AccessibleTextRole, what.isEmpty() ? entry.title : QStringLiteral("%1, %2").arg(entry.title, what));
    }
}

void OutlineList::showLine(int line)
{
    m_line = line;
    if (!hasFocus())
        setCurrentRow(outlineEntryAt(m_outline, line));
}

} // namespace relight
