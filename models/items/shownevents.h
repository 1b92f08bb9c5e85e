#pragma once
// The events of a run that a person wants to see, newest on top. Owned by the event panel; GUI thread.

#include "models/items/eventfilter.h"

#include <QSortFilterProxyModel>

namespace relight {

class EventFeedModel;

class ShownEvents : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    // The feed outlives it.
    explicit ShownEvents(EventFeedModel &feed, QObject *parent = nullptr);

    const EventFilter &filter() const { return m_filter; }
    void setFilter(const EventFilter &filter);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    EventFeedModel &m_feed;
    EventFilter m_filter;
};

} // namespace relight
