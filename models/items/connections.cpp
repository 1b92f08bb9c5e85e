#include "models/items/connections.h"

namespace relight {

namespace {

using Health = Connection::Health;
using Kind = Connection::Kind;

const QString watchSource = QStringLiteral("Kubernetes watch");

Seconds since(Timestamp then, Timestamp now)
{
    return std::chrono::floor<Seconds>(std::max(now, then) - then);
}

Health healthOf(ApplicationWatch::State state)
{
    switch (state) {
    case ApplicationWatch::State::Off:
    case ApplicationWatch::State::Waiting:
        return Health::Waiting;
    case ApplicationWatch::State::Following:
        return Health::Good;
    case ApplicationWatch::State::Troubled:
        return Health::Stale;
    case ApplicationWatch::State::Stopped:
        return Health::Troubled;
    }
    return Health::Waiting;
}

// The clock of a drill jumps: there only the watch's own word counts.
bool isOld(const ConnectionsInput &input, const std::optional<Seconds> &age)
{
    return age && *age > staleAfter && input.run.started.mode == RunMode::Live;
}

Connection applications(const ConnectionsInput &input)
{
    Connection argo{Kind::ArgoCd};
    if (input.watch) {
        argo.health = healthOf(input.watch->state);
        argo.what = input.watch->source;
        argo.reason = input.watch->trouble;
        if (input.watch->lastSeen)
            argo.age = since(*input.watch->lastSeen, input.now);
        if (argo.health == Health::Good && (!argo.reason.isEmpty() || isOld(input, argo.age)))
            argo.health = Health::Stale; // not through its API, or long not heard
    } else if (input.changedAt) {
        argo.what = input.changedFrom;
        argo.age = since(*input.changedAt, input.now);
        argo.changeOnly = true;
        argo.health = input.changedFrom == watchSource ? Health::Stale : Health::Good;
    }
    if (input.run.end) {
        argo.health = Health::Waiting;
        argo.reason.clear();
    }
    return argo;
}

Connection kubernetes(const ConnectionsInput &input, const Connection &argo)
{
    Connection cluster{Kind::Kubernetes};
    const RunState &run = input.run;
    if (run.cluster) {
        cluster.health = Health::Good;
        cluster.what = run.cluster->version;
    }
    if (argo.what == watchSource && !run.end) { // its data come from here
        cluster.age = argo.age;
        cluster.changeOnly = argo.changeOnly;
        if (input.watch && input.watch->state == ApplicationWatch::State::Troubled) {
            cluster.health = Health::Stale;
            cluster.reason = argo.reason;
        }
    }
    if (run.paused && run.paused->cause == PauseCause::Identity && !run.end) {
        cluster.health = Health::Troubled;
        cluster.reason = run.paused->reason;
    }
    return cluster;
}

Connection journal(const ConnectionsInput &input)
{
    const RunState &run = input.run;
    Connection disk{Kind::Journal};
    disk.count = run.sequence;
    disk.changeOnly = true;
    if (run.lastEventAt)
        disk.age = since(*run.lastEventAt, input.now);
    disk.health = run.sequence > 0 ? Health::Good : Health::Waiting;
    if (run.paused && run.paused->cause == PauseCause::Storage && !run.end) {
        disk.health = Health::Troubled;
        disk.reason = run.paused->reason;
    }
    return disk;
}

Connection manifest(const ConnectionsInput &input)
{
    const RunState &run = input.run;
    Connection file{Kind::Manifest};
    file.what = run.started.digest;
    const QString id = QStringLiteral("trust:") + run.started.digest;
    // No step is begun before the manifest is trusted.
    const bool begun = run.granted(id)
        || std::ranges::any_of(run.steps, [](const StepStatus &step) { return !step.attempts.isEmpty(); });
    if (begun && !run.isOpen(id))
        file.health = Health::Good;
    return file;
}

} // namespace

QList<Connection> connectionsOf(const ConnectionsInput &input)
{
    if (input.run.started.runId.isEmpty())
        return {{Kind::ArgoCd}, {Kind::Kubernetes}, {Kind::Journal}, {Kind::Manifest}};
    const Connection argo = applications(input);
    return {argo, kubernetes(input, argo), journal(input), manifest(input)};
}

} // namespace relight
