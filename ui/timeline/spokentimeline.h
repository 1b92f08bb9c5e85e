#pragma once
// The timeline with its figures in words: columns of the table, and a sentence a row for screen readers. Owned by the
// window's run models; GUI thread.

#include "models/items/timelinemodel.h"

namespace relight {

class SpokenTimeline : public TimelineModel
{
    Q_OBJECT
public:
    using TimelineModel::TimelineModel;

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant valueData(const TimelineRow &row, int column, int role) const override;
};

} // namespace relight
