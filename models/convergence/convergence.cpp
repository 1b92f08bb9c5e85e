#include "models/convergence/convergence.h"

#include "models/convergence/membership.h"
#include "models/convergence/syncfailure.h"

#include <algorithm>

namespace relight {

void ConvergenceHistory::observe(const Applications &applications, Timestamp now)
{
    for (auto app = applications.begin(); app != applications.end(); ++app) {
        if (!m_seen.contains(app.key())) {
            m_seen.insert(app.key(), now);
            m_lastNew = now;
        }
        if (app->sync != SyncStatus::Unknown && !conditionAmong(*app, {u"ComparisonError"}))
            m_refreshes.remove(app.key());
        const bool operates = app->operationQueued || app->operation == OperationPhase::Running
            || app->operation == OperationPhase::Terminating;
        if (app->sync == SyncStatus::Synced || (!operates && !isSettled(*app)))
            m_drifted.remove(app.key());
        else if (!operates && !m_drifted.contains(app.key()))
            m_drifted.insert(app.key(), now);
    }
}

void ConvergenceHistory::acted(const SuggestedAction &action, const Application &application, Timestamp now)
{
    const bool refresh = action.kind == SuggestionKind::Refresh || action.kind == SuggestionKind::HardRefresh;
    Record &record = (refresh ? m_refreshes : m_resyncs)[action.application];
    if (!refresh && record.revision != application.syncRevision)
        record = {.revision = application.syncRevision};
    if (++record.count == 1)
        record.first = now;
    record.last = now;
}

std::optional<Timestamp> ConvergenceHistory::firstSeen(const QString &key) const
{
    const auto seen = m_seen.find(key);
    return seen == m_seen.end() ? std::nullopt : std::optional(*seen);
}

std::optional<Timestamp> ConvergenceHistory::driftedSince(const QString &key) const
{
    const auto drifted = m_drifted.find(key);
    return drifted == m_drifted.end() ? std::nullopt : std::optional(*drifted);
}

bool ConvergenceVerdict::onlyAPersonHelps() const
{
    return !stuck.isEmpty() && std::ranges::all_of(stuck, &Stuck::needsPerson);
}

namespace {

class Judge
{
public:
    Judge(const ConvergenceInput &input, const ConvergenceHistory &history)
        : m_input(input)
        , m_history(history)
        , m_tree(applicationTree(input.applications))
    {
    }

    ConvergenceVerdict verdict()
    {
        const QStringList keys = members();
        for (const QString &key : keys)
            member(key);
        inheritStuck();
        sets(keys);
        m_verdict.openBecause = whyOpen(keys);
        m_verdict.setClosed = m_verdict.openBecause.isEmpty();
        m_verdict.converged = m_verdict.setClosed && m_verdict.stuck.isEmpty();
        std::ranges::stable_sort(
            m_verdict.stuck, [](const Stuck &a, const Stuck &b) { return a.needsPerson && !b.needsPerson; });
        m_verdict.headline = headline();
        return std::move(m_verdict);
    }

private:
    QStringList members() const
    {
        QStringList keys;
        if (m_input.settings.root.isEmpty()) {
            keys = m_input.applications.keys() + m_tree.missing;
        } else {
            keys = withDescendants(m_tree, m_input.settings.root);
            keys.removeIf([](const QString &key) { return key.startsWith(u"set:"); });
        }
        std::ranges::sort(keys);
        return keys;
    }

    bool isHeld(const QString &key) const
    {
        return m_input.settings.held.contains(key) || m_input.settings.held.contains(key.section(u'/', 1));
    }
    bool isAccepted(const QString &key) const
    {
        return m_input.settings.accepted.contains(key) || m_input.settings.accepted.contains(key.section(u'/', 1));
    }

    void member(const QString &key)
    {
        if (isHeld(key)) {
            m_verdict.notCounted.append(key);
            return;
        }
        const auto parent = m_tree.parent.value(key);
        if (!m_input.applications.contains(key) && !parent.isEmpty() && isHeld(parent))
            return; // nobody makes it before its parent is released
        ++m_verdict.total;
        const auto app = m_input.applications.find(key);
        if (app == m_input.applications.end()) {
            absent(key);
            return;
        }
        MemberVerdict judged = judgeMember(*app, m_input, m_history);
        m_verdict.actions += judged.actions;
        m_verdict.exceptions += judged.exceptions;
        if (!judged.stuck)
            ++m_verdict.healthy;
        else if (isAccepted(key))
            m_verdict.exceptions.append({key, QStringLiteral("accepted: %1").arg(judged.stuck->reason)});
        else
            m_verdict.stuck.append(*judged.stuck);
    }

    void absent(const QString &key)
    {
        const QString name = key.section(u'/', 1), parent = m_tree.parent.value(key);
        const QString reason = parent.isEmpty()
            ? QStringLiteral("%1 does not exist: apply the root application").arg(name)
            : QStringLiteral("%1 does not exist yet: %2 names it").arg(name, parent.section(u'/', 1));
        if (isAccepted(key))
            m_verdict.exceptions.append({key, QStringLiteral("accepted: %1").arg(reason)});
        else
            m_verdict.stuck.append({key, StuckClass::Missing, reason, false});
    }

    // What does not exist because its parent needs a person does not come by waiting.
    void inheritStuck()
    {
        QSet<QString> hopeless;
        for (const Stuck &stuck : std::as_const(m_verdict.stuck)) {
            if (stuck.needsPerson)
                hopeless.insert(stuck.application);
        }
        for (Stuck &stuck : m_verdict.stuck) {
            if (!m_input.applications.contains(stuck.application)
                && hopeless.contains(m_tree.parent.value(stuck.application)))
                stuck.needsPerson = true;
        }
    }

    void sets(const QStringList &keys)
    {
        for (const ApplicationSetStatus &set : m_input.sets) {
            const QString key = setKey(set.setNamespace, set.name);
            if (set.upToDate || isHeld(key))
                continue;
            const QString reason = set.errorMessage.isEmpty()
                ? QStringLiteral("ApplicationSet %1 has not made all its applications yet").arg(set.name)
                : QStringLiteral("ApplicationSet %1 cannot make its applications: %2")
                      .arg(set.name, set.errorMessage.simplified());
            if (isAccepted(key) || m_input.settings.accepted.contains(set.name))
                m_verdict.exceptions.append({key, QStringLiteral("accepted: %1").arg(reason)});
            else
                m_verdict.stuck.append({key, StuckClass::ApplicationSet, reason, false});
        }
        for (const QString &parent : keys) {
            for (const QString &child : m_tree.children.value(parent)) {
                const bool known = !child.startsWith(u"set:")
                    || std::ranges::any_of(
                        m_input.sets, [&](const auto &set) { return setKey(set.setNamespace, set.name) == child; });
                if (!known && !isAccepted(child))
                    m_verdict.stuck.append({child, StuckClass::ApplicationSet,
                        QStringLiteral("ApplicationSet %1 does not exist yet: %2 names it")
                            .arg(child.section(u'/', 1), parent.section(u'/', 1)),
                        false});
            }
        }
    }

    // A parent is one that makes applications; the root is one before it has made any.
    bool isParent(const QString &key) const
    {
        return key == m_input.settings.root || !m_tree.children.value(key).isEmpty();
    }

    QString whyOpen(const QStringList &keys) const
    {
        if (keys.isEmpty())
            return QStringLiteral("there is no application yet");
        for (const QString &key : keys) {
            if (isHeld(key) || isAccepted(key))
                continue;
            const auto app = m_input.applications.find(key);
            if (app == m_input.applications.end() && isHeld(m_tree.parent.value(key)))
                continue;
            if (app == m_input.applications.end())
                return QStringLiteral("%1 does not exist yet").arg(key.section(u'/', 1));
            if (isParent(key) && !isSettled(*app))
                return QStringLiteral(
                    "the sync of %1, which makes other applications, has not succeeded at its revision")
                    .arg(app->name);
        }
        for (const Stuck &stuck : m_verdict.stuck) {
            if (stuck.why == StuckClass::ApplicationSet)
                return stuck.reason;
        }
        const bool anySet = !m_input.sets.isEmpty();
        const auto lastNew = m_history.lastNewApplication();
        if (anySet && lastNew && m_input.now - *lastNew < m_input.settings.quiet)
            return QStringLiteral(
                "an ApplicationSet may still make applications: the last new one came less than %1 ago")
                .arg(durationText(m_input.settings.quiet));
        return {};
    }

    QString headline() const
    {
        const ConvergenceVerdict &v = m_verdict;
        const QString count = QStringLiteral("%1 of %2 applications healthy").arg(v.healthy).arg(v.total);
        const QString exceptions = v.exceptions.isEmpty() ? QString()
            : v.exceptions.size() == 1                    ? QStringLiteral(", 1 exception")
                                                          : QStringLiteral(", %1 exceptions").arg(v.exceptions.size());
        if (v.converged)
            return QStringLiteral("Converged: ") + count + exceptions;
        if (!v.stuck.isEmpty() && v.stuck.first().needsPerson)
            return count + QStringLiteral("; needs a person: ") + v.stuck.first().reason;
        if (!v.stuck.isEmpty())
            return count + QStringLiteral("; ") + v.stuck.first().reason;
        return count + QStringLiteral("; ") + v.openBecause;
    }

    const ConvergenceInput &m_input;
    const ConvergenceHistory &m_history;
    const ApplicationTree m_tree;
    ConvergenceVerdict m_verdict;
};

} // namespace

ConvergenceVerdict judge(const ConvergenceInput &input, const ConvergenceHistory &history)
{
    return Judge(input, history).verdict();
}

} // namespace relight
