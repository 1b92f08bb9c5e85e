#include "ui/resources/eventlist.h"

#include "ui/theme/textstyle.h"

#include <QHeaderView>

namespace relight {

EventList::EventList(const Look &look, QWidget *parent)
    : QTreeWidget(parent)
    , m_look(look)
{
    setAccessibleName(tr("Events of this resource"));
    setHeaderLabels({tr("Reason"), tr("Message"), tr("Last seen")});
    setIndentation(10); // from the edge: there is nothing to open
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideRight);
    header()->setFont(textFont(TextStyle::Caption));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Interactive);
    header()->resizeSection(0, scaled(170, 260));
    header()->setSectionResizeMode(1, QHeaderView::Stretch);
    header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    connect(&look, &Look::changed, this, &EventList::paintGlyphs);
}

void EventList::setEvents(const QList<InspectedEvent> &events)
{
    clear();
    QList<QTreeWidgetItem *> items;
    for (const InspectedEvent &event : events) {
        const QString reason
            = event.count > 1 ? QStringLiteral("%1 \u00d7%2").arg(event.reason).arg(event.count) : event.reason;
        const QString when
            = event.lastSeen == Timestamp{} ? tr("not known") : timestampText(event.lastSeen).sliced(11, 8);
        auto *item = new QTreeWidgetItem({reason, event.message.simplified(), when});
        item->setData(0, Qt::UserRole, event.warning);
        item->setData(0, Qt::AccessibleTextRole, event.warning ? tr("Warning: %1").arg(reason) : reason);
        const QString all = event.object + QStringLiteral(" · ") + event.message;
        item->setToolTip(0, event.reason.toHtmlEscaped());
        item->setToolTip(1, all.toHtmlEscaped());
        item->setSizeHint(0, {0, std::max(24, fontMetrics().height() + 8)});
        items << item;
    }
    addTopLevelItems(items);
    paintGlyphs();
}

void EventList::paintGlyphs()
{
    const int side = scaled(16);
    setIconSize({side, side});
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const bool warning = topLevelItem(i)->data(0, Qt::UserRole).toBool();
        topLevelItem(i)->setIcon(0,
            QIcon(m_look.glyph(
                warning ? Glyph::Warn : Glyph::Note, warning ? Role::Warn : Role::Muted, side, devicePixelRatioF())));
    }
}

} // namespace relight
