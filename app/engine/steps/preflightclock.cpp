#include "app/engine/steps/preflightchecks.h"

#include <QDir>
#include <QUrl>

namespace relight {

QString skewWarning(const QString &whose, Milliseconds ahead)
{
    constexpr Milliseconds tolerated{60'000};
    if (std::chrono::abs(ahead) <= tolerated)
        return {};
    return QStringLiteral(
        "the clock of this machine is %1 %2 that of %3: certificates (TLS) and tokens can be refused as "
        "expired or not yet valid, and times in the report are wrong. Set the clock")
        .arg(durationText(std::chrono::duration_cast<Seconds>(std::chrono::abs(ahead))),
            ahead > Milliseconds{0} ? QStringLiteral("ahead of") : QStringLiteral("behind"), whose);
}

// `ask` gives the other clock's time; ours is taken in the middle of asking.
static void compare(StepContext &context, PreflightFindings &findings, const QString &whose,
    const std::function<std::optional<Timestamp>(const Call &)> &ask)
{
    const Call call = context.call.within(context.ports.clock.now(), Seconds{5});
    const Timestamp before = context.ports.clock.wall();
    const auto theirs = ask(call);
    const Timestamp after = context.ports.clock.wall();
    if (!theirs)
        return; // it does not answer, or does not say: other looks tell that
    const QString warning = skewWarning(whose, before + (after - before) / 2 - *theirs);
    if (!warning.isEmpty())
        findings.warnings << warning;
}

void checkClock(StepContext &context, PreflightFindings &findings)
{
    QUrl host(context.manifest.gitops.repo);
    if (host.scheme().startsWith(QLatin1String("http"))) {
        host.setUserInfo({});
        host.setPath(QStringLiteral("/robots.txt")); // small, and any answer has a Date
        host.setQuery(QString());
        compare(context, findings, QStringLiteral("the Git host %1").arg(host.host()), [&](const Call &call) {
            const auto answer = context.ports.network.get(host, {}, 1 << 20, call);
            return answer ? answer->date : std::nullopt;
        });
    }
    const auto access = existingCluster(context);
    if (!access)
        return;
    const auto cluster = context.ports.clusters.open(*access);
    if (!cluster)
        return;
    compare(context, findings, QStringLiteral("the cluster"), [&](const Call &call) {
        const auto identity = (*cluster)->identity(call);
        return identity ? identity->date : std::nullopt;
    });
}

} // namespace relight
