#include "tests/models/items/runexample.h"

#include "models/plan/checklist.h"

namespace relight {

static PlannedStep planned(StepKind kind, const QString &subject, const QStringList &after, int low, int high)
{
    const QString id = stepKindId(kind) + (subject.isEmpty() ? QString() : QLatin1Char('/') + subject);
    const QString title = phaseWords(kind) + (subject.isEmpty() ? QString() : QStringLiteral(": ") + subject);
    return {id, title, phaseWords(kind), kind, after, Seconds(low), Seconds(high)};
}

RunExample::RunExample()
{
    using enum StepKind;
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    RunStarted started;
    started.runId = text("20260801T100000Z-production");
    started.mode = RunMode::Drill;
    started.name = text("production");
    started.operatorName = text("ada@laptop");
    started.declaredAt = at(-120);
    started.steps = {planned(Provision, {}, {}, 300, 900), planned(InstallArgoCd, {}, {text("provision")}, 120, 180),
        planned(RestoreSecrets, {}, {text("provision")}, 60, 120),
        planned(ConnectGit, {}, {text("install-argocd")}, 10, 30),
        planned(ApplyRoot, {}, {text("connect-git"), text("restore-secrets")}, 10, 30),
        planned(MonitorSync, {}, {text("apply-root")}, 300, 600),
        planned(RestoreData, text("orders"), {text("monitor-sync")}, 600, 1200),
        planned(RestoreData, text("uploads"), {text("apply-root")}, 300, 400),
        planned(UpdateDns, text("www"), {text("monitor-sync"), text("restore-data/orders")}, 60, 300),
        planned(VerifyHealth, {}, {text("update-dns/www")}, 60, 60),
        planned(Notify, {}, {text("verify-health")}, 5, 5)};
    PlannedStep own{text("warm-cache"), text("Warm the cache"), text("Own steps"), Own, {text("verify-health")},
        Seconds(120), Seconds(120)};
    started.steps.append(own);
    add(0, started);
}

const RunEvent &RunExample::add(int seconds, RunEventBody body)
{
    events.append({qint64(events.size()) + 1, at(seconds), std::move(body)});
    state = apply(state, events.last());
    return events.last();
}

Timestamp RunExample::at(int seconds) const
{
    return Timestamp{Seconds{1'785'578'400}} + Seconds(seconds); // 2026-08-01T10:00:00Z
}

} // namespace relight
