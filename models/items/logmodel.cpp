#include "models/items/logmodel.h"

#include <algorithm>

namespace relight {

LogModel::LogModel(const QString &stepId, int capacity, QObject *parent)
    : QAbstractListModel(parent)
    , m_stepId(stepId)
    , m_capacity(std::max(capacity, 1))
{
}

void LogModel::append(const QList<LogLine> &lines)
{
    QList<LogLine> fresh;
    for (const LogLine &line : lines) {
        if (m_stepId.isEmpty() || line.stepId == m_stepId)
            fresh.append(line);
    }
    const int surplus = int(m_lines.size() + size_t(fresh.size())) - m_capacity;
    dropFront(std::min(surplus, int(m_lines.size())));
    if (const qsizetype unseen = fresh.size() - m_capacity; unseen > 0) {
        fresh.remove(0, unseen);
        m_dropped += unseen;
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, int(m_lines.size()), int(m_lines.size()) + int(fresh.size()) - 1);
    m_lines.insert(m_lines.end(), fresh.cbegin(), fresh.cend());
    endInsertRows();
}

void LogModel::dropFront(int count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_lines.erase(m_lines.begin(), m_lines.begin() + count);
    m_dropped += count;
    endRemoveRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &line = m_lines.at(size_t(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case NumberRole:
        return m_dropped + index.row() + 1;
    case AtRole:
        return QVariant::fromValue(line.at);
    case StepIdRole:
        return line.stepId;
    case AttemptRole:
        return line.attempt;
    case SourceRole:
        return line.source;
    case ErrorRole:
        return line.error;
    default:
        return {};
    }
}

QHash<int, QByteArray> LogModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{NumberRole, "number"}, {AtRole, "at"}, {StepIdRole, "stepId"}, {AttemptRole, "attempt"},
        {SourceRole, "source"}, {ErrorRole, "error"}});
    return names;
}

} // namespace relight
