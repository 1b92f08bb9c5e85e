#pragma once
// The steps of a plan in order, with estimates, before anything runs. Owned by the manifest page; GUI thread.

#include "models/plan/recoveryplan.h"
#include "ui/theme/look.h"

#include <QTreeWidget>

namespace relight {

class PlanList : public QTreeWidget
{
    Q_OBJECT
public:
    enum Column { Number, Title, After, DoneBy, Expected };

    explicit PlanList(QWidget *parent = nullptr);
    void fill(const RecoveryPlan &plan);
};

} // namespace relight
