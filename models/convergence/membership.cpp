#include "models/convergence/membership.h"

#include "models/convergence/blockedbecause.h"
#include "models/convergence/syncfailure.h"

#include <algorithm>

namespace relight {

namespace {

class Member
{
public:
    Member(const Application &app, const ConvergenceInput &input, const ConvergenceHistory &history)
        : m_app(app)
        , m_input(input)
        , m_settings(input.settings)
        , m_history(history)
    {
    }

    MemberVerdict verdict()
    {
        gone() || unseen() || invalid() || operating() || unsynced() || unhealthy();
        return std::move(m_verdict);
    }

private:
    // Each of these answers: this is why it is stuck, look no further.
    bool stuck(StuckClass why, const QString &reason, bool needsPerson = false)
    {
        m_verdict.stuck = Stuck{m_app.key(), why, m_app.name + u' ' + reason, needsPerson};
        return true;
    }

    bool gone()
    {
        if (m_app.deleting)
            return stuck(StuckClass::Deleting,
                QStringLiteral("is being deleted: wait until it is gone, or remove its finalizer"), true);
        if (m_app.skipReconcile)
            return stuck(StuckClass::Held,
                QStringLiteral("is held by the annotation argocd.argoproj.io/skip-reconcile: remove it to let it sync"),
                true);
        return false;
    }

    bool unseen()
    {
        return !m_app.hasStatus
            && stuck(StuckClass::NoStatus,
                QStringLiteral("has no status yet: the application controller has not looked at it"));
    }

    bool invalid()
    {
        const ApplicationCondition *why
            = conditionAmong(m_app, {u"InvalidSpecError", u"ComparisonError", u"UnknownError"});
        if (!why && (m_app.sync != SyncStatus::Unknown || isOperating()))
            return false;
        const auto refreshed = m_history.refreshes(m_app.key());
        const QString text = why
            ? QStringLiteral("cannot be compared with Git (%1: %2)").arg(why->type, shortened(why->message))
            : QStringLiteral("has the sync status Unknown: it was not compared with Git yet");
        suggestRefresh(text);
        // A repo-server that starts again is no reason to wake a person; a manifest that does not parse is.
        const bool patient = why && isPassing(why->message) && m_input.now - refreshed.first < Seconds{180};
        return stuck(
            why ? StuckClass::InvalidSpec : StuckClass::Unknown, text, why && refreshed.count >= 3 && !patient);
    }

    // What a server says that is not there at the moment (gRPC's words, those of Go's dialer, and a proxy's before
    // Git).
    static bool isPassing(const QString &message)
    {
        return std::ranges::any_of(
            std::initializer_list<QStringView>{u"code = Unavailable", u"code = DeadlineExceeded", u"connection refused",
                u"i/o timeout", u"no such host", u"EOF", u"status code: 502", u"status code: 503", u"status code: 504"},
            [&](QStringView words) { return message.contains(words); });
    }

    bool isOperating() const
    {
        return m_app.operationQueued || m_app.operation == OperationPhase::Running
            || m_app.operation == OperationPhase::Terminating;
    }

    // While a retry is waited for, the phase is Running with finishedAt set: that is no end.
    bool operating()
    {
        if (!isOperating())
            return false;
        if (m_app.operationMessage.contains(u"sync window"))
            return stuck(StuckClass::Window, QStringLiteral("may not sync now: %1").arg(window()), true);
        if (m_app.retryCount > 0)
            return stuck(StuckClass::Progressing,
                QStringLiteral("failed to sync, Argo CD tries again (retry %1): %2")
                    .arg(m_app.retryCount)
                    .arg(failureText(m_app)));
        return stuck(StuckClass::Progressing,
            m_app.operationMessage.isEmpty() ? QStringLiteral("is syncing")
                                             : QStringLiteral("is syncing: %1").arg(shortened(m_app.operationMessage)));
    }

    QString window() const
    {
        const QString named = m_settings.windows.value(m_app.key());
        return named.isEmpty() ? QStringLiteral("a sync window of project %1 blocks it").arg(m_app.project) : named;
    }

    bool hasFailed() const
    {
        return (m_app.operation == OperationPhase::Failed || m_app.operation == OperationPhase::Error)
            && (m_app.operationRevision.isEmpty() || m_app.syncRevision.isEmpty()
                || m_app.operationRevision == m_app.syncRevision);
    }

    bool unsynced()
    {
        if (hasFailed())
            return failedSync();
        if (isSettled(m_app))
            return false;
        if (m_settings.windows.contains(m_app.key()))
            return stuck(StuckClass::Window, QStringLiteral("is not synced: %1").arg(window()), true);
        if (!m_app.automated)
            return manual();
        return stuck(StuckClass::WaitingForSync, QStringLiteral("is OutOfSync and waits for its automated sync"));
    }

    bool failedSync()
    {
        const QString why = failureText(m_app);
        if (m_settings.windows.contains(m_app.key()))
            return stuck(StuckClass::Window, QStringLiteral("is not synced: %1").arg(window()), true);
        const auto record = m_history.resyncs(m_app.key());
        const int done = record.revision == m_app.syncRevision ? record.count : 0;
        if (!isRetriableSyncFailure(m_app))
            return stuck(StuckClass::FailedSync, QStringLiteral("failed to sync: %1").arg(why), true);
        if (done >= m_settings.resyncs)
            return stuck(StuckClass::FailedSync,
                QStringLiteral("failed to sync, also after %1 more syncs: %2").arg(done).arg(why), true);
        if (done == 0 || m_input.now - record.last >= m_settings.resyncDelay * (1 << (done - 1)))
            m_verdict.actions.append({SuggestionKind::Resync, m_app.key(),
                QStringLiteral("%1 failed to sync for a reason that passes: %2").arg(m_app.name, why), done + 1,
                m_settings.resyncs});
        return stuck(StuckClass::FailedSync, QStringLiteral("failed to sync and will be synced again: %1").arg(why));
    }

    bool manual()
    {
        if (isRolledOutBySet())
            return stuck(StuckClass::WaitingForSync,
                QStringLiteral("waits for its turn in the rolling sync of ApplicationSet %1")
                    .arg(m_app.ownerApplicationSet));
        const auto &consent = m_settings.manualSync;
        if (!consent.contains(QStringLiteral("*")) && !consent.contains(m_app.name) && !consent.contains(m_app.key())) {
            m_verdict.actions.append({SuggestionKind::SyncManual, m_app.key(),
                QStringLiteral("%1 has no automated sync: approve one").arg(m_app.name), 1, m_settings.resyncs, true});
            return stuck(
                StuckClass::Manual, QStringLiteral("is not synced: it has no automated sync, approve one"), true);
        }
        const auto record = m_history.resyncs(m_app.key());
        const int done = record.revision == m_app.syncRevision ? record.count : 0;
        if (done >= m_settings.resyncs)
            return stuck(StuckClass::Manual, QStringLiteral("is still OutOfSync after %1 syncs").arg(done), true);
        if (done == 0 || m_input.now - record.last >= m_settings.resyncDelay * (1 << (done - 1)))
            m_verdict.actions.append({SuggestionKind::SyncManual, m_app.key(),
                QStringLiteral("%1 has no automated sync, and its sync was approved").arg(m_app.name), done + 1,
                m_settings.resyncs});
        return stuck(StuckClass::Manual, QStringLiteral("is not synced yet: its approved sync starts"));
    }

    bool isRolledOutBySet() const
    {
        return std::ranges::any_of(m_input.sets, [this](const ApplicationSetStatus &set) {
            return set.rollingSync && set.name == m_app.ownerApplicationSet && set.setNamespace == m_app.appNamespace;
        });
    }

    void suggestRefresh(const QString &why)
    {
        const auto record = m_history.refreshes(m_app.key());
        const Seconds delay = std::min(
            m_settings.refreshDelay * (1 << std::min(std::max(record.count - 1, 0), 10)), m_settings.refreshLimit);
        const auto since = record.count > 0 ? std::optional(record.last) : m_history.firstSeen(m_app.key());
        if (since && m_input.now - *since < delay)
            return;
        // A cached error of the repo-server outlives a normal refresh.
        m_verdict.actions.append(
            {record.count > 0 && record.count % 2 == 0 ? SuggestionKind::HardRefresh : SuggestionKind::Refresh,
                m_app.key(), m_app.name + u' ' + why, record.count + 1});
    }

    // Argo CD heals by itself five seconds after its last operation: until then nobody knows whether drift stays. What
    // comes back after each healing stays.
    bool healsSoon() const
    {
        if (m_app.sync != SyncStatus::OutOfSync || !m_app.selfHeal || !m_app.operationFinished)
            return false;
        if (const auto drifted = m_history.driftedSince(m_app.key()); drifted && m_input.now - *drifted >= Seconds{30})
            return false;
        const auto since = m_input.now - *m_app.operationFinished;
        return since >= Seconds{0} && since < Seconds{10};
    }

    bool unhealthy()
    {
        if (healsSoon())
            return stuck(StuckClass::Progressing, QStringLiteral("drifted from Git just now: Argo CD heals it"));
        drift();
        const QString message = shortened(m_app.healthMessage);
        const QString because = blocked();
        const QString detail = !because.isEmpty() ? QStringLiteral(": ") + because
            : !message.isEmpty()                  ? QStringLiteral(": ") + message
                                                  : QString();
        switch (m_app.health) {
        case HealthStatus::Healthy:
            if (m_app.resources.isEmpty())
                return stuck(StuckClass::Empty,
                    QStringLiteral("has no resources: there is nothing under %1 at its revision")
                        .arg(m_app.path.isEmpty() ? QStringLiteral("its source") : m_app.path),
                    true);
            return false;
        case HealthStatus::Progressing:
            return !certificatesOnly()
                && stuck(StuckClass::Progressing, QStringLiteral("is synced and progressing") + detail);
        case HealthStatus::Degraded:
            return !certificatesOnly() && stuck(StuckClass::Degraded, QStringLiteral("is Degraded") + detail);
        case HealthStatus::Missing:
            return stuck(StuckClass::Missing, QStringLiteral("misses resources in the cluster") + detail);
        case HealthStatus::Suspended:
            return stuck(StuckClass::Suspended,
                QStringLiteral("is Suspended: resume it, or accept it as an exception") + detail, true);
        case HealthStatus::Unknown:
            break;
        }
        return stuck(StuckClass::Unknown, QStringLiteral("has the health Unknown") + detail);
    }

    void drift()
    {
        if (m_app.sync != SyncStatus::OutOfSync)
            return;
        QStringList drifted;
        for (const ResourceStatus &resource : m_app.resources) {
            if (resource.sync == SyncStatus::OutOfSync)
                drifted.append(resource.key.kind + u' ' + resource.key.name);
        }
        const QString what = drifted.isEmpty() ? QStringLiteral("it")
            : drifted.size() <= 3
            ? drifted.join(QStringLiteral(", "))
            : drifted.first(3).join(QStringLiteral(", ")) + QStringLiteral(" and %1 more").arg(drifted.size() - 3);
        m_verdict.exceptions.append(
            {m_app.key(), QStringLiteral("%1: %2 drifted from Git after its sync succeeded").arg(m_app.name, what)});
    }

    QString blocked() const
    {
        const QList<Blocked> found = blockedBecause(m_app, {m_input.trees.value(m_app.key()), {}, {}});
        return found.isEmpty() ? QString() : found.first().sentence.section(QStringLiteral(": "), 1);
    }

    // Everything that is not healthy is a Certificate, and DNS has not moved: it cannot be Ready before.
    bool certificatesOnly()
    {
        if (!m_settings.beforeTraffic)
            return false;
        QStringList certificates;
        bool other = false;
        const auto look = [&](const ResourceKey &key, std::optional<HealthStatus> health) {
            if (health.value_or(HealthStatus::Healthy) == HealthStatus::Healthy)
                return;
            if (key.group == u"cert-manager.io" && key.kind == u"Certificate")
                certificates.append(key.name);
            else if (!key.group.endsWith(u"cert-manager.io")) // its requests, orders and challenges follow it
                other = true;
        };
        const QList<ResourceNode> tree = m_input.trees.value(m_app.key());
        for (const ResourceNode &node : tree)
            look(node.key, node.health);
        if (tree.isEmpty()) {
            for (const ResourceStatus &resource : m_app.resources)
                look(resource.key, resource.health);
        }
        certificates.removeDuplicates();
        if (other || certificates.isEmpty())
            return false;
        m_verdict.exceptions.append({m_app.key(),
            QStringLiteral("%1: Certificate %2 cannot be Ready before DNS moves")
                .arg(m_app.name, certificates.join(QStringLiteral(", ")))});
        return true;
    }

    const Application &m_app;
    const ConvergenceInput &m_input;
    const ConvergenceSettings &m_settings;
    const ConvergenceHistory &m_history;
    MemberVerdict m_verdict;
};

} // namespace

MemberVerdict judgeMember(const Application &app, const ConvergenceInput &input, const ConvergenceHistory &history)
{
    return Member(app, input, history).verdict();
}

} // namespace relight
