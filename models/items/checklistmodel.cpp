#include "models/items/checklistmodel.h"

namespace relight {

ChecklistModel::ChecklistModel(QObject *parent)
    : MergingTreeModel(parent)
{
    merge(checklistRows(m_input));
}

void ChecklistModel::setRun(const RunState &run)
{
    if (m_input.run.started.runId != run.started.runId)
        m_input.progress.clear();
    m_input.run = run;
    merge(checklistRows(m_input));
}

void ChecklistModel::setReadiness(const QList<ReadinessLine> &readiness)
{
    m_input.readiness = readiness;
    merge(checklistRows(m_input));
}

void ChecklistModel::setProgress(const QList<StepProgress> &latest)
{
    for (const StepProgress &progress : latest)
        m_input.progress.insert(progress.stepId, progress);
    merge(checklistRows(m_input));
}

void ChecklistModel::setNow(Timestamp now)
{
    m_input.now = now;
    merge(checklistRows(m_input));
}

QVariant ChecklistModel::valueData(const ChecklistRow &row, int, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case IdRole:
        return row.id;
    case KindRole:
        return QVariant::fromValue(row.kind);
    case NumberRole:
        return row.number;
    case StateRole:
        return QVariant::fromValue(row.state);
    case VerdictRole:
        return QVariant::fromValue(row.verdict);
    case ElapsedRole:
        return row.elapsed ? QVariant::fromValue(*row.elapsed) : QVariant();
    case EstimateLowRole:
        return QVariant::fromValue(row.low);
    case EstimateHighRole:
        return QVariant::fromValue(row.high);
    case OwnerRole:
        return row.owner;
    case DetailRole:
        return row.detail;
    case WaitsForRole:
        return row.waitsFor;
    case DecisionRole:
        return row.decision;
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> ChecklistModel::roleNames() const
{
    auto names = MergingTreeModel::roleNames();
    names.insert({{IdRole, "id"}, {KindRole, "kind"}, {NumberRole, "number"}, {StateRole, "state"},
        {VerdictRole, "verdict"}, {ElapsedRole, "elapsed"}, {EstimateLowRole, "estimateLow"},
        {EstimateHighRole, "estimateHigh"}, {OwnerRole, "owner"}, {DetailRole, "detail"}, {WaitsForRole, "waitsFor"},
        {DecisionRole, "decision"}, {RowRole, "row"}});
    return names;
}

} // namespace relight
