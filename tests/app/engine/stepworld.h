#pragma once
// A world for one step at a time, without threads: a clock that is stepped, a cluster of JSON objects, an Argo CD that
// plays a story, a host that folds what is recorded. Header-only.

#include "app/engine/steps/actions.h"
#include "tests/support/nullports.h"

#include <QTemporaryDir>

namespace relight::test {

class SteppedClock : public Clock
{
public:
    Timestamp wall() const override { return Timestamp{Seconds{1'800'000'000}} + m_passed; }
    Instant now() const override { return Instant{m_passed}; }
    bool sleepUntil(Instant until, std::stop_token stop) override
    {
        step(std::max(Milliseconds{0}, until - now()));
        return !stop.stop_requested();
    }
    bool wait(std::condition_variable_any &, std::unique_lock<std::mutex> &, Instant, std::stop_token,
        const std::function<bool()> &predicate) override
    {
        return predicate();
    }
    void step(Milliseconds by) { m_passed += by; }

private:
    Milliseconds m_passed{0};
};

class FakeCluster : public Cluster
{
public:
    static QString key(const ObjectRef &ref) { return ref.kind + u'/' + ref.objectNamespace + u'/' + ref.name; }

    Result<ClusterIdentity> identity(const Call &) override { return who; }
    Result<QJsonObject> get(const ObjectRef &ref, const Call &) override
    {
        const auto found = objects.constFind(key(ref));
        if (found == objects.cend())
            return failure(ErrorCode::NotFound, key(ref) + QStringLiteral(" is not there"));
        return *found;
    }
    Result<QList<QJsonObject>> list(const ObjectRef &, const ListOptions &, const Call &) override { return listed; }
    Result<QList<Applied>> apply(
        const QByteArray &, const ApplyOptions &, const Call &, const std::function<void(const Applied &)> &) override
    {
        return nothing();
    }
    // Annotations only.
    Result<QJsonObject> mergePatch(const ObjectRef &ref, const QJsonObject &patch, const Call &) override
    {
        QJsonObject &object = objects[key(ref)];
        QJsonObject metadata = object[QLatin1String("metadata")].toObject();
        QJsonObject annotations = metadata[QLatin1String("annotations")].toObject();
        const QJsonObject changes = patch[QLatin1String("metadata")][QLatin1String("annotations")].toObject();
        for (auto change = changes.begin(); change != changes.end(); ++change) {
            if (change.value().isNull())
                annotations.remove(change.key());
            else
                annotations.insert(change.key(), change.value());
        }
        metadata.insert(QStringLiteral("annotations"), annotations);
        object.insert(QStringLiteral("metadata"), metadata);
        return object;
    }
    Result<QJsonObject> jsonPatch(const ObjectRef &, const QJsonArray &, const Call &) override { return nothing(); }
    Result<> watch(const ObjectRef &, const ListOptions &, const WatchHandler &, const Call &) override
    {
        return nothing();
    }
    Result<bool> allowed(const QString &, const QString &, const QString &, const QString &, const Call &) override
    {
        return true;
    }
    Result<QByteArray> podLog(const QString &, const QString &, const QString &, int, bool, const Call &) override
    {
        return nothing();
    }
    Result<> followPodLog(
        const PodLogFollow &, const std::function<WatchVerdict(const PodLogLine &)> &, const Call &) override
    {
        return nothing();
    }
    Result<> holdLease(const LeaseRequest &, const Call &) override { return {}; }
    Result<> releaseLease(const LeaseRequest &, const Call &) override { return {}; }
    Result<std::unique_ptr<PortForward>> forward(const QString &, const QString &, int, const Call &) override
    {
        return nothing();
    }

    ClusterIdentity who;
    QMap<QString, QJsonObject> objects;
    QList<QJsonObject> listed; // whatever the kind
};

// Each look one second after the one before; `story` says what is seen at that second, nothing: the end (Cancelled).
class FakeArgoCd : public ArgoCd
{
public:
    using Story = std::function<std::optional<ApplicationsDelta>(int second)>;

    explicit FakeArgoCd(SteppedClock &clock)
        : m_clock(clock)
    {
    }
    Result<ApplicationsDelta> applications(const Call &) override { return nothing(); }
    Result<> follow(const std::function<WatchVerdict(const ApplicationsDelta &)> &handler, const Call &) override
    {
        for (int second = 0;; ++second, m_clock.step(Seconds{1})) {
            const auto delta = story(second);
            if (!delta)
                return failure(ErrorCode::Cancelled, QStringLiteral("the story is over"));
            if (handler(*delta) == WatchVerdict::Done)
                return {};
        }
    }
    Result<QList<ApplicationSetStatus>> applicationSets(const Call &) override { return QList<ApplicationSetStatus>(); }
    Result<> sync(const SyncRequest &request, const Call &) override
    {
        synced << request.application;
        return {};
    }
    Result<> refresh(const QString &application, const QString &, bool, const Call &) override
    {
        refreshed << application;
        return {};
    }
    Result<> terminate(const QString &, const QString &, const Call &) override { return nothing(); }
    Result<QList<ResourceNode>> resourceTree(const QString &application, const QString &, const Call &) override
    {
        lookedAt << application;
        m_clock.step(slowness);
        return trees.value(application);
    }
    Result<QList<Difference>> differences(const QString &, const QString &, const Call &) override { return nothing(); }

    Story story;
    QStringList synced, refreshed, lookedAt;
    QMap<QString, QList<ResourceNode>> trees;
    Milliseconds slowness{0}; // of each tree

private:
    SteppedClock &m_clock;
};

class FakeHost : public StepHost
{
public:
    explicit FakeHost(SteppedClock &clock)
        : m_clock(clock)
    {
    }
    void log(LogLine line) override { lines << line.text; }
    void progress(StepProgress) override { }
    void applications(ApplicationsDelta) override { }
    Result<> record(RunEventBody event) override
    {
        fold(now, {now.sequence + 1, m_clock.wall(), event});
        return {};
    }
    RunState state() const override { return now; }
    Result<std::shared_ptr<Cluster>> cluster(const Call &) override { return target; }
    Result<std::shared_ptr<ArgoCd>> argocd(const Call &) override { return argo; }
    Result<std::shared_ptr<Cluster>> unpinned() override { return target; }
    void forgetCluster() override { }

    RunState now;
    QStringList lines;
    std::shared_ptr<Cluster> target;
    std::shared_ptr<ArgoCd> argo;

private:
    SteppedClock &m_clock;
};

// Commands by their text: what they answer, and which were run.
class FakeProcesses : public NullProcesses
{
public:
    Result<ProcessResult> run(const ProcessRequest &request, const Call &, const LineSink &) override
    {
        const QString command = request.shell.isEmpty() ? request.arguments.join(u' ') : request.shell;
        ran << command;
        environment = request.environment;
        const auto answer = answers.constFind(command);
        return answer == answers.cend() ? ProcessResult{} : *answer;
    }
    Result<ProcessResult> attach(const QString &, const QString &, const Call &, const LineSink &) override
    {
        return failure(ErrorCode::NotFound, QStringLiteral("never started"));
    }
    Result<QString> find(const QString &program) override
    {
        return installed.contains(program) ? Result<QString>(QStringLiteral("/usr/bin/") + program) : nothing();
    }

    QMap<QString, ProcessResult> answers;
    QStringList ran, installed;
    QMap<QString, QString> environment;
};

struct StepWorld
{
    StepWorld()
    {
        host.target = cluster;
        host.argo = argo;
        site.runId = QStringLiteral("run");
        site.runFolder = folder.path();
        site.workTree = folder.path();
    }
    // The run knows this step, and an attempt of it is on its way.
    void begin(const QString &id, StepKind kind)
    {
        step.id = step.title = id;
        step.kind = kind;
        step.subject = id.section(u'/', 1);
        RunStarted started;
        started.runId = site.runId;
        PlannedStep planned;
        planned.id = id;
        planned.kind = kind;
        started.steps = {planned};
        (void)host.record(started);
        (void)host.record(AttemptStarted{id, 1});
    }
    Ports ports(Network &web) { return {clock, processes, secrets, clusters, argocds, git, web}; }
    Ports ports() { return ports(network); }
    StepContext context(Ports &with) { return {manifest, plan, step, site, consents, with, host, Call{}, attempt, {}}; }

    QTemporaryDir folder;
    SteppedClock clock;
    FakeProcesses processes;
    NullSecrets secrets;
    NullClusters clusters;
    NullArgoCds argocds;
    NullGit git;
    NullNetwork network;
    std::shared_ptr<FakeCluster> cluster = std::make_shared<FakeCluster>();
    std::shared_ptr<FakeArgoCd> argo = std::make_shared<FakeArgoCd>(clock);
    FakeHost host{clock};
    RecoveryManifest manifest;
    RecoveryPlan plan;
    Step step;
    RunSite site;
    Consents consents;
    int attempt = 1;
};

} // namespace relight::test
