#pragma once
// The item models of one run, fed from what its session says. Owned by the run page; GUI thread.

#include "models/convergence/countshistory.h"
#include "models/items/connections.h"
#include "models/items/eventfeedmodel.h"
#include "models/items/logmodel.h"
#include "ui/checklist/spokenchecklist.h"
#include "ui/cockpit/runview.h"
#include "ui/convergence/spokenapplications.h"
#include "ui/timeline/spokentimeline.h"

#include <map>
#include <memory>

namespace relight {

class RunModels : public QObject
{
    Q_OBJECT
public:
    RunModels(const RunView &view, WallClock clock, QObject *parent = nullptr);

    ChecklistModel &checklist() { return m_checklist; }
    EventFeedModel &feed() { return m_feed; }
    TimelineModel &timeline() { return m_timeline; }
    ApplicationTreeModel &applications() { return m_applications; }
    const CountsHistory &counts() const { return m_counts; }
    // The log of a step; empty id: what belongs to none (preflight, notifications).
    LogModel *log(const QString &stepId);
    StepProgress progress(const QString &stepId) const { return m_progress.value(stepId); }
    // How the applications are seen; where the session has no such eye: what changed last, and when.
    ConnectionsInput connections(Timestamp now) const;
    void setNow(Timestamp now);

Q_SIGNALS:
    void progressed(const QStringList &stepIds);
    void applicationsHeard(const QString &source, relight::Timestamp at);

private:
    void take(const QList<LogLine> &lines);
    void hear(const QList<Application> &changed, const QStringList &removedKeys, const QString &source,
        const SeenEarlier &seen);

    RunControl &m_control;
    WallClock m_clock;
    SpokenChecklist m_checklist;
    EventFeedModel m_feed;
    SpokenTimeline m_timeline;
    SpokenApplications m_applications;
    CountsHistory m_counts;
    std::map<QString, std::unique_ptr<LogModel>> m_logs; // by step id
    QHash<QString, StepProgress> m_progress;
    std::optional<ApplicationWatch> m_watch;
    QString m_changedFrom;
    std::optional<Timestamp> m_changedAt;
};

} // namespace relight
