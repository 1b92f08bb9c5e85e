#include "ui/cockpit/runmodels.h"

namespace relight {

static constexpr int linesKept = 20'000; // a step; the whole log is on disk

RunModels::RunModels(const RunView &view, WallClock clock, QObject *parent)
    : QObject(parent)
    , m_control(view.control)
    , m_clock(std::move(clock))
{
    m_checklist.setRun(m_control.state());
    m_timeline.setRun(m_control.state());
    setNow(m_clock());
    m_feed.append(view.before);
    connect(&view.control, &RunControl::happened, this, [this](const QList<RunEvent> &events) {
        m_checklist.setRun(m_control.state());
        m_timeline.setRun(m_control.state());
        m_feed.append(events);
    });
    connect(&view.observations, &Observations::applicationsChanged, this, &RunModels::hear);
    if (view.inspector)
        connect(view.inspector, &ApplicationInspector::watched, this,
            [this](const ApplicationWatch &watch) { m_watch = watch; });
    connect(&view.observations, &Observations::logged, this, &RunModels::take);
    connect(&view.observations, &Observations::progressed, this, [this](const QList<StepProgress> &latest) {
        QStringList ids;
        for (const StepProgress &progress : latest) {
            m_progress.insert(progress.stepId, progress);
            ids << progress.stepId;
        }
        m_checklist.setProgress(latest);
        Q_EMIT progressed(ids);
    });
}

void RunModels::setNow(Timestamp now)
{
    m_checklist.setNow(now);
    m_timeline.setNow(now);
    m_applications.setNow(now);
    if (!m_applications.applications().isEmpty() && !m_control.state().end)
        m_counts.add(now, m_applications.totals().counts);
}

void RunModels::hear(
    const QList<Application> &changed, const QStringList &removedKeys, const QString &source, const SeenEarlier &seen)
{
    const Timestamp now = m_clock();
    m_changedFrom = source;
    m_changedAt = seen.at.value_or(now);
    Q_EMIT applicationsHeard(source, *m_changedAt);
    m_applications.setNow(now);
    m_applications.update(changed, removedKeys, seen.since);
    m_counts.add(now, m_applications.totals().counts);
}

ConnectionsInput RunModels::connections(Timestamp now) const
{
    return {m_control.state(), m_watch, m_changedFrom, m_changedAt, now};
}

LogModel *RunModels::log(const QString &stepId)
{
    auto &log = m_logs[stepId];
    if (!log)
        log = std::make_unique<LogModel>(QString(), linesKept); // lines are sorted here
    return log.get();
}

void RunModels::take(const QList<LogLine> &lines)
{
    QHash<QString, QList<LogLine>> byStep;
    for (const LogLine &line : lines)
        byStep[m_control.state().step(line.stepId) ? line.stepId : QString()] << line;
    for (auto part = byStep.cbegin(); part != byStep.cend(); ++part)
        log(part.key())->append(part.value());
}

} // namespace relight
