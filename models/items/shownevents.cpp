#include "models/items/shownevents.h"

#include "models/items/eventfeedmodel.h"

namespace relight {

ShownEvents::ShownEvents(EventFeedModel &feed, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_feed(feed)
{
    setSourceModel(&feed);
    sort(0, Qt::DescendingOrder);
}

void ShownEvents::setFilter(const EventFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    invalidateRowsFilter();
}

bool ShownEvents::filterAcceptsRow(int row, const QModelIndex &) const
{
    return m_filter.matches(m_feed.row(row));
}

// The feed is in order of time.
bool ShownEvents::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return left.row() < right.row();
}

} // namespace relight
