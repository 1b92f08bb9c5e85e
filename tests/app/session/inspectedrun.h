#pragma once
// A run that was taken up, of a cluster and an Argo CD that answer as a test says: what a close look meets. It is
// paused, unless the test wants something of it. Header-only.

#include "app/engine/runstart.h"
#include "app/session/localinspector.h"
#include "tests/support/nullports.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace relight::test {

// Answers at once, or hangs until its caller is stopped.
class AnsweringCluster : public Cluster
{
public:
    Result<ClusterIdentity> identity(const Call &) override
    {
        const std::lock_guard lock(mutex);
        ++asked;
        if (silent)
            return failure(ErrorCode::Unavailable, QStringLiteral("connection refused"));
        return who;
    }
    Result<QJsonObject> get(const ObjectRef &ref, const Call &) override
    {
        const std::lock_guard lock(mutex);
        const auto found = objects.constFind(ref.kind + u'/' + ref.name);
        if (found == objects.cend())
            return failure(ErrorCode::NotFound, ref.name + QStringLiteral(" is not there"));
        return *found;
    }
    Result<QList<QJsonObject>> list(const ObjectRef &ref, const ListOptions &options, const Call &) override
    {
        const std::lock_guard lock(mutex);
        selectors << options.fieldSelector;
        return lists.value(ref.kind);
    }
    Result<QList<Applied>> apply(
        const QByteArray &, const ApplyOptions &, const Call &, const std::function<void(const Applied &)> &) override
    {
        return nothing();
    }
    Result<QJsonObject> mergePatch(const ObjectRef &, const QJsonObject &, const Call &) override { return nothing(); }
    Result<QJsonObject> jsonPatch(const ObjectRef &, const QJsonArray &, const Call &) override { return nothing(); }
    Result<> watch(const ObjectRef &, const ListOptions &, const WatchHandler &, const Call &) override
    {
        return nothing();
    }
    Result<bool> allowed(const QString &, const QString &, const QString &, const QString &, const Call &) override
    {
        return nothing();
    }
    Result<QByteArray> podLog(const QString &, const QString &, const QString &, int, bool, const Call &) override
    {
        return QByteArray("one\ntwo hunter2\n");
    }
    Result<> followPodLog(const PodLogFollow &log, const std::function<WatchVerdict(const PodLogLine &)> &handler,
        const Call &call) override
    {
        return follows(log, handler, call);
    }
    Result<> holdLease(const LeaseRequest &, const Call &) override
    {
        leased = true;
        return {};
    }
    Result<> releaseLease(const LeaseRequest &, const Call &) override { return {}; }
    Result<std::unique_ptr<PortForward>> forward(const QString &, const QString &, int, const Call &) override
    {
        return nothing();
    }

    std::mutex mutex; // guards the rest but the last
    ClusterIdentity who;
    bool silent = false;
    int asked = 0;
    QMap<QString, QJsonObject> objects;
    QMap<QString, QList<QJsonObject>> lists;
    QStringList selectors;
    std::atomic<bool> leased = false;
    std::function<Result<>(const PodLogFollow &, const std::function<WatchVerdict(const PodLogLine &)> &, const Call &)>
        follows;
};

// Until the caller is stopped.
inline std::unexpected<Error> hang(const Call &call)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, call.stop, [] { return false; });
    return failure(ErrorCode::Cancelled, QStringLiteral("stopped"));
}

class AnsweringArgoCd : public ArgoCd
{
public:
    Way lastWay() const override { return {QStringLiteral("Argo CD API"), {}}; }
    Result<ApplicationsDelta> applications(const Call &) override { return nothing(); }
    Result<> follow(const std::function<WatchVerdict(const ApplicationsDelta &)> &handler, const Call &call) override
    {
        ++followed;
        return follows(handler, call);
    }
    Result<QList<ApplicationSetStatus>> applicationSets(const Call &) override { return nothing(); }
    Result<> sync(const SyncRequest &request, const Call &) override
    {
        if (request.application == QLatin1String("closed"))
            return failure(ErrorCode::Forbidden, QStringLiteral("blocked by sync window"));
        const std::lock_guard lock(mutex);
        synced << request.appNamespace + u'/' + request.application + (request.prune ? u'!' : u' ') + request.project;
        return {};
    }
    Result<> refresh(const QString &, const QString &, bool, const Call &) override { return {}; }
    Result<> terminate(const QString &, const QString &, const Call &) override { return {}; }
    Result<QList<ResourceNode>> resourceTree(const QString &name, const QString &, const Call &call) override
    {
        if (name == QLatin1String("hangs")) {
            hanging = true;
            return hang(call);
        }
        if (name == QLatin1String("unanswered")) {
            ++asked;
            return failure(ErrorCode::Cancelled, QStringLiteral("nobody answered for the secret"));
        }
        const std::lock_guard lock(mutex);
        return tree;
    }
    Result<QList<Difference>> differences(const QString &, const QString &, const Call &) override { return different; }

    std::mutex mutex; // guards the next two
    QList<ResourceNode> tree;
    QStringList synced;
    QList<Difference> different;
    std::atomic<bool> hanging = false;
    std::atomic<int> followed = 0, asked = 0;
    std::function<Result<>(const std::function<WatchVerdict(const ApplicationsDelta &)> &, const Call &)> follows
        = [](const auto &, const Call &call) { return Result<>(hang(call)); };
};

struct AnsweringClusters : NullClusters
{
    Result<std::shared_ptr<Cluster>> open(const ClusterAccess &) override { return cluster; }
    std::shared_ptr<AnsweringCluster> cluster = std::make_shared<AnsweringCluster>();
};

struct AnsweringArgoCds : NullArgoCds
{
    std::shared_ptr<ArgoCd> open(ArgoCdAccess) override
    {
        ++opened;
        return argocd;
    }
    std::shared_ptr<AnsweringArgoCd> argocd = std::make_shared<AnsweringArgoCd>();
    std::atomic<int> opened = 0;
};

class InspectedRun
{
public:
    enum class There { Nothing, Cluster, ArgoCd };

    struct Wish
    {
        bool trusted = true;
        StepAction provision = {}; // the run is not paused, and this is its step
    };

    explicit InspectedRun(There there = There::ArgoCd)
        : InspectedRun(there, Wish())
    {
    }
    InspectedRun(There there, const Wish &wish)
    {
        qputenv("XDG_STATE_HOME", folder.path().toUtf8());
        RunOptions options;
        options.mode = RunMode::Drill;
        options.attended = true;
        const auto loaded = loadManifest(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml"));
        auto prepared = prepareRun(*loaded, options, git, clock.wall());
        EngineSetup &setup = prepared->setup;
        setup.trusted = wish.trusted;
        setup.actions.clear();
        if (wish.provision)
            setup.actions = {{QStringLiteral("provision"), wish.provision}};
        clusters.cluster->who.uid = QStringLiteral("uid");
        QList<RunEventBody> before{runStarted(setup), PreflightFinished{}};
        if (there != There::Nothing) {
            before << ClusterPinned{QStringLiteral("uid"), {}, QStringLiteral("https://c"), {}};
            QFile kubeconfig(setup.site.kubeconfigPath());
            if (kubeconfig.open(QIODevice::WriteOnly))
                kubeconfig.write("a kubeconfig");
        }
        if (there == There::ArgoCd)
            clusters.cluster->objects.insert(
                QStringLiteral("CustomResourceDefinition/applications.argoproj.io"), QJsonObject());
        if (wish.trusted && !wish.provision)
            before << RunPaused{};
        for (const RunEventBody &body : before) {
            const RunEvent event{setup.resumed.sequence + 1, clock.wall(), body};
            (void)prepared->journal.append({event});
            fold(setup.resumed, event);
        }
        run = std::make_unique<LocalRun>(
            *std::move(prepared), Ports{clock, processes, secrets, clusters, argocds, git, network});
        inspector = std::make_unique<LocalInspector>(*run);
        run->start();
        if (wish.trusted)
            (void)QTest::qWaitFor([this] { return run->isLetGo(); });
    }

    AnsweringCluster &cluster() { return *clusters.cluster; }
    AnsweringArgoCd &argocd() { return *argocds.argocd; }

    QTemporaryDir folder;
    SystemClock clock;
    NullProcesses processes;
    NullSecrets secrets;
    AnsweringClusters clusters;
    AnsweringArgoCds argocds;
    NullGit git;
    NullNetwork network;
    std::unique_ptr<LocalRun> run;
    std::unique_ptr<LocalInspector> inspector;
};

} // namespace relight::test
