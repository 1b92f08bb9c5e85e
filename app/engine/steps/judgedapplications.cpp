#include "app/engine/steps/judgedapplications.h"

#include "app/engine/steps/stuckreasons.h"

namespace relight {

ConvergenceView::ConvergenceView(StepContext &context, ArgoCd &argocd, const ConvergenceSettings &settings)
    : m_context(context)
    , m_argocd(argocd)
{
    input.settings = settings;
}

void ConvergenceView::merge(const ApplicationsDelta &delta)
{
    if (delta.complete)
        input.applications.clear();
    for (const Application &application : delta.changed)
        input.applications.insert(application.key(), application);
    for (const QString &key : delta.removed)
        input.applications.remove(key);
    if (delta.degraded != m_degraded) {
        m_degraded = delta.degraded;
        if (m_degraded.isEmpty())
            m_context.log(QStringLiteral("applications are seen through the %1").arg(delta.source));
        else
            lost(delta.source);
    }
    m_context.host.applications(delta); // also one without news: it tells that somebody looks
}

// Why goes into the log alone: it names ports and pods, and the next reason is another one.
void ConvergenceView::lost(const QString &nowThrough)
{
    m_context.warn(QStringLiteral("applications are seen through the %1: %2").arg(nowThrough, m_degraded));
    if (const auto kept = m_context.keepFact(QStringLiteral("seen-through"), nowThrough); !kept)
        m_context.warn(kept.error().message);
}

bool ConvergenceView::take(const ApplicationsDelta &delta)
{
    if (input.applications.isEmpty() && delta.source.isEmpty())
        return false;
    merge(delta);
    for (const QString &warning : m_argocd.takeWarnings())
        m_context.warn(warning);
    const Instant now = m_context.ports.clock.now();
    if (!m_setsRead || now - *m_setsRead >= Seconds{2}) {
        m_setsRead = now;
        if (auto sets = m_argocd.applicationSets(m_context.call.within(now, Seconds{5})))
            input.sets = *std::move(sets);
    }
    input.now = m_context.ports.clock.wall();
    history.observe(input.applications, input.now);
    m_verdict = judge(input, history);
    m_context.progress(m_verdict.headline, m_verdict.healthy, m_verdict.total, QStringLiteral("applications"));
    if (m_verdict.headline != m_lastHeadline) {
        m_lastHeadline = m_verdict.headline;
        m_context.log(m_verdict.headline);
    }
    return true;
}

const Stuck *ConvergenceView::stuckNamed(const QString &name) const
{
    const auto found
        = std::ranges::find_if(m_verdict.stuck, [&](const Stuck &stuck) { return nameOf(stuck.application) == name; });
    return found == m_verdict.stuck.end() ? nullptr : &*found;
}

const Application *ConvergenceView::applicationNamed(const QString &name) const
{
    const auto found = std::ranges::find(input.applications, name, &Application::name);
    return found == input.applications.end() ? nullptr : &*found;
}

} // namespace relight
