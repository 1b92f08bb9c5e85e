#include "models/items/applicationtreemodel.h"

namespace relight {

void ApplicationTreeModel::update(const QList<Application> &changed, const QStringList &removedKeys)
{
    bool relinked = false;
    for (const QString &key : removedKeys)
        relinked = m_applications.remove(key) > 0 || relinked;
    for (const Application &application : changed) {
        const QString key = application.key();
        const auto known = m_applications.constFind(key);
        relinked = relinked || known == m_applications.cend() || !linksAlike(*known, application);
        m_applications.insert(key, application);
    }
    if (relinked)
        m_tree = applicationTree(m_applications);
    merge(applicationRows(m_applications, m_tree));
}

QVariant ApplicationTreeModel::valueData(const ApplicationRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: // words of states are chosen in ui/
        return column == NameColumn ? QVariant(row.name) : QVariant();
    case KeyRole:
        return row.key;
    case KindRole:
        return QVariant::fromValue(row.kind);
    case SyncRole:
        return QVariant::fromValue(row.sync);
    case HealthRole:
        return QVariant::fromValue(row.health);
    case OperationRole:
        return QVariant::fromValue(row.operation);
    case WaveRole:
        return row.wave;
    case MessageRole:
        return row.message;
    case BelowRole:
        return row.below;
    case HealthyBelowRole:
        return row.healthyBelow;
    case SyncedBelowRole:
        return row.syncedBelow;
    case HeldRole:
        return row.held;
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> ApplicationTreeModel::roleNames() const
{
    auto names = MergingTreeModel::roleNames();
    names.insert({{KeyRole, "key"}, {KindRole, "kind"}, {SyncRole, "sync"}, {HealthRole, "health"},
        {OperationRole, "operation"}, {WaveRole, "wave"}, {MessageRole, "message"}, {BelowRole, "below"},
        {HealthyBelowRole, "healthyBelow"}, {SyncedBelowRole, "syncedBelow"}, {HeldRole, "held"}, {RowRole, "row"}});
    return names;
}

} // namespace relight
