#include "models/convergence/applicationtree.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace relight {

namespace {

bool isArgo(const ResourceKey &key, QStringView kind)
{
    return key.group == u"argoproj.io" && key.kind == kind;
}

QString keyOf(const ResourceKey &key, const Application &parent)
{
    return (key.resourceNamespace.isEmpty() ? parent.appNamespace : key.resourceNamespace) + u'/' + key.name;
}

class Builder
{
public:
    explicit Builder(const Applications &applications)
        : m_applications(applications)
    {
    }

    ApplicationTree build()
    {
        fromResources();
        fromOwners();
        fromTracking();
        for (auto app = m_applications.begin(); app != m_applications.end(); ++app) {
            if (!m_tree.parent.contains(app.key()))
                m_tree.roots.append(app.key());
        }
        for (const QString &set : std::as_const(m_sets)) {
            if (!m_tree.parent.contains(set))
                m_tree.roots.append(set);
        }
        for (QStringList &children : m_tree.children)
            sort(children);
        std::ranges::sort(m_tree.roots);
        m_tree.missing.removeDuplicates();
        return std::move(m_tree);
    }

private:
    // Each wave is looked up once: a root may have ten thousand children.
    void sort(QStringList &children) const
    {
        std::vector<std::pair<int, QString>> order;
        order.reserve(size_t(children.size()));
        for (QString &key : children) {
            const auto app = m_applications.constFind(key);
            const int wave = app == m_applications.cend() ? m_waves.value(key) : app->syncWave;
            order.emplace_back(wave, std::move(key));
        }
        std::ranges::sort(order);
        for (qsizetype i = 0; i < children.size(); ++i)
            children[i] = std::move(order[size_t(i)].second);
    }

    void link(const QString &parent, const QString &child)
    {
        if (m_tree.parent.contains(child))
            return; // the first, strongest evidence stays
        for (QString above = parent; !above.isEmpty(); above = m_tree.parent.value(above)) {
            if (above == child) {
                m_tree.loops.insert(child);
                return;
            }
        }
        m_tree.parent.insert(child, parent);
        m_tree.children[parent].append(child);
    }

    void fromResources()
    {
        for (auto app = m_applications.begin(); app != m_applications.end(); ++app) {
            for (const ResourceStatus &resource : app->resources) {
                if (isArgo(resource.key, u"Application")) {
                    const QString child = keyOf(resource.key, *app);
                    if (!m_applications.contains(child)) {
                        m_tree.missing.append(child);
                        m_waves.insert(child, resource.syncWave);
                    }
                    link(app.key(), child);
                } else if (isArgo(resource.key, u"ApplicationSet")) {
                    const QString set = QStringLiteral("set:") + keyOf(resource.key, *app);
                    m_sets.insert(set);
                    m_waves.insert(set, resource.syncWave);
                    link(app.key(), set);
                }
            }
        }
    }

    void fromOwners()
    {
        for (auto app = m_applications.begin(); app != m_applications.end(); ++app) {
            if (app->ownerApplicationSet.isEmpty())
                continue;
            const QString set = setKey(app->appNamespace, app->ownerApplicationSet);
            m_sets.insert(set);
            link(set, app.key());
        }
    }

    void fromTracking()
    {
        for (auto app = m_applications.begin(); app != m_applications.end(); ++app) {
            const auto by = trackedBy(*app);
            if (!by)
                continue;
            const QString own = (by->appNamespace.isEmpty() ? app->appNamespace : by->appNamespace) + u'/' + by->name;
            if (m_applications.contains(own)) {
                link(own, app.key());
                continue;
            }
            const auto named = std::ranges::find_if(m_applications,
                [&](const Application &other) { return by->appNamespace.isEmpty() && other.name == by->name; });
            if (named != m_applications.end())
                link(named->key(), app.key());
        }
    }

    const Applications &m_applications;
    ApplicationTree m_tree;
    QSet<QString> m_sets;
    QMap<QString, int> m_waves;
};

void collect(const ApplicationTree &tree, const QString &key, QSet<QString> &seen, QStringList &found)
{
    if (seen.contains(key))
        return;
    seen.insert(key);
    found.append(key);
    for (const QString &child : tree.children.value(key))
        collect(tree, child, seen, found);
}

} // namespace

QString setKey(const QString &setNamespace, const QString &name)
{
    return QStringLiteral("set:") + setNamespace + u'/' + name;
}

std::optional<TrackedBy> trackedBy(const Application &application)
{
    const QString id = application.annotations.value(QStringLiteral("argocd.argoproj.io/tracking-id"));
    const qsizetype first = id.indexOf(u':'), second = first < 0 ? -1 : id.indexOf(u':', first + 1);
    if (second < 0 || first == 0)
        return std::nullopt;
    const QStringView kind = QStringView(id).sliced(first + 1, second - first - 1),
                      object = QStringView(id).sliced(second + 1);
    if (kind != u"argoproj.io/Application" || object != application.key())
        return std::nullopt;
    const QString owner = id.left(first);
    const qsizetype split = owner.indexOf(u'_');
    if (split < 0)
        return TrackedBy{{}, owner};
    return TrackedBy{owner.left(split), owner.mid(split + 1)};
}

ApplicationTree applicationTree(const Applications &applications)
{
    return Builder(applications).build();
}

QStringList withDescendants(const ApplicationTree &tree, const QString &key)
{
    QSet<QString> seen;
    QStringList found;
    collect(tree, key, seen, found);
    return found;
}

} // namespace relight
