#pragma once
// The applications of the recovered cluster as a tree. Owned by the window's session; GUI thread. Rows move when health
// or parents change; a view that has a mouse button down collects updates and gives them afterwards.

#include "models/items/applicationrows.h"

namespace relight {

class ApplicationTreeModel : public MergingTreeModel<ApplicationRow>
{
    Q_OBJECT
public:
    enum Column { NameColumn, SyncColumn, HealthColumn, ColumnCount };
    enum Role {
        KeyRole = Qt::UserRole + 1, // QString
        KindRole,                   // ApplicationRow::Kind
        SyncRole,                   // SyncStatus
        HealthRole,                 // HealthStatus
        OperationRole,              // OperationPhase
        WaveRole,                   // int
        MessageRole,                // QString
        BelowRole,                  // int
        HealthyBelowRole,           // int
        SyncedBelowRole,            // int
        HeldRole,                   // bool
        RowRole,                    // ApplicationRow, the whole
    };

    using MergingTreeModel::MergingTreeModel;

    void update(const QList<Application> &changed, const QStringList &removedKeys);
    const Applications &applications() const { return m_applications; }

    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QHash<int, QByteArray> roleNames() const override;

protected:
    QVariant valueData(const ApplicationRow &row, int column, int role) const override;

private:
    Applications m_applications;
    ApplicationTree m_tree; // of m_applications; made anew only when a link changed
};

} // namespace relight
