#pragma once
// The applications of the recovered cluster as a tree. Owned by the window's session; GUI thread. Rows move when health
// or parents change; a view that has a mouse button down or a menu open holds the rows where they are meanwhile.

#include "models/items/applicationfilter.h"
#include "models/items/applicationrows.h"

namespace relight {

class ApplicationTreeModel : public MergingTreeModel<ApplicationRow>
{
    Q_OBJECT
public:
    enum Column { NameColumn, SyncColumn, HealthColumn, SinceColumn, ColumnCount };
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
        SinceRole,                  // Timestamp, invalid: not known
        RowRole,                    // ApplicationRow, the whole
    };

    using MergingTreeModel::MergingTreeModel;

    // The time of what is told from here on.
    void setNow(Timestamp now) { m_now = now; }
    // `since`, by key: of whom it is known better than from now on.
    void update(
        const QList<Application> &changed, const QStringList &removedKeys, const QHash<QString, Timestamp> &since = {});
    const Applications &applications() const { return m_applications; } // all of them, whatever is shown
    const ApplicationTree &tree() const { return m_tree; }
    const ApplicationTotals &totals() const { return m_totals; }

    void setFilter(const ApplicationFilter &filter);
    const ApplicationFilter &filter() const { return m_filter; }
    void setOrder(ApplicationOrder order);
    ApplicationOrder order() const { return m_order; }
    // Until they are let go no row comes, goes, moves or changes; what is told meanwhile is kept.
    void holdRows(bool hold);

    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void updated(); // applications(), and the rows unless they are held, are new

protected:
    QVariant valueData(const ApplicationRow &row, int column, int role) const override;

private:
    // The filter's text takes another view of it.
    bool note(const QString &key, const Application &application, Timestamp since);
    void arrange();

    Applications m_applications;
    ApplicationTree m_tree; // of m_applications; made anew only when a link changed
    ApplicationRows m_rows;
    ApplicationTotals m_totals;
    ApplicationFilter m_filter;
    ApplicationOrder m_order = ApplicationOrder::Trouble;
    QHash<QString, Timestamp> m_since; // health and sync of this key are as they are
    QSet<QString> m_unmatched;         // by the filter's text
    Timestamp m_now;
    bool m_held = false, m_waiting = false;
};

} // namespace relight
