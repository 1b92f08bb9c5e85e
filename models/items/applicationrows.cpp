#include "models/items/applicationrows.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Row = TreeRow<ApplicationRow>;
using Kind = ApplicationRow::Kind;

QString messageOf(const Application &application)
{
    if (!application.conditions.isEmpty())
        return application.conditions.first().message;
    if (application.operation == OperationPhase::Failed || application.operation == OperationPhase::Error
        || application.operation == OperationPhase::Running)
        return application.operationMessage;
    return application.health == HealthStatus::Healthy ? QString() : application.healthMessage;
}

// 0: broken, then missing, progressing, well.
int rank(const ApplicationRow &row)
{
    if (row.operation == OperationPhase::Failed || row.operation == OperationPhase::Error)
        return 0;
    switch (row.health) {
    case HealthStatus::Degraded:
        return 0;
    case HealthStatus::Missing:
    case HealthStatus::Unknown:
        return 1;
    case HealthStatus::Progressing:
    case HealthStatus::Suspended:
        return 2;
    case HealthStatus::Healthy:
        break;
    }
    return row.sync == SyncStatus::Synced ? 4 : 3;
}

class Builder
{
public:
    Builder(const Applications &applications, const ApplicationTree &tree)
        : m_applications(applications)
        , m_tree(tree)
    {
    }

    std::vector<Row> roots() const
    {
        std::vector<Row> rows;
        for (const QString &key : m_tree.roots)
            rows.push_back(row(key));
        sort(rows);
        return rows;
    }

private:
    Row row(const QString &key) const
    {
        Row made{key, valueOf(key)};
        std::vector<Row> children;
        for (const QString &child : m_tree.children.value(key))
            children.push_back(row(child));
        for (const Row &child : children)
            count(made.value, child.value);
        made.children = byWave(key, std::move(children));
        return made;
    }

    ApplicationRow valueOf(const QString &key) const
    {
        ApplicationRow value;
        value.key = key;
        value.name = key.sliced(key.lastIndexOf(u'/') + 1);
        const auto found = m_applications.constFind(key);
        if (found == m_applications.cend()) {
            value.kind = key.startsWith(u"set:"_s) ? Kind::Set : Kind::Missing;
            value.health = value.kind == Kind::Missing ? HealthStatus::Missing : HealthStatus::Healthy;
            return value;
        }
        value.wave = found->syncWave;
        value.sync = found->sync;
        value.health = found->health;
        value.operation = found->operation;
        value.message = messageOf(*found);
        value.automated = found->automated;
        value.held = found->skipReconcile;
        return value;
    }

    static void count(ApplicationRow &parent, const ApplicationRow &child)
    {
        const bool itself = child.kind == Kind::Application || child.kind == Kind::Missing;
        parent.below += child.below + (itself ? 1 : 0);
        parent.healthyBelow += child.healthyBelow + (itself && child.health == HealthStatus::Healthy ? 1 : 0);
        parent.syncedBelow += child.syncedBelow + (itself && child.sync == SyncStatus::Synced ? 1 : 0);
    }

    static void sort(std::vector<Row> &rows)
    {
        std::ranges::sort(rows, [](const Row &a, const Row &b) {
            const int rankA = rank(a.value), rankB = rank(b.value);
            return std::tie(a.value.wave, rankA, a.value.name, a.id)
                < std::tie(b.value.wave, rankB, b.value.name, b.id);
        });
    }

    static std::vector<Row> byWave(const QString &parent, std::vector<Row> children)
    {
        sort(children);
        const bool several = !children.empty() && children.front().value.wave != children.back().value.wave;
        if (!several)
            return children;
        std::vector<Row> waves;
        for (Row &child : children) {
            const int number = child.value.wave;
            if (waves.empty() || waves.back().value.wave != number) {
                const QString name = QString::number(number);
                waves.push_back({u"wave:%1:%2"_s.arg(name, parent),
                    {.kind = Kind::Wave,
                        .key = parent,
                        .name = name,
                        .wave = number,
                        .health = HealthStatus::Healthy}});
            }
            ApplicationRow &wave = waves.back().value;
            count(wave, child.value);
            wave.health = std::max(wave.health, child.value.health); // worsening order
            waves.back().children.push_back(std::move(child));
        }
        return waves;
    }

    const Applications &m_applications;
    const ApplicationTree &m_tree;
};

} // namespace

std::vector<Row> applicationRows(const Applications &applications, const ApplicationTree &tree)
{
    return Builder(applications, tree).roots();
}

bool linksAlike(const Application &one, const Application &other)
{
    const auto link = [](const ResourceStatus &resource) {
        return std::tie(resource.key.kind, resource.key.name, resource.key.resourceNamespace, resource.key.group,
            resource.syncWave);
    };
    return one.syncWave == other.syncWave && one.ownerApplicationSet == other.ownerApplicationSet
        && one.annotations == other.annotations && std::ranges::equal(one.resources, other.resources, {}, link, link);
}

} // namespace relight
