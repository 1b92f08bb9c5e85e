#include "models/items/applicationrows.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Row = ApplicationRowRef;
using Rows = std::vector<Row>;
using Kind = ApplicationRow::Kind;

constexpr int fewEnough = 5, firstShown = 3; // of those that progress

QString messageOf(const Application &application)
{
    if (!application.conditions.isEmpty())
        return application.conditions.first().message;
    if (application.operation == OperationPhase::Failed || application.operation == OperationPhase::Error
        || application.operation == OperationPhase::Running)
        return application.operationMessage;
    return application.health == HealthStatus::Healthy ? QString() : application.healthMessage;
}

bool isItself(const ApplicationRow &row)
{
    return row.kind == Kind::Application || row.kind == Kind::Missing;
}

// Others are counted, ordered and folded by these alone.
bool isPlacedAlike(const ApplicationRow &one, const ApplicationRow &other)
{
    return one.kind == other.kind && one.wave == other.wave && one.sync == other.sync && one.health == other.health
        && one.trouble == other.trouble && one.since == other.since
        && one.falseGreen.isEmpty() == other.falseGreen.isEmpty();
}

constexpr std::array counts{&ApplicationRow::below, &ApplicationRow::healthyBelow, &ApplicationRow::syncedBelow,
    &ApplicationRow::brokenBelow, &ApplicationRow::missingBelow, &ApplicationRow::progressingBelow};

void forgetBelow(ApplicationRow &row)
{
    row.worst = row.trouble;
    for (const auto count : counts)
        row.*count = 0;
}

void keepBelow(ApplicationRow &row, const ApplicationRow &known)
{
    row.worst = known.worst;
    for (const auto count : counts)
        row.*count = known.*count;
}

} // namespace

class ApplicationRows::Builder
{
public:
    Builder(ApplicationRows &rows, const ApplicationRowsWish &wish, ApplicationTotals &totals)
        : m_rows(rows)
        , m_input(wish)
        , m_totals(totals)
    {
    }

    Rows roots() { return folded({}, sorted(below(0, int(m_rows.m_entries.size())))); }

private:
    struct Children
    {
        Rows rows;
        std::vector<int> names; // Entry::name of each
    };

    Children below(int first, int end)
    {
        Children children;
        for (int at = first; at < end; at = m_rows.m_entries[size_t(at)].end)
            add(at, children);
        return children;
    }

    void add(int at, Children &siblings)
    {
        Entry &entry = m_rows.m_entries[size_t(at)];
        Row made{&entry.row.key, &entry.row, entry.differs};
        Children children;
        if (entry.end > at + 1) {
            children = below(at + 1, entry.end);
            forgetBelow(entry.row);
            for (const Row &child : children.rows)
                count(entry.row, *child.row);
            made.differs = true;
        }
        const bool wanted = !m_input.shows || m_input.shows(entry.row);
        if (isItself(entry.row))
            total(entry.row, wanted);
        if (!wanted && children.rows.empty())
            return;
        if (!children.rows.empty())
            made.children = byWave(entry.row.key, std::move(children));
        siblings.rows.push_back(std::move(made));
        siblings.names.push_back(entry.name);
    }

    ApplicationRow &group(Rows &rows, const QString &id, const ApplicationRow &row)
    {
        Group &made = m_rows.m_groups.emplace_back(Group{id, row});
        rows.push_back({&made.id, &made.row});
        return made.row;
    }

    void total(const ApplicationRow &row, bool shown)
    {
        m_totals.counts.add(row.health, row.sync);
        m_totals.broken += row.trouble == Trouble::Broken ? 1 : 0;
        m_totals.missing += row.health == HealthStatus::Missing || row.health == HealthStatus::Unknown ? 1 : 0;
        m_totals.progressing += row.trouble == Trouble::Progressing || row.trouble == Trouble::OutOfSync ? 1 : 0;
        m_totals.falseGreen += row.falseGreen.isEmpty() ? 0 : 1;
        m_totals.hidden += shown ? 0 : 1;
    }

    static void count(ApplicationRow &parent, const ApplicationRow &child)
    {
        const int itself = isItself(child) ? 1 : 0;
        const auto is = [&](bool so) { return so ? itself : 0; };
        parent.below += child.below + itself;
        parent.healthyBelow += child.healthyBelow + is(child.health == HealthStatus::Healthy);
        parent.syncedBelow += child.syncedBelow + is(child.sync == SyncStatus::Synced);
        parent.brokenBelow += child.brokenBelow + is(child.trouble == Trouble::Broken);
        parent.missingBelow += child.missingBelow + is(child.trouble == Trouble::Missing);
        parent.progressingBelow += child.progressingBelow
            + is(child.trouble == Trouble::Progressing || child.trouble == Trouble::OutOfSync);
        parent.worst = std::min({parent.worst, child.worst, child.trouble});
    }

    // What only looks well stands before what is.
    static int rank(const ApplicationRow &row)
    {
        return int(row.worst) * 2 + (row.worst == Trouble::Well && row.falseGreen.isEmpty() ? 1 : 0);
    }

    auto placeOf(const ApplicationRow &row) const
    {
        switch (m_input.order) {
        case ApplicationOrder::Trouble:
            return std::pair<qint64, qint64>{row.wave, rank(row)};
        case ApplicationOrder::Name:
            return std::pair<qint64, qint64>{row.wave, 0};
        case ApplicationOrder::Sync:
            return std::pair<qint64, qint64>{row.wave, -qint64(row.sync)}; // OutOfSync, Synced, Unknown
        case ApplicationOrder::Since:                                      // what changed last
            return std::pair<qint64, qint64>{row.wave, row.since ? -row.since->time_since_epoch().count() : 0};
        }
        return std::pair<qint64, qint64>{};
    }

    Rows sorted(Children children) const
    {
        struct Place
        {
            std::pair<qint64, qint64> place;
            int name;
            int at;
            auto operator<=>(const Place &) const = default;
        };
        std::vector<Place> order;
        order.reserve(children.rows.size());
        for (size_t at = 0; at < children.rows.size(); ++at)
            order.push_back({placeOf(*children.rows[at].row), children.names[at], int(at)});
        if (std::ranges::is_sorted(order))
            return std::move(children.rows);
        std::ranges::sort(order);
        Rows rows;
        rows.reserve(order.size());
        for (const Place &place : order)
            rows.push_back(std::move(children.rows[size_t(place.at)]));
        return rows;
    }

    Rows byWave(const QString &parent, Children unsorted)
    {
        Rows children = sorted(std::move(unsorted));
        if (children.front().row->wave == children.back().row->wave)
            return folded(parent, std::move(children));
        Rows waves;
        ApplicationRow *wave = nullptr;
        for (Row &child : children) {
            const int number = child.row->wave;
            if (!wave || wave->wave != number) {
                const QString name = QString::number(number);
                wave = &group(waves, u"wave:%1:%2"_s.arg(name, parent),
                    {.kind = Kind::Wave, .key = parent, .name = name, .wave = number, .health = HealthStatus::Healthy});
            }
            count(*wave, *child.row);
            wave->health = std::max(wave->health, child.row->health); // worsening order
            waves.back().children.push_back(std::move(child));
        }
        for (Row &one : waves)
            one.children = folded(*one.id, std::move(one.children));
        std::ranges::stable_sort(waves, {}, [](const Row &one) { return one.row->worst == Trouble::Broken ? 0 : 1; });
        return waves;
    }

    // Those that are well behind one row, and of many that progress all but the first few.
    Rows folded(const QString &above, Rows rows)
    {
        if (!m_input.folds)
            return rows;
        const auto isWell = [](const Row &row) { return rank(*row.row) == int(Trouble::Well) * 2 + 1; };
        const auto goes = [](const Row &row) { return row.row->worst == Trouble::Progressing && row.row->below == 0; };
        // Where all are well there is nothing to put before them.
        if (std::ranges::all_of(rows, isWell))
            return rows;
        fold(rows, above, Trouble::Progressing, goes, std::ranges::count_if(rows, goes) > fewEnough ? firstShown : -1);
        fold(rows, above, Trouble::Well, isWell, std::ranges::count_if(rows, isWell) > 1 ? 0 : -1);
        return rows;
    }

    // `shown` of them stay as they are; -1: all.
    void fold(Rows &rows, const QString &above, Trouble trouble, auto which, int shown)
    {
        if (shown < 0)
            return;
        Rows left, folds;
        ApplicationRow &more = group(folds, u"more:%1:%2"_s.arg(int(trouble)).arg(above),
            {.kind = Kind::More,
                .key = above,
                .sync = SyncStatus::Synced,
                .health = HealthStatus::Healthy,
                .trouble = trouble});
        Rows &inside = folds.front().children;
        for (Row &row : rows) {
            if (!which(row) || shown-- > 0) {
                left.push_back(std::move(row));
                continue;
            }
            if (inside.empty())
                more.wave = row.row->wave;
            count(more, *row.row);
            more.health = std::max(more.health, row.row->health);
            if (row.row->sync != SyncStatus::Synced)
                more.sync = row.row->sync;
            inside.push_back(std::move(row));
        }
        const auto after = std::ranges::find_if(
            left, [&](const Row &row) { return row.row->worst > trouble; }); // before what is less urgent
        left.insert(after, std::move(folds.front()));
        rows = std::move(left);
    }

    ApplicationRows &m_rows;
    const ApplicationRowsWish &m_input;
    ApplicationTotals &m_totals;
};

ApplicationRow ApplicationRows::ownRow(const QString &key, const Applications &applications, const Since &since) const
{
    ApplicationRow value;
    value.key = key;
    value.name = key.sliced(key.lastIndexOf(u'/') + 1);
    if (const auto found = since.constFind(key); found != since.cend())
        value.since = *found;
    const auto found = applications.constFind(key);
    if (found == applications.cend()) {
        value.kind = key.startsWith(u"set:"_s) ? Kind::Set : Kind::Missing;
        value.health = value.kind == Kind::Missing ? HealthStatus::Missing : HealthStatus::Healthy;
        value.trouble = value.kind == Kind::Missing ? Trouble::Missing : Trouble::Well;
        forgetBelow(value);
        return value;
    }
    value.name = found->name; // shared
    value.wave = found->syncWave;
    value.sync = found->sync;
    value.health = found->health;
    value.operation = found->operation;
    value.trouble = troubleOf(*found);
    value.falseGreen = falseGreen(*found, m_newest);
    value.message = messageOf(*found);
    value.automated = found->automated;
    value.held = found->skipReconcile;
    forgetBelow(value);
    return value;
}

void ApplicationRows::add(
    const QString &key, const Applications &applications, const ApplicationTree &tree, const Since &since)
{
    const auto at = m_entries.size();
    m_places.insert(key, int(at));
    m_entries.push_back({ownRow(key, applications, since)});
    if (const auto children = tree.children.constFind(key); children != tree.children.cend()) {
        for (const QString &child : *children)
            add(child, applications, tree, since);
    }
    m_entries[at].end = int(m_entries.size());
}

void ApplicationRows::relink(const Applications &applications, const ApplicationTree &tree, const Since &since)
{
    m_newest = NewestRevisions(applications);
    m_entries.clear();
    m_places.clear();
    for (const QString &key : tree.roots)
        add(key, applications, tree, since);
    std::vector<Entry *> byName;
    for (Entry &entry : m_entries)
        byName.push_back(&entry);
    std::ranges::sort(byName, {}, [](const Entry *entry) { return std::tie(entry->row.name, entry->row.key); });
    for (size_t place = 0; place < byName.size(); ++place)
        byName[place]->name = int(place);
}

// Those that may look green only now, or not any more, since another was seen at a newer revision.
QStringList ApplicationRows::withOtherRevisions(const Applications &applications) const
{
    QStringList keys;
    for (const Entry &entry : m_entries) {
        const auto app = applications.constFind(entry.row.key);
        if (app == applications.cend())
            continue;
        const NewestRevisions::Newest *newest = m_newest.of(*app);
        if (!entry.row.falseGreen.isEmpty() || (newest && newest->revision != app->syncRevision))
            keys << entry.row.key;
    }
    return keys;
}

RowChange ApplicationRows::change(const QStringList &keys, bool revisions, const Applications &applications,
    const Since &since, QList<ApplicationRow> &inside)
{
    QStringList all = keys;
    if (revisions) {
        m_newest = NewestRevisions(applications);
        all += withOtherRevisions(applications);
    }
    RowChange greatest = RowChange::None;
    for (const QString &key : std::as_const(all)) {
        const auto place = m_places.constFind(key);
        if (place == m_places.cend())
            continue;
        Entry &entry = m_entries[size_t(*place)];
        ApplicationRow now = ownRow(key, applications, since);
        const bool alike = isPlacedAlike(now, entry.row);
        if (alike)
            keepBelow(now, entry.row);
        if (now == entry.row)
            continue;
        entry.row = std::move(now);
        entry.differs = true;
        if (alike)
            inside << entry.row;
        greatest = std::max(greatest, alike ? RowChange::Inside : RowChange::Order);
    }
    return greatest;
}

std::vector<ApplicationRowRef> ApplicationRows::rows(const ApplicationRowsWish &wish, ApplicationTotals &totals)
{
    m_groups.clear();
    return Builder(*this, wish, totals).roots();
}

void ApplicationRows::merged()
{
    for (Entry &entry : m_entries)
        entry.differs = false;
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

bool revisionsAlike(const Application &one, const Application &other)
{
    return one.repoUrl == other.repoUrl && one.targetRevision == other.targetRevision
        && one.syncRevision == other.syncRevision && one.reconciledAt == other.reconciledAt;
}

} // namespace relight
