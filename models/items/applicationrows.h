#pragma once
// Applications as the tree that a person reads: who made whom, by sync wave, broken first, what is well folded away.
// Owned by the tree model; any one thread.

#include "models/convergence/applicationtree.h"
#include "models/convergence/falsegreen.h"
#include "models/convergence/trouble.h"
#include "models/items/mergingtreemodel.h"

#include <deque>
#include <functional>

namespace relight {

struct ApplicationRow
{
    enum class Kind {
        Application,
        Set,     // an ApplicationSet
        Wave,    // children of one parent in one wave, where there are several waves
        Missing, // a parent names it, it is not there
        More,    // neighbours of one state, folded: `below` of them
    };

    Kind kind = Kind::Application;
    QString key; // Application::key(); of a wave or fold its parent's
    QString name;
    int wave = 0;
    SyncStatus sync = SyncStatus::Unknown;
    HealthStatus health = HealthStatus::Unknown;
    OperationPhase operation = OperationPhase::None;
    Trouble trouble = Trouble::Well; // its own
    Trouble worst = Trouble::Well;   // with all below it
    QList<FalseGreen> falseGreen;    // why it only looks well
    QString message;                 // why it is not well, in Argo CD's words
    std::optional<Timestamp> since;  // health and sync are as they are, as far as was seen from here
    bool automated = false, held = false;
    // Applications under it, at any depth; those that are not well by what is the matter.
    int below = 0, healthyBelow = 0, syncedBelow = 0;
    int brokenBelow = 0, missingBelow = 0, progressingBelow = 0;
    bool operator==(const ApplicationRow &) const = default;
};

// All applications, whatever is shown.
struct ApplicationTotals
{
    ConvergenceCounts counts;
    int broken = 0, missing = 0, progressing = 0, falseGreen = 0; // progressing: or OutOfSync
    int hidden = 0;                                               // by the filter
    bool operator==(const ApplicationTotals &) const = default;
};

enum class ApplicationOrder { Trouble, Name, Sync, Since }; // within a wave; Trouble: then by name

struct ApplicationRowsWish
{
    ApplicationOrder order = ApplicationOrder::Trouble;
    bool folds = true; // the well ones, and most of many that progress
    // Absent: all. What is above one that is shown is shown, too.
    std::function<bool(const ApplicationRow &)> shows;
};

// What a change of an application is for its row.
enum class RowChange {
    None,
    Inside, // only what its own row says
    Order,  // others are counted, ordered or folded by it
};

// A row of a snapshot that lies with ApplicationRows, which lives on and is not changed meanwhile.
struct ApplicationRowRef
{
    const QString *id = nullptr;
    const ApplicationRow *row = nullptr;
    bool differs = true; // perhaps, from what was merged last
    std::vector<ApplicationRowRef> children = {};
};
inline const QString &idOf(const ApplicationRowRef &row)
{
    return *row.id;
}
inline const ApplicationRow &valueOf(const ApplicationRowRef &row)
{
    return *row.row;
}
inline bool mayDiffer(const ApplicationRowRef &row)
{
    return row.differs;
}

// Each application's own row, in the order of the tree: made anew when the tree is another, one by one as they change.
// A value; pure.
class ApplicationRows
{
public:
    using Since = QHash<QString, Timestamp>; // by key

    void relink(const Applications &applications, const ApplicationTree &tree, const Since &since);
    // `keys` have changed, the tree has not; `revisions`: also what was synced from where. The greatest change;
    // `inside` are told of those whose row alone says it.
    RowChange change(const QStringList &keys, bool revisions, const Applications &applications, const Since &since,
        QList<ApplicationRow> &inside);

    // Order within a parent: waves with something broken first, then ascending; in a wave as asked. Ids: the
    // application's key, "wave:N:KEY", "set:KEY", "more:TROUBLE:ID of what is above".
    // Until the next change.
    std::vector<ApplicationRowRef> rows(const ApplicationRowsWish &wish, ApplicationTotals &totals);
    void merged(); // the last rows()

private:
    struct Entry
    {
        ApplicationRow row;
        int end = 0;  // of all below it
        int name = 0; // place of its name among all
        bool differs = true;
    };
    struct Group // wave or fold
    {
        QString id;
        ApplicationRow row;
    };
    class Builder;

    void add(const QString &key, const Applications &applications, const ApplicationTree &tree, const Since &since);
    QStringList withOtherRevisions(const Applications &applications) const;
    ApplicationRow ownRow(const QString &key, const Applications &applications, const Since &since) const;

    std::vector<Entry> m_entries; // parents before children
    std::deque<Group> m_groups;   // of the last rows()
    QHash<QString, int> m_places; // by key
    NewestRevisions m_newest;
};

// Whether the tree of applications is the same with either: who made it, what it makes, its wave.
[[nodiscard]] bool linksAlike(const Application &one, const Application &other);
// Whether others are as new with either: see NewestRevisions.
[[nodiscard]] bool revisionsAlike(const Application &one, const Application &other);

} // namespace relight
