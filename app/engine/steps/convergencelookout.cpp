#include "app/engine/steps/convergencelookout.h"

#include "app/engine/steps/judgedapplications.h"

namespace relight {

namespace {

// Well again for so long that it is not a moment between two crashes.
constexpr Seconds wellFor{10};
// Argo CD looks into Git every three minutes by itself; somebody who mends a cause should not wait for that.
constexpr Seconds refreshEvery{30};

class Looker
{
public:
    Looker(StepContext &context, const WatchGoal &goal, const QStringList &names, const ConvergenceHistory &history,
        const StuckMemory &reasons, ArgoCd &argocd, Cluster &cluster)
        : m_context(context)
        , m_goal(goal)
        , m_names(names)
        , m_argocd(argocd)
        , m_view(context, argocd, goal.settings)
        , m_reasons(context, argocd, cluster)
    {
        m_view.history = history;
        m_reasons.memory = reasons;
    }

    WatchVerdict look(const ApplicationsDelta &delta)
    {
        if (!m_view.take(delta))
            return WatchVerdict::Continue;
        m_reasons.find(m_view.verdict().stuck, m_view.input);
        refresh();
        for (const QString &name : m_names)
            lookAt(name);
        return m_changed.isEmpty() ? WatchVerdict::Continue : WatchVerdict::Done;
    }
    QString changed() const { return m_changed; }

private:
    void lookAt(const QString &name)
    {
        const Instant now = m_context.ports.clock.now();
        const Stuck *stuck = m_view.stuckNamed(name);
        if (stuck && m_reasons.isHopeless(*stuck, m_view.input.applications)) {
            m_better.remove(name);
            return;
        }
        const Instant since = m_better.contains(name) ? m_better.value(name) : now;
        m_better.insert(name, since);
        if (now - since < (stuck ? m_goal.patience : wellFor) || !m_changed.isEmpty())
            return;
        const Application *application = m_view.applicationNamed(name);
        if (!application)
            m_changed = QStringLiteral("%1 is not there any more").arg(name);
        else if (stuck)
            m_changed = QStringLiteral("%1 moves again: %2").arg(name, stuck->reason);
        else
            m_changed = QStringLiteral("%1 is well, at commit %2").arg(name, application->syncRevision.left(12));
    }

    void refresh()
    {
        const Instant now = m_context.ports.clock.now();
        if (m_refreshed && now - *m_refreshed < refreshEvery)
            return;
        m_refreshed = now;
        QStringList names = m_names;
        names << nameOf(m_goal.settings.root);
        names.removeDuplicates();
        for (const QString &name : names) {
            if (const Application *application = m_view.applicationNamed(name))
                (void)m_argocd.refresh(name, application->appNamespace, false, m_context.call.within(now, Seconds{10}));
        }
    }

    StepContext &m_context;
    const WatchGoal &m_goal;
    QStringList m_names;
    ArgoCd &m_argocd;
    ConvergenceView m_view;
    StuckReasons m_reasons;
    QMap<QString, Instant> m_better; // since when it is not hopeless
    std::optional<Instant> m_refreshed;
    QString m_changed;
};

} // namespace

static Result<QString> lookUntilChanged(StepContext &context, const WatchGoal &goal, const QStringList &names,
    const ConvergenceHistory &history, const StuckMemory &reasons)
{
    const auto argocd = context.host.argocd(context.call);
    if (!argocd)
        return std::unexpected(argocd.error());
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    Looker looker(context, goal, names, history, reasons, **argocd, **cluster);
    const auto followed
        = (*argocd)->follow([&](const ApplicationsDelta &delta) { return looker.look(delta); }, context.call);
    if (!followed)
        return std::unexpected(followed.error());
    return looker.changed();
}

Lookout convergenceLookout(const WatchGoal &goal, const WatchResult &result)
{
    const QStringList names = result.ask ? result.ask->subject.split(u',', Qt::SkipEmptyParts) : QStringList();
    return [goal, names, history = result.history, reasons = result.reasons](StepContext &context) -> Result<QString> {
        context.log(QStringLiteral("while this is asked, %1 is looked at: mended in Git, the question goes by itself")
                .arg(names.join(QStringLiteral(", "))));
        while (true) {
            const auto changed = lookUntilChanged(context, goal, names, history, reasons);
            if (changed || changed.error().code == ErrorCode::Cancelled)
                return changed;
            context.warn(
                QStringLiteral("nobody looks at the applications: %1; again in 15 s").arg(changed.error().message));
            if (!context.ports.clock.sleepFor(Seconds{15}, context.call.stop))
                return failure(ErrorCode::Cancelled, QStringLiteral("the question was answered"));
        }
    };
}

} // namespace relight
