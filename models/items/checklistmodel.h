#pragma once
// The article's two checklists as a tree: group, line, part. Owned by the window's session; GUI thread. Time comes in
// with setNow().

#include "models/items/checklistrows.h"

namespace relight {

class ChecklistModel : public MergingTreeModel<ChecklistRow>
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, // QString
        KindRole,                  // ChecklistRow::Kind
        NumberRole,                // int
        StateRole,                 // StepState
        VerdictRole,               // ReadinessVerdict
        ElapsedRole,               // Seconds, invalid: not started
        EstimateLowRole,           // Seconds
        EstimateHighRole,          // Seconds
        OwnerRole,                 // QString
        DetailRole,                // QString
        WaitsForRole,              // QStringList
        DecisionRole,              // QString
        RowRole,                   // ChecklistRow, the whole
    };

    explicit ChecklistModel(QObject *parent = nullptr);

    void setRun(const RunState &run);
    void setReadiness(const QList<ReadinessLine> &readiness);
    void setProgress(const QList<StepProgress> &latest); // at most one a step; adds to what is known
    void setNow(Timestamp now);

    QHash<int, QByteArray> roleNames() const override;

protected:
    QVariant valueData(const ChecklistRow &row, int column, int role) const override;

private:
    ChecklistInput m_input;
};

} // namespace relight
