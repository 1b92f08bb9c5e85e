#include "app/drill/world/argocd/syncrun.h"

#include "app/drill/world/argocd/comparison.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/livestate.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds anObject{50}, betweenWaves{2000};

static bool isMeant(const SyncTask &task, const QList<QJsonObject> &only)
{
    const Key key = keyOf(task.object);
    return std::ranges::any_of(only, [&](const QJsonObject &one) {
        const QString space = textAt(one, {u"namespace"});
        return textAt(one, {u"group"}) == key.group && textAt(one, {u"kind"}) == key.kind
            && textAt(one, {u"name"}) == key.name && (space.isEmpty() || space == key.space);
    });
}

SyncRun::SyncRun(World &world, const QList<QJsonObject> &targets, const SyncSettings &settings)
    : m_world(world)
    , m_settings(settings)
    , m_tasks(syncTasks(targets))
{
    if (!settings.only.isEmpty())
        m_tasks.removeIf([&](const SyncTask &task) { return !task.hook.isEmpty() || !isMeant(task, settings.only); });
    const Key space{{}, u"Namespace"_s, {}, settings.destination};
    const bool isOwn = std::ranges::any_of(m_tasks, [&](const SyncTask &task) { return keyOf(task.object) == space; });
    if (settings.createNamespace && !isOwn && !settings.destination.isEmpty() && !world.cluster.get(space))
        m_tasks.prepend({{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s},
                             {u"metadata"_s, QJsonObject{{u"name"_s, space.name}}}},
            SyncPhase::PreSync, -1'000'000, {}, {}});
    for (const SyncTask &task : std::as_const(m_tasks))
        m_keys << keyOf(task.object);
    m_concerned = {m_keys.begin(), m_keys.end()};
    const auto place = [](const SyncTask &task) { return std::pair(task.phase, task.wave); };
    m_steps = !m_tasks.isEmpty() && place(m_tasks.first()) != place(m_tasks.last());
}

void SyncRun::record(qsizetype index, const QString &status, const QString &message, const QString &phase)
{
    const SyncTask &task = m_tasks.at(index);
    const Key key = keyOf(task.object);
    QJsonObject result{{u"group"_s, key.group}, {u"version"_s, textAt(task.object, {u"apiVersion"}).section(u'/', -1)},
        {u"kind"_s, key.kind}, {u"namespace"_s, key.space}, {u"name"_s, key.name}, {u"status"_s, status},
        {u"message"_s, message}, {u"hookPhase"_s, phase}, {u"syncPhase"_s, syncPhaseText(task.phase)}};
    if (!task.hook.isEmpty())
        result.insert(u"hookType"_s, task.hook);
    if (message.isEmpty())
        result.insert(u"message"_s, m_results.value(index).value(u"message").toString());
    m_results.insert(index, result);
}

QJsonArray SyncRun::results() const
{
    QJsonArray all;
    for (const QJsonObject &result : m_results)
        all << result;
    return all;
}

void SyncRun::finish(State state, const QString &message)
{
    m_state = state;
    m_message = message;
}

void SyncRun::terminate()
{
    finish(State::Failed, u"Operation terminated"_s);
}

// Before anything is written. A definition among the objects vouches for its kind.
bool SyncRun::check()
{
    m_checked = true;
    bool valid = true;
    for (qsizetype i = 0; i < m_tasks.size(); ++i) {
        const QJsonObject &object = m_tasks.at(i).object;
        const QString why = whyNotServed(m_world, object);
        const Key key = keyOf(object);
        const bool defined = std::ranges::any_of(m_tasks, [&](const SyncTask &task) {
            return textAt(task.object, {u"kind"}) == u"CustomResourceDefinition"
                && textAt(task.object, {u"spec", u"group"}) == key.group
                && textAt(task.object, {u"spec", u"names", u"kind"}) == key.kind;
        });
        const bool lenient = textAt(object, {u"metadata", u"annotations", u"argocd.argoproj.io/sync-options"})
                                 .contains(u"SkipDryRunOnMissingResource=true");
        if (why.isEmpty() || defined || lenient)
            continue;
        record(i, u"SyncFailed"_s, why, u"Failed"_s);
        valid = false;
    }
    if (!valid)
        finish(State::Failed, u"one or more synchronization tasks are not valid"_s);
    return valid;
}

// Nobody knew where it lives when it was rendered: its kind began to be served since.
void SyncRun::settle(qsizetype index)
{
    const Key key = m_keys.at(index);
    const Kind *kind = m_world.cluster.findKind(key.group, key.kind);
    if (!kind || kind->namespaced || key.space.isEmpty())
        return;
    setAt(m_tasks[index].object, {u"metadata", u"namespace"}, QJsonValue::Undefined);
    m_keys[index] = keyOf(m_tasks.at(index).object);
    m_concerned.insert(m_keys.at(index));
}

bool SyncRun::apply(qsizetype index)
{
    settle(index);
    const SyncTask &task = m_tasks.at(index);
    if (m_settings.dryRun) {
        record(index, u"Synced"_s, keyOf(task.object).name + u" (dry run)"_s, u"Succeeded"_s);
        return true;
    }
    // A definition of this very sync may not be served yet.
    const Key key = keyOf(task.object);
    if (!m_world.cluster.findKind(key.group, key.kind) && m_checked) {
        for (qsizetype i = 0; i < index; ++i) {
            const QJsonObject &before = m_tasks.at(i).object;
            const auto live = m_world.cluster.get(m_keys.at(i));
            if (textAt(before, {u"kind"}) == u"CustomResourceDefinition"
                && textAt(before, {u"spec", u"group"}) == key.group
                && textAt(before, {u"spec", u"names", u"kind"}) == key.kind && live
                && !conditionMet(live->object, u"Established"))
                return false;
        }
    }
    if (!task.hook.isEmpty() && task.deletePolicy.contains(u"BeforeHookCreation"))
        m_world.cluster.remove(key);
    const ApplyOutcome outcome = applyToCluster(m_world, task.object, m_settings.serverSide);
    record(index, outcome.done ? u"Synced"_s : u"SyncFailed"_s, outcome.message,
        outcome.done ? u"Running"_s : u"Failed"_s);
    if (!outcome.done && m_firstFailure.isEmpty())
        m_firstFailure = outcome.message;
    m_failed |= !outcome.done;
    return true;
}

static QString shown(const Key &key)
{
    return (key.group.isEmpty() ? QString() : key.group + u'/') + key.kind + u'/' + key.name;
}

// True: everything of it is healthy, or the run is over.
bool SyncRun::waveIsDone()
{
    QList<Key> waiting;
    bool hookWaits = false;
    for (qsizetype i = m_from; i < m_end; ++i) {
        const SyncTask &task = m_tasks.at(i);
        if (m_done.contains(i))
            continue;
        if (task.hook.isEmpty() && !m_steps) {
            record(i, u"Synced"_s, {}, u"Running"_s); // nobody looks at it again
            continue;
        }
        const auto live = m_world.cluster.get(m_keys.at(i));
        const HealthStatus health = live ? resourceHealth(m_world, live->object).status.value_or(HealthStatus::Healthy)
                                         : HealthStatus::Missing;
        if (health == HealthStatus::Degraded) {
            record(i, u"Synced"_s, {}, u"Failed"_s);
            finish(State::Failed, u"one or more synchronization tasks completed unsuccessfully"_s);
            return true;
        }
        if (health == HealthStatus::Healthy) {
            record(i, u"Synced"_s, {}, u"Succeeded"_s);
            m_done.insert(i);
            if (task.deletePolicy.contains(u"HookSucceeded"))
                m_world.cluster.remove(m_keys.at(i));
            continue;
        }
        hookWaits |= waiting.isEmpty() && !task.hook.isEmpty();
        waiting << m_keys.at(i);
    }
    if (waiting.isEmpty())
        return true;
    m_message = (hookWaits ? u"waiting for completion of hook "_s : u"waiting for healthy state of "_s)
        + shown(waiting.first());
    if (waiting.size() > 1)
        m_message += u" and %1 more %2"_s.arg(waiting.size() - 1).arg(hookWaits ? u"hooks"_s : u"resources"_s);
    return false;
}

std::optional<Milliseconds> SyncRun::nextWave()
{
    const bool first = m_end == 0;
    m_from = m_next = m_end;
    while (m_end < m_tasks.size() && m_tasks.at(m_end).phase == m_tasks.at(m_from).phase
        && m_tasks.at(m_end).wave == m_tasks.at(m_from).wave)
        ++m_end;
    return first ? Milliseconds{0} : betweenWaves;
}

std::optional<Milliseconds> SyncRun::step()
{
    if (m_state != State::Running || (!m_checked && !check()))
        return std::nullopt;
    if (m_end == 0)
        nextWave();
    if (m_next < m_end) {
        if (apply(m_next))
            ++m_next;
        return anObject;
    }
    if (m_failed) {
        finish(State::Failed, u"one or more objects failed to apply, reason: "_s + m_firstFailure);
        return std::nullopt;
    }
    if (!waveIsDone() || m_state != State::Running)
        return std::nullopt;
    if (m_end == m_tasks.size()) {
        finish(State::Succeeded,
            m_steps ? u"successfully synced (no more tasks)"_s : u"successfully synced (all tasks run)"_s);
        return std::nullopt;
    }
    m_message.clear();
    return nextWave();
}

} // namespace relight::world
