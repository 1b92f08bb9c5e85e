#include "app/engine/steps/stuckreasons.h"

#include "app/engine/steps/blockedevidence.h"

namespace relight {

QString nameOf(const QString &applicationKey)
{
    return applicationKey.section(u'/', -1);
}

StuckReasons::StuckReasons(StepContext &context, ArgoCd &argocd, Cluster &cluster)
    : m_context(context)
    , m_argocd(argocd)
    , m_cluster(cluster)
{
}

StuckMemory::Found StuckReasons::lookAt(const Stuck &stuck, const Application &application, ConvergenceInput &input)
{
    const Call call = m_context.call.within(m_context.ports.clock.now(), Seconds{5});
    auto tree = m_argocd.resourceTree(application.name, application.appNamespace, call);
    if (tree)
        input.trees.insert(stuck.application, *tree); // tells a Certificate from the rest
    if (application.sync == SyncStatus::OutOfSync) {
        const auto window = m_argocd.syncWindow(application.name, application.appNamespace, call);
        if (window && !window->isEmpty())
            input.settings.windows.insert(stuck.application, *window);
        else
            input.settings.windows.remove(stuck.application);
    }
    const BlockedEvidence evidence
        = evidenceAround(application, tree ? *std::move(tree) : QList<ResourceNode>(), m_cluster, call);
    const auto blocked = blockedBecause(application, evidence);
    const Instant now = m_context.ports.clock.now();
    StuckMemory::Found found{now, blocked.isEmpty() ? stuck.reason : blocked.first().sentence, false};
    if (blocked.isEmpty() || !blocked.first().blocking) {
        memory.blockedSince.remove(stuck.application);
        return found;
    }
    const Instant since = memory.blockedSince.value(stuck.application, now);
    memory.blockedSince.insert(stuck.application, since);
    found.hopeless = now - since >= blocked.first().mayPass;
    return found;
}

void StuckReasons::find(const QList<Stuck> &stuck, ConvergenceInput &input)
{
    const Instant start = m_context.ports.clock.now();
    if (stuck.isEmpty() || (m_again && start < *m_again))
        return;
    QList<const Stuck *> next;
    QHash<QString, StuckMemory::Found> before;
    before.swap(memory.found);
    for (const Stuck &one : stuck) {
        if (!input.applications.contains(one.application) || one.why == StuckClass::NoStatus
            || one.why == StuckClass::Held)
            continue;
        next << &one;
        if (const auto known = before.constFind(one.application); known != before.cend())
            memory.found.insert(one.application, *known);
    }
    // Longest not looked at first; the worst of those never looked at before all others.
    std::ranges::stable_sort(next, {}, [&](const Stuck *one) {
        const auto known = before.constFind(one->application);
        return known == before.cend() ? Instant::min() : known->at;
    });
    for (const Stuck *one : next.first(std::min<qsizetype>(next.size(), 8))) {
        const auto found = lookAt(*one, *input.applications.constFind(one->application), input);
        if (before.value(one->application).sentence != found.sentence)
            m_context.warn(found.sentence);
        memory.found.insert(one->application, found);
    }
    const Instant end = m_context.ports.clock.now();
    m_again = end + std::clamp<Milliseconds>(20 * (end - start), Seconds{3}, Seconds{10});
}

bool StuckReasons::isHopeless(const Stuck &stuck, const Applications &applications) const
{
    const auto &found = memory.found;
    if (stuck.needsPerson || found.value(stuck.application).hopeless)
        return true;
    const QString message = applications.value(stuck.application).operationMessage;
    for (auto other = found.cbegin(); other != found.cend(); ++other) {
        if (other->hopeless && message.contains(QLatin1String("argoproj.io/Application/") + nameOf(other.key())))
            return true;
    }
    return false;
}

QString StuckReasons::text(const QList<Stuck> &stuck) const
{
    QStringList known, rest;
    for (const Stuck &one : stuck) {
        const auto found = memory.found.constFind(one.application);
        if (found == memory.found.cend())
            rest << one.reason;
        else
            (found->hopeless ? known : rest) << found->sentence;
    }
    return (known + rest).mid(0, 6).join(QStringLiteral("; "));
}

} // namespace relight
