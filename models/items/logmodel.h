#pragma once
// The last lines of a log, of one step or of all; older ones leave at the front. The whole log is on disk, this is what
// a person follows. Owned by the window's session; GUI thread.

#include "models/session/observations.h"

#include <QAbstractListModel>

#include <deque>

namespace relight {

class LogModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        NumberRole = Qt::UserRole + 1, // qint64, from 1, stays with its line
        AtRole,                        // Timestamp
        StepIdRole,                    // QString
        AttemptRole,                   // int
        SourceRole,                    // QString
        ErrorRole,                     // bool
    };
    static constexpr int defaultCapacity = 50'000;

    // Empty stepId: lines of all steps. capacity ≥ 1.
    explicit LogModel(const QString &stepId = {}, int capacity = defaultCapacity, QObject *parent = nullptr);

    void append(const QList<LogLine> &lines);

    qint64 dropped() const { return m_dropped; } // lines that left at the front
    const LogLine &line(int row) const { return m_lines.at(size_t(row)); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    void dropFront(int count);

    QString m_stepId;
    int m_capacity;
    qint64 m_dropped = 0;
    std::deque<LogLine> m_lines;
};

} // namespace relight
