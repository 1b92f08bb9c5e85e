#pragma once
// The events of a run as lines, oldest first; rows are only ever added. Owned by the window's session; GUI thread.

#include "models/items/feedrow.h"

#include <QAbstractListModel>

namespace relight {

class EventFeedModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        SequenceRole = Qt::UserRole + 1, // qint64
        AtRole,                          // Timestamp
        SinceDeclaredRole,               // Seconds, invalid: no clock yet
        KindRole,                        // FeedKind
        ToneRole,                        // FeedTone
        SourceRole,                      // QString
        StepIdRole,                      // QString
    };

    using QAbstractListModel::QAbstractListModel;

    // Events that were heard before (by sequence) are passed over.
    void append(const QList<RunEvent> &events);

    const FeedRow &row(int index) const { return m_rows.at(index); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    FeedWriter m_writer;
    QList<FeedRow> m_rows;
};

} // namespace relight
