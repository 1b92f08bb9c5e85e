#include "models/items/eventfeedmodel.h"

namespace relight {

void EventFeedModel::append(const QList<RunEvent> &events)
{
    QList<FeedRow> fresh;
    qint64 last = m_rows.isEmpty() ? 0 : m_rows.last().sequence;
    for (const RunEvent &event : events) {
        if (event.sequence <= last)
            continue;
        last = event.sequence;
        fresh.append(m_writer.write(event));
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
    m_rows += fresh;
    endInsertRows();
}

int EventFeedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant EventFeedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FeedRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(row.source, row.text);
    case SequenceRole:
        return row.sequence;
    case AtRole:
        return QVariant::fromValue(row.at);
    case SinceDeclaredRole:
        return row.sinceDeclared ? QVariant::fromValue(*row.sinceDeclared) : QVariant();
    case KindRole:
        return QVariant::fromValue(row.kind);
    case ToneRole:
        return QVariant::fromValue(row.tone);
    case SourceRole:
        return row.source;
    case StepIdRole:
        return row.stepId;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventFeedModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{SequenceRole, "sequence"}, {AtRole, "at"}, {SinceDeclaredRole, "sinceDeclared"}, {KindRole, "kind"},
        {ToneRole, "tone"}, {SourceRole, "source"}, {StepIdRole, "stepId"}});
    return names;
}

} // namespace relight
