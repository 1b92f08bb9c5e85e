#include "app/engine/steps/convergencewatch.h"

#include "app/engine/steps/judgedapplications.h"
#include "app/engine/steps/repositoryapplications.h"

namespace relight {

static Decision manualSyncDecision(const StepContext &context, const QStringList &names)
{
    return {QStringLiteral("sync:%1:%2").arg(context.step.id, names.join(u',')), DecisionKind::ManualSync,
        context.step.id, QStringLiteral("Sync %1 by hand?").arg(names.join(QStringLiteral(", "))),
        QStringLiteral("they are not synced automatically; nothing deploys them until somebody says so"), names,
        names.join(u','), QStringLiteral("--approve ") + context.step.id, false};
}

Result<ConvergenceSettings> convergenceSettings(StepContext &context, bool beforeTraffic)
{
    ConvergenceSettings settings;
    settings.root = context.fact(QStringLiteral("apply-root"), QStringLiteral("root"));
    settings.beforeTraffic = beforeTraffic;
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    const auto held = heldNames(context, **cluster);
    if (!held)
        return std::unexpected(held.error());
    settings.held = QSet<QString>(held->begin(), held->end());
    const RunState state = context.host.state();
    for (auto taken = state.taken.cbegin(); taken != state.taken.cend(); ++taken) {
        if (!taken.value().granted)
            continue;
        if (taken.key().startsWith(QLatin1String("sync:"))) {
            const QStringList names = taken.key().section(u':', 2).split(u',');
            settings.manualSync.unite(QSet<QString>(names.begin(), names.end()));
        }
        if (taken.key().startsWith(QLatin1String("exceptions:"))) {
            const QStringList names = taken.key().section(u':', 2).split(u',');
            settings.accepted.unite(QSet<QString>(names.begin(), names.end()));
        }
    }
    return settings;
}

namespace {

class Watch
{
public:
    Watch(StepContext &context, const WatchGoal &goal, ArgoCd &argocd, Cluster &cluster)
        : m_context(context)
        , m_goal(goal)
        , m_argocd(argocd)
        , m_view(context, argocd, goal.settings)
        , m_reasons(context, argocd, cluster)
    {
    }

    WatchVerdict look(const ApplicationsDelta &delta);
    WatchResult result() &&;

private:
    void act(const SuggestedAction &action, QStringList &manual);
    Result<> sync(const SuggestedAction &action, const Application &application, const Call &call);
    bool mayWrite(const Application &application, QStringList &manual);
    bool goalReached() const;
    Decision exceptionsDecision() const;

    StepContext &m_context;
    const WatchGoal &m_goal;
    ArgoCd &m_argocd;
    ConvergenceView m_view;
    StuckReasons m_reasons;
    std::optional<Decision> m_ask;
    std::optional<Instant> m_hopelessSince;
};

bool Watch::goalReached() const
{
    if (m_goal.only.isEmpty())
        return m_view.verdict().converged;
    return std::ranges::all_of(m_goal.only, [this](const QString &name) {
        return std::ranges::any_of(m_view.input.applications, [&](const Application &application) {
            return application.name == name && application.health == HealthStatus::Healthy && isSettled(application)
                && !application.skipReconcile;
        });
    });
}

// A manual application is synced after a consent only.
bool Watch::mayWrite(const Application &application, QStringList &manual)
{
    const auto &approved = m_view.input.settings.manualSync;
    if (approved.contains(application.name) || approved.contains(application.key()))
        return true;
    const Decision decision = manualSyncDecision(m_context, {application.name});
    const auto option = consentFor(decision, m_context.consents);
    if (!option) {
        manual << application.name;
        return false;
    }
    (void)m_context.host.record(DecisionRequested{decision});
    (void)m_context.host.record(DecisionTaken{decision.id, true, m_context.site.operatorName, *option});
    return true;
}

Result<> Watch::sync(const SuggestedAction &action, const Application &application, const Call &call)
{
    m_context.log(QStringLiteral("sync %1: %2").arg(application.name, action.reason));
    return m_argocd.sync({application.name, application.appNamespace, application.project, {}, false}, call);
}

void Watch::act(const SuggestedAction &action, QStringList &manual)
{
    const auto application = m_view.input.applications.constFind(action.application);
    if (application == m_view.input.applications.cend())
        return;
    if (!m_goal.only.isEmpty() && !m_goal.only.contains(application->name))
        return;
    const Call call = m_context.call.within(m_context.ports.clock.now(), Seconds{20});
    Result<> done;
    switch (action.kind) {
    case SuggestionKind::SyncManual:
        if (!mayWrite(*application, manual))
            return;
        done = sync(action, *application, call);
        break;
    case SuggestionKind::Resync:
        done = sync(action, *application, call);
        break;
    case SuggestionKind::Refresh:
    case SuggestionKind::HardRefresh:
        m_context.log(QStringLiteral("refresh %1: %2").arg(application->name, action.reason));
        done = m_argocd.refresh(
            application->name, application->appNamespace, action.kind == SuggestionKind::HardRefresh, call);
        break;
    }
    m_view.history.acted(action, *application, m_context.ports.clock.wall());
    if (!done && done.error().code != ErrorCode::Cancelled)
        m_context.warn(QStringLiteral("%1: %2").arg(application->name, done.error().message));
}

Decision Watch::exceptionsDecision() const
{
    const QList<Stuck> &stuck = m_view.verdict().stuck;
    QStringList names, details;
    for (const Stuck &one : stuck) {
        names << nameOf(one.application);
        details << one.reason;
    }
    names.removeDuplicates();
    names.sort();
    const QString subject = names.join(u',');
    return {QStringLiteral("exceptions:%1:%2").arg(m_context.step.id, subject), DecisionKind::Exceptions,
        m_context.step.id, QStringLiteral("Go on without %1?").arg(names.join(QStringLiteral(", "))),
        m_reasons.text(stuck), details, subject, QStringLiteral("--accept-exceptions ") + subject, false};
}

WatchVerdict Watch::look(const ApplicationsDelta &delta)
{
    if (!m_view.take(delta))
        return WatchVerdict::Continue;
    const Instant now = m_context.ports.clock.now();
    const ConvergenceVerdict &verdict = m_view.verdict();
    if (goalReached())
        return WatchVerdict::Done;
    QStringList manual;
    if (m_goal.mayAct) {
        for (const SuggestedAction &action : verdict.actions)
            act(action, manual);
    }
    m_reasons.find(verdict.stuck, m_view.input);
    const bool others = std::ranges::any_of(verdict.stuck,
        [&](const Stuck &stuck) { return !stuck.needsPerson && !manual.contains(nameOf(stuck.application)); });
    if (!manual.isEmpty() && !others) {
        manual.sort();
        m_ask = manualSyncDecision(m_context, manual);
        return WatchVerdict::Done;
    }
    const bool hopeless = !verdict.stuck.isEmpty() && std::ranges::all_of(verdict.stuck, [this](const Stuck &stuck) {
        return m_reasons.isHopeless(stuck, m_view.input.applications);
    });
    if (!hopeless || !m_goal.only.isEmpty()) {
        m_hopelessSince.reset();
        return WatchVerdict::Continue;
    }
    if (!m_hopelessSince)
        m_hopelessSince = now;
    if (now - *m_hopelessSince < m_goal.patience)
        return WatchVerdict::Continue;
    m_ask = exceptionsDecision();
    return WatchVerdict::Done;
}

WatchResult Watch::result() &&
{
    return {m_view.verdict(), std::move(m_ask), std::move(m_view.input.applications), std::move(m_view.history),
        std::move(m_reasons.memory)};
}

} // namespace

Result<WatchResult> watchConvergence(StepContext &context, const WatchGoal &goal)
{
    const auto argocd = context.host.argocd(context.call);
    if (!argocd)
        return std::unexpected(argocd.error());
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    Watch watch(context, goal, **argocd, **cluster);
    const auto followed
        = (*argocd)->follow([&](const ApplicationsDelta &delta) { return watch.look(delta); }, context.call);
    WatchResult result = std::move(watch).result();
    if (!followed) {
        Error error = followed.error();
        if (error.code == ErrorCode::TimedOut && !result.verdict.stuck.isEmpty()) {
            QStringList reasons;
            for (const Stuck &stuck : result.verdict.stuck.mid(0, 6))
                reasons << stuck.reason;
            error.message = QStringLiteral("%1: %2").arg(result.verdict.headline, reasons.join(QStringLiteral("; ")));
        }
        return std::unexpected(error);
    }
    return result;
}

} // namespace relight
