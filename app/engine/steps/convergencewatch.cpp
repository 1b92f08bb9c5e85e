#include "app/engine/steps/convergencewatch.h"

#include "app/engine/steps/repositoryapplications.h"
#include "models/convergence/blockedbecause.h"
#include "models/convergence/rollout.h"

#include <QCryptographicHash>

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
        , m_cluster(cluster)
    {
        m_input.settings = goal.settings;
    }

    WatchVerdict look(const ApplicationsDelta &delta);
    Result<WatchResult> result() &&;

private:
    void merge(const ApplicationsDelta &delta);
    void act(const SuggestedAction &action, QStringList &manual);
    bool goalReached() const;
    void explain();
    bool isHopeless(const Stuck &stuck) const;
    QString reasons() const;

    StepContext &m_context;
    const WatchGoal &m_goal;
    ArgoCd &m_argocd;
    Cluster &m_cluster;
    ConvergenceInput m_input;
    ConvergenceHistory m_history;
    ConvergenceVerdict m_verdict;
    std::optional<Decision> m_ask;
    std::optional<Error> m_error;
    std::optional<Instant> m_hopelessSince, m_setsRead, m_explained;
    QString m_degraded, m_lastHeadline;
    QStringList m_sentences;
    QSet<QString> m_blocked; // keys of those whose cause is known and stays
};

void Watch::merge(const ApplicationsDelta &delta)
{
    if (delta.complete)
        m_input.applications.clear();
    for (const Application &application : delta.changed)
        m_input.applications.insert(application.key(), application);
    for (const QString &key : delta.removed)
        m_input.applications.remove(key);
    if (delta.degraded != m_degraded) {
        m_degraded = delta.degraded;
        if (m_degraded.isEmpty())
            m_context.log(QStringLiteral("applications are seen through the %1").arg(delta.source));
        else
            m_context.warn(QStringLiteral("applications are seen through the %1: %2").arg(delta.source, m_degraded));
    }
    if (!delta.changed.isEmpty() || !delta.removed.isEmpty() || delta.complete)
        m_context.host.applications(delta);
}

static QString nameOf(const QString &key)
{
    return key.section(u'/', -1);
}

bool Watch::goalReached() const
{
    if (m_goal.only.isEmpty())
        return m_verdict.converged;
    return std::ranges::all_of(m_goal.only, [this](const QString &name) {
        return std::ranges::any_of(m_input.applications, [&](const Application &application) {
            return application.name == name && application.health == HealthStatus::Healthy && isSettled(application)
                && !application.skipReconcile;
        });
    });
}

void Watch::act(const SuggestedAction &action, QStringList &manual)
{
    const auto application = m_input.applications.constFind(action.application);
    if (application == m_input.applications.cend())
        return;
    if (!m_goal.only.isEmpty() && !m_goal.only.contains(application->name))
        return;
    const Call call = m_context.call.within(m_context.ports.clock.now(), Seconds{20});
    Result<> done;
    switch (action.kind) {
    case SuggestionKind::SyncManual:
        if (!m_input.settings.manualSync.contains(application->name)
            && !m_input.settings.manualSync.contains(action.application)) {
            const Decision decision = manualSyncDecision(m_context, {application->name});
            if (!consentFor(decision, m_context.consents)) {
                manual << application->name;
                return;
            }
            (void)m_context.host.record(DecisionRequested{decision});
            (void)m_context.host.record(DecisionTaken{
                decision.id, true, m_context.site.operatorName, *consentFor(decision, m_context.consents)});
        }
        [[fallthrough]];
    case SuggestionKind::Resync:
        m_context.log(QStringLiteral("sync %1: %2").arg(application->name, action.reason));
        done = m_argocd.sync({application->name, application->appNamespace, application->project, {}, false}, call);
        break;
    case SuggestionKind::Refresh:
    case SuggestionKind::HardRefresh:
        m_context.log(QStringLiteral("refresh %1: %2").arg(application->name, action.reason));
        done = m_argocd.refresh(
            application->name, application->appNamespace, action.kind == SuggestionKind::HardRefresh, call);
        break;
    }
    m_history.acted(action, *application, m_context.ports.clock.wall());
    if (!done && done.error().code != ErrorCode::Cancelled)
        m_context.warn(QStringLiteral("%1: %2").arg(application->name, done.error().message));
}

// Fetches what is behind the worst of the stuck ones, for the sentence that a person reads. At most every three
// seconds.
void Watch::explain()
{
    const Instant now = m_context.ports.clock.now();
    if (m_verdict.stuck.isEmpty() || (m_explained && now - *m_explained < Seconds{3}))
        return;
    m_explained = now;
    QStringList sentences;
    m_blocked.clear();
    for (const Stuck &stuck : m_verdict.stuck) {
        if (sentences.size() == 8)
            break;
        const auto application = m_input.applications.constFind(stuck.application);
        if (application == m_input.applications.cend() || stuck.why == StuckClass::NoStatus
            || stuck.why == StuckClass::Held)
            continue;
        BlockedEvidence evidence;
        const Call call = m_context.call.within(m_context.ports.clock.now(), Seconds{5});
        if (auto tree = m_argocd.resourceTree(application->name, application->appNamespace, call)) {
            m_input.trees.insert(stuck.application, *tree); // tells a Certificate from the rest
            evidence.tree = *std::move(tree);
        }
        if (application->sync == SyncStatus::OutOfSync) {
            const auto window = m_argocd.syncWindow(application->name, application->appNamespace, call);
            if (window && !window->isEmpty())
                m_input.settings.windows.insert(stuck.application, *window);
            else
                m_input.settings.windows.remove(stuck.application);
        }
        if (auto pods = m_cluster.list(
                {QStringLiteral("v1"), QStringLiteral("Pod"), application->destinationNamespace, {}}, {}, call))
            evidence.objects = *std::move(pods);
        if (auto events
            = m_cluster.list({QStringLiteral("v1"), QStringLiteral("Event"), application->destinationNamespace, {}},
                {{}, QStringLiteral("type=Warning")}, call))
            evidence.events = *std::move(events);
        const auto blocked = blockedBecause(*application, evidence);
        sentences << (blocked.isEmpty() ? stuck.reason : blocked.first().sentence);
        if (!blocked.isEmpty() && blocked.first().blocking)
            m_blocked.insert(stuck.application);
    }
    for (const QString &sentence : sentences) {
        if (!m_sentences.contains(sentence))
            m_context.warn(sentence);
    }
    m_sentences = sentences;
}

// Waiting will not help: the judgement says so, or what is behind it does (a Deployment calls itself progressing for
// ten minutes while its image does not exist), or it only waits for one of those.
bool Watch::isHopeless(const Stuck &stuck) const
{
    if (stuck.needsPerson || m_blocked.contains(stuck.application))
        return true;
    const QString message = m_input.applications.value(stuck.application).operationMessage;
    return std::ranges::any_of(m_blocked,
        [&](const QString &key) { return message.contains(QLatin1String("argoproj.io/Application/") + nameOf(key)); });
}

QString Watch::reasons() const
{
    QStringList all = m_sentences;
    for (const Stuck &stuck : m_verdict.stuck) {
        const QString name = nameOf(stuck.application);
        const bool said = std::ranges::any_of(all, [&](const QString &sentence) {
            return sentence.startsWith(name + u':') || sentence.startsWith(name + u' ');
        });
        if (!said)
            all << stuck.reason;
    }
    return all.mid(0, 6).join(QStringLiteral("; "));
}

WatchVerdict Watch::look(const ApplicationsDelta &delta)
{
    if (m_input.applications.isEmpty() && delta.source.isEmpty())
        return WatchVerdict::Continue; // nothing was read yet
    merge(delta);
    const Instant now = m_context.ports.clock.now();
    if (!m_setsRead || now - *m_setsRead >= Seconds{2}) {
        m_setsRead = now;
        if (auto sets = m_argocd.applicationSets(m_context.call.within(now, Seconds{5})))
            m_input.sets = *std::move(sets);
    }
    m_input.now = m_context.ports.clock.wall();
    m_history.observe(m_input.applications, m_input.now);
    m_verdict = judge(m_input, m_history);
    m_context.progress(m_verdict.headline, m_verdict.healthy, m_verdict.total, QStringLiteral("applications"));
    if (m_verdict.headline != m_lastHeadline) {
        m_lastHeadline = m_verdict.headline;
        m_context.log(m_verdict.headline);
    }
    if (goalReached())
        return WatchVerdict::Done;
    QStringList manual;
    if (m_goal.mayAct) {
        for (const SuggestedAction &action : m_verdict.actions)
            act(action, manual);
    }
    explain();
    const bool others = std::ranges::any_of(m_verdict.stuck,
        [&](const Stuck &stuck) { return !stuck.needsPerson && !manual.contains(nameOf(stuck.application)); });
    if (!manual.isEmpty() && !others) {
        manual.sort();
        m_ask = manualSyncDecision(m_context, manual);
        return WatchVerdict::Done;
    }
    const bool hopeless = !m_verdict.stuck.isEmpty()
        && std::ranges::all_of(m_verdict.stuck, [this](const Stuck &stuck) { return isHopeless(stuck); });
    if (!hopeless || !m_goal.only.isEmpty()) {
        m_hopelessSince.reset();
        return WatchVerdict::Continue;
    }
    if (!m_hopelessSince)
        m_hopelessSince = now;
    if (now - *m_hopelessSince < m_goal.patience)
        return WatchVerdict::Continue;
    QStringList keys;
    for (const Stuck &stuck : m_verdict.stuck)
        keys << nameOf(stuck.application);
    keys.removeDuplicates();
    keys.sort();
    m_ask
        = Decision{QStringLiteral("exceptions:%1:%2").arg(m_context.step.id, keys.join(u',')), DecisionKind::Exceptions,
            m_context.step.id, QStringLiteral("Go on without %1?").arg(keys.join(QStringLiteral(", "))), reasons(), {},
            keys.join(u','), QStringLiteral("--accept-exceptions ") + keys.join(u','), false};
    for (const Stuck &stuck : m_verdict.stuck)
        m_ask->details << stuck.reason;
    return WatchVerdict::Done;
}

Result<WatchResult> Watch::result() &&
{
    if (m_error)
        return std::unexpected(*m_error);
    return WatchResult{std::move(m_verdict), std::move(m_ask), std::move(m_input.applications)};
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
    auto result = std::move(watch).result();
    if (!followed) {
        Error error = followed.error();
        if (error.code == ErrorCode::TimedOut && result && !result->verdict.stuck.isEmpty()) {
            QStringList reasons;
            for (const Stuck &stuck : result->verdict.stuck.mid(0, 6))
                reasons << stuck.reason;
            error.message = QStringLiteral("%1: %2").arg(result->verdict.headline, reasons.join(QStringLiteral("; ")));
        }
        return std::unexpected(error);
    }
    return result;
}

} // namespace relight
