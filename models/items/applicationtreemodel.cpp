#include "models/items/applicationtreemodel.h"

#include "models/convergence/sharedtexts.h"

namespace relight {

void ApplicationTreeModel::update(
    const QList<Application> &changed, const QStringList &removedKeys, const QHash<QString, Timestamp> &since)
{
    bool relinked = false, newlyMatched = false, revisions = false;
    QStringList keys;
    for (const QString &key : removedKeys) {
        relinked = m_applications.remove(key) > 0 || relinked;
        m_since.remove(key);
        m_unmatched.remove(key);
    }
    for (const Application &application : changed) {
        const QString key = application.key();
        const auto known = m_applications.constFind(key);
        relinked = relinked || known == m_applications.cend() || !linksAlike(*known, application);
        revisions = revisions || known == m_applications.cend() || !revisionsAlike(*known, application);
        newlyMatched = note(key, application, since.value(key, m_now)) || newlyMatched;
        Application kept = application;
        if (known != m_applications.cend())
            shareTexts(kept, *known);
        m_applications.insert(key, kept);
        keys << key;
    }
    if (relinked) {
        m_tree = applicationTree(m_applications);
        m_rows.relink(m_applications, m_tree, m_since);
        return arrange();
    }
    QList<ApplicationRow> inside;
    const RowChange change = m_rows.change(keys, revisions, m_applications, m_since, inside);
    if (change == RowChange::Order || newlyMatched || m_held)
        return arrange();
    for (const ApplicationRow &row : std::as_const(inside))
        setValue(row.key, row);
    Q_EMIT updated();
}

bool ApplicationTreeModel::note(const QString &key, const Application &application, Timestamp since)
{
    const auto known = m_applications.constFind(key);
    const bool as
        = known != m_applications.cend() && known->health == application.health && known->sync == application.sync;
    if (!as && since != Timestamp{})
        m_since.insert(key, since);
    const bool matched = !m_unmatched.contains(key);
    if (m_filter.matches(application))
        m_unmatched.remove(key);
    else
        m_unmatched.insert(key);
    return matched == m_unmatched.contains(key);
}

void ApplicationTreeModel::setFilter(const ApplicationFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_unmatched.clear();
    for (auto app = m_applications.cbegin(); app != m_applications.cend(); ++app) {
        if (!m_filter.matches(*app))
            m_unmatched.insert(app.key());
    }
    arrange();
}

void ApplicationTreeModel::setOrder(ApplicationOrder order)
{
    m_order = order;
    arrange();
}

void ApplicationTreeModel::holdRows(bool hold)
{
    m_held = hold;
    if (!m_held && std::exchange(m_waiting, false))
        arrange();
}

void ApplicationTreeModel::arrange()
{
    ApplicationRowsWish wish{m_order, m_filter.isOff(), {}};
    const bool withText = !m_filter.text.trimmed().isEmpty();
    if (!m_filter.isOff())
        wish.shows = [this, withText](const ApplicationRow &row) {
            if (row.kind == ApplicationRow::Kind::Set
                || !m_filter.takes(row.trouble, row.health, !row.falseGreen.isEmpty()))
                return false;
            if (row.kind == ApplicationRow::Kind::Missing)
                return !withText || row.name.contains(m_filter.text.trimmed(), Qt::CaseInsensitive);
            return !m_unmatched.contains(row.key);
        };
    ApplicationTotals totals;
    const auto rows = m_rows.rows(wish, totals);
    m_totals = totals;
    if (m_held) {
        m_waiting = true;
    } else {
        mergeAny(rows);
        m_rows.merged();
    }
    Q_EMIT updated();
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
    case SinceRole:
        return row.since ? QVariant::fromValue(*row.since) : QVariant();
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> ApplicationTreeModel::roleNames() const
{
    auto names = MergingTreeModel::roleNames();
    names.insert(
        {{KeyRole, "key"}, {KindRole, "kind"}, {SyncRole, "sync"}, {HealthRole, "health"}, {OperationRole, "operation"},
            {WaveRole, "wave"}, {MessageRole, "message"}, {BelowRole, "below"}, {HealthyBelowRole, "healthyBelow"},
            {SyncedBelowRole, "syncedBelow"}, {HeldRole, "held"}, {SinceRole, "since"}, {RowRole, "row"}});
    return names;
}

} // namespace relight
