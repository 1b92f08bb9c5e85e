#include "app/engine/steps/stuckreasons.h"

#include "models/convergence/blockedbecause.h"

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

QString StuckReasons::sentenceFor(const Stuck &stuck, const Application &application, ConvergenceInput &input)
{
    BlockedEvidence evidence;
    const Call call = m_context.call.within(m_context.ports.clock.now(), Seconds{5});
    if (auto tree = m_argocd.resourceTree(application.name, application.appNamespace, call)) {
        input.trees.insert(stuck.application, *tree); // tells a Certificate from the rest
        evidence.tree = *std::move(tree);
    }
    if (application.sync == SyncStatus::OutOfSync) {
        const auto window = m_argocd.syncWindow(application.name, application.appNamespace, call);
        if (window && !window->isEmpty())
            input.settings.windows.insert(stuck.application, *window);
        else
            input.settings.windows.remove(stuck.application);
    }
    const QString &space = application.destinationNamespace;
    if (auto pods = m_cluster.list({QStringLiteral("v1"), QStringLiteral("Pod"), space, {}}, {}, call))
        evidence.objects = *std::move(pods);
    if (auto events = m_cluster.list(
            {QStringLiteral("v1"), QStringLiteral("Event"), space, {}}, {{}, QStringLiteral("type=Warning")}, call))
        evidence.events = *std::move(events);
    const auto blocked = blockedBecause(application, evidence);
    if (blocked.isEmpty() || !blocked.first().blocking) {
        m_blockedSince.remove(stuck.application);
    } else {
        const Instant now = m_context.ports.clock.now();
        const Instant since = m_blockedSince.value(stuck.application, now);
        m_blockedSince.insert(stuck.application, since);
        if (now - since >= blocked.first().mayPass)
            m_blocked.insert(stuck.application);
    }
    return blocked.isEmpty() ? stuck.reason : blocked.first().sentence;
}

void StuckReasons::find(const QList<Stuck> &stuck, ConvergenceInput &input)
{
    const Instant now = m_context.ports.clock.now();
    if (stuck.isEmpty() || (m_again && now < *m_again))
        return;
    QStringList sentences;
    m_blocked.clear();
    for (const Stuck &one : stuck) {
        if (sentences.size() == 8)
            break;
        const auto application = input.applications.constFind(one.application);
        if (application == input.applications.cend() || one.why == StuckClass::NoStatus || one.why == StuckClass::Held)
            continue;
        sentences << sentenceFor(one, *application, input);
    }
    for (const QString &sentence : sentences) {
        if (!m_sentences.contains(sentence))
            m_context.warn(sentence);
    }
    m_sentences = sentences;
    const Instant end = m_context.ports.clock.now();
    m_again = end + std::max<Milliseconds>(Seconds{3}, 20 * (end - now));
}

bool StuckReasons::isHopeless(const Stuck &stuck, const Applications &applications) const
{
    if (stuck.needsPerson || m_blocked.contains(stuck.application))
        return true;
    const QString message = applications.value(stuck.application).operationMessage;
    return std::ranges::any_of(m_blocked,
        [&](const QString &key) { return message.contains(QLatin1String("argoproj.io/Application/") + nameOf(key)); });
}

QString StuckReasons::text(const QList<Stuck> &stuck) const
{
    QStringList all = m_sentences;
    for (const Stuck &one : stuck) {
        const QString name = nameOf(one.application);
        const bool said = std::ranges::any_of(all, [&](const QString &sentence) {
            return sentence.startsWith(name + u':') || sentence.startsWith(name + u' ');
        });
        if (!said)
            all << one.reason;
    }
    return all.mid(0, 6).join(QStringLiteral("; "));
}

} // namespace relight
