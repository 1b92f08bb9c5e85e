#pragma once
// The application tree with column heads and whole sentences for screen readers: glyphs and ages are only painted.
// Owned by the window's run models; GUI thread.

#include "models/items/applicationtreemodel.h"

namespace relight {

class SpokenApplications : public ApplicationTreeModel
{
    Q_OBJECT
public:
    using ApplicationTreeModel::ApplicationTreeModel;

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant valueData(const ApplicationRow &row, int column, int role) const override;
};

} // namespace relight
