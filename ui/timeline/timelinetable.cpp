#include "ui/timeline/timelinetable.h"

#include "models/items/timelinemodel.h"
#include "ui/theme/rowdelegate.h"
#include "ui/theme/states.h"
#include "ui/timeline/timelinewords.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace relight {

namespace {

class CellDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        const bool first = index.column() == TimelineModel::TitleColumn;
        if (first || !option.state.testFlag(QStyle::State_Selected))
            paintGround(*painter, option);
        else
            painter->fillRect(option.rect, look().color(Role::Selection)); // one bar a row is enough
        const StateLook state = lookOf(index.data(TimelineModel::StateRole).value<StepState>());
        QRect box = option.rect.adjusted(12, 0, -8, 0);
        if (first) {
            const bool mirrored = option.direction == Qt::RightToLeft;
            const QRect glyph(mirrored ? box.right() - scaled(16) : box.left(), box.top(), scaled(16), box.height());
            paintGlyph(*painter, glyph, state.glyph, state.tint);
            box.adjust(mirrored ? 0 : scaled(24), 0, mirrored ? -scaled(24) : 0, 0);
        }
        const QString text = index.data().toString();
        const bool quiet = index.column() == TimelineModel::PlannedColumn;
        paintWords(*painter, box,
            {text.isEmpty() ? QStringLiteral("–") : text, TextStyle::Body, quiet ? Role::Muted : Role::Text,
                Qt::AlignLeading, first ? Qt::ElideMiddle : Qt::ElideRight});
        if (first)
            paintFocus(*painter, option);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {120, rowHeight(25, TextStyle::Body)};
    }
};

class FiguresHead : public QHeaderView
{
public:
    FiguresHead(const Look &look, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_look(look)
    {
    }
    QSize sizeHint() const override { return {100, QFontMetrics(textFont(TextStyle::Caption)).height() + 10}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        painter->fillRect(rect, m_look.color(Role::Surface));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_look.color(Role::Border));
        painter->setFont(textFont(TextStyle::Caption));
        painter->setPen(m_look.color(Role::Muted));
        painter->drawText(rect.adjusted(12, 0, -8, 0), Qt::AlignLeading | Qt::AlignVCenter,
            model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }

private:
    const Look &m_look;
};

constexpr std::array columns{TimelineModel::TitleColumn, TimelineModel::PlannedColumn, TimelineModel::ActualColumn,
    TimelineModel::ForecastColumn, TimelineModel::OverColumn};

} // namespace

QString timelineAsText(const TimelineModel &model)
{
    QList<QStringList> lines(1);
    for (const int column : columns)
        lines.first() << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList line;
        for (const int column : columns)
            line << model.index(row, column).data().toString().simplified().replace(u'|', u'/');
        lines << line;
    }
    QList<qsizetype> widths(columns.size(), 3);
    for (const QStringList &line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    }
    QStringList text;
    for (qsizetype row = 0; row < lines.size(); ++row) {
        QStringList cells, rules;
        for (qsizetype i = 0; i < widths.size(); ++i) {
            cells << lines[row][i].leftJustified(widths[i]);
            rules << QString(widths[i], u'-');
        }
        text << QStringLiteral("| %1 |").arg(cells.join(QStringLiteral(" | ")));
        if (row == 0)
            text << QStringLiteral("|-%1-|").arg(rules.join(QStringLiteral("-|-")));
    }
    return text.join(u'\n') + QStringLiteral("\n\n") + landingText(model.frame()) + u'\n';
}

TimelineTable::TimelineTable(const Look &look, TimelineModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Table of the recovery times"));
    setHeader(new FiguresHead(look, this));
    setModel(&model);
    setItemDelegate(new CellDelegate(look, this));
    setColumnHidden(TimelineModel::BarColumn, true);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    header()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    fitColumns();
    connect(
        this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT opened(m_model.id(index)); });
    connect(&look, &Look::changed, this, [this] {
        if (textScale() != m_fittedTo)
            fitColumns();
        viewport()->update();
    });
}

void TimelineTable::fitColumns()
{
    m_fittedTo = textScale();
    const QFontMetrics metrics(textFont(TextStyle::Body));
    header()->resizeSection(TimelineModel::TitleColumn, scaled(300, 420));
    for (const auto &[column, widest] : {std::pair(TimelineModel::PlannedColumn, "00:00–00:00"),
             {TimelineModel::ActualColumn, "00:00 so far"}, {TimelineModel::ForecastColumn, "over at 000–000 min"}})
        header()->resizeSection(column, metrics.horizontalAdvance(QString::fromUtf8(widest)) + 32);
}

void TimelineTable::select(const QString &stepId)
{
    const QModelIndex index = m_model.indexOf(stepId);
    if (!index.isValid() || index.row() == currentIndex().row())
        return;
    m_quiet = true;
    setCurrentIndex(index);
    m_quiet = false;
}

void TimelineTable::copy() const
{
    QApplication::clipboard()->setText(timelineAsText(m_model));
}

void TimelineTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() & ~Qt::KeypadModifier)
            return event->ignore();
        if (currentIndex().isValid())
            Q_EMIT opened(m_model.id(currentIndex()));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void TimelineTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid() && !m_quiet)
        Q_EMIT chosen(m_model.id(current));
}

} // namespace relight
