#pragma once
// A world with its players and what is outside of it, and the engine's ports made of them: a command that blocks sends
// the world's clock on until it has ended. One thread. Header-only.

#include "app/drill/world/play/players.h"
#include "models/manifest/manifestparser.h"
#include "models/plan/planfor.h"
#include "tests/app/engine/stepworld.h"

namespace relight::world::test {

class Recorder : public PlaySession
{
public:
    explicit Recorder(World &world)
        : m_world(world)
    {
    }
    void out(const QByteArray &text) override { note("", output, text); }
    void err(const QByteArray &text) override { note("! ", error, text); }
    void end(int exitCode) override
    {
        status = exitCode;
        endedAt = m_world.clock.now();
    }
    bool isGone() const override { return silentlyGone; }

    QByteArray output, error, transcript; // transcript: with times
    std::optional<int> status;
    Milliseconds endedAt{0};
    bool silentlyGone = false;

private:
    void note(const char *sign, QByteArray &stream, const QByteArray &text)
    {
        Q_ASSERT(!status);
        stream += text;
        transcript += QByteArray::number(qint64(m_world.clock.now().count())) + ' ' + sign + text;
    }
    World &m_world;
};

struct Stand
{
    explicit Stand(const QByteArray &manifest, quint64 seed = 1)
        : world(*parseManifest(manifest).manifest, Timestamp{Seconds{1'800'000'000}}, seed)
        , outside(world)
        , players(world, outside, {[] { return QByteArray("apiVersion: v1\nkind: Config\n"); }, folder.path()})
    {
        world.provisioned = [this] {
            ++world.clusters;
            world.clusterIsUp = true;
        };
    }
    std::shared_ptr<Recorder> start(PlayRequest request)
    {
        auto session = std::make_shared<Recorder>(world);
        if (request.workingDirectory.isEmpty())
            request.workingDirectory = folder.path();
        players.start(request, session);
        return session;
    }
    // To its end.
    std::shared_ptr<Recorder> play(const PlayRequest &request)
    {
        const auto session = start(request);
        while (!session->status && world.clock.next())
            world.clock.advanceTo(*world.clock.next());
        return session;
    }
    std::shared_ptr<Recorder> run(const QString &words)
    {
        return play({words.split(u' '), {}, QStringLiteral("provision"), QStringLiteral("any"), {}, {}});
    }
    std::shared_ptr<Recorder> shell(const QString &step, const QString &key, const QString &text)
    {
        return play({{}, text, step, key, {}, {}});
    }
    void begin(const QString &kind, const QJsonObject &with = {}) { world.faults.begin({kind, kind, with}); }
    void end(const QString &kind) { world.faults.end(kind); }
    void application(const QString &name, const QString &health)
    {
        const QJsonObject status{{QStringLiteral("health"), QJsonObject{{QStringLiteral("status"), health}}}};
        world.cluster.put({{QStringLiteral("apiVersion"), QStringLiteral("argoproj.io/v1alpha1")},
            {QStringLiteral("kind"), QStringLiteral("Application")}, {QStringLiteral("status"), status},
            {QStringLiteral("metadata"),
                QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("namespace"), QStringLiteral("argocd")}}}});
    }

    QTemporaryDir folder;
    World world;
    Outside outside;
    Players players;
};

// The engine's commands, played in the world.
class PlayedProcesses : public relight::test::FakeProcesses
{
public:
    PlayedProcesses(Stand &stand, relight::test::SteppedClock &clock)
        : m_stand(stand)
        , m_clock(clock)
    {
    }
    Result<ProcessResult> run(const ProcessRequest &request, const Call &, const LineSink &line) override
    {
        ran << (request.shell.isEmpty() ? request.arguments.join(u' ') : request.shell);
        m_stand.world.clock.advanceTo(std::chrono::duration_cast<Milliseconds>(m_clock.now().time_since_epoch()));
        const Milliseconds before = m_stand.world.clock.now();
        const auto session
            = m_stand.play({request.arguments, request.shell, request.environment.value(QStringLiteral("RELIGHT_STEP")),
                request.key, request.workingDirectory, request.environment});
        m_clock.step(m_stand.world.clock.now() - before);
        for (const QByteArray &text : session->output.split('\n')) {
            if (!text.isEmpty())
                line(OutputStream::Out, text);
        }
        ProcessResult result;
        result.exitCode = session->status.value_or(-1);
        result.output = session->output;
        result.errorTail = session->error;
        return result;
    }
    Result<QString> find(const QString &program) override { return u'/' + program; }

private:
    Stand &m_stand;
    relight::test::SteppedClock &m_clock;
};

class OutsideNetwork : public Network
{
public:
    OutsideNetwork(Stand &stand, relight::test::SteppedClock &clock)
        : m_stand(stand)
        , m_clock(clock)
    {
    }
    Result<WebAnswer> get(const QUrl &url, const QHostAddress &to, qint64 limit, const Call &) override
    {
        return now().get(url, to, limit);
    }
    Result<WebAnswer> postJson(const QUrl &url, const QJsonObject &body, const Call &) override
    {
        return now().postJson(url, body);
    }
    Result<QStringList> lookUp(const QString &name, const QString &type, const Call &) override
    {
        return now().lookUp(name, type);
    }
    Result<> knock(const QString &host, quint16 port, const Call &) override { return now().knock(host, port); }

private:
    Outside &now()
    {
        m_stand.world.clock.advanceTo(std::chrono::duration_cast<Milliseconds>(m_clock.now().time_since_epoch()));
        return m_stand.outside;
    }
    Stand &m_stand;
    relight::test::SteppedClock &m_clock;
};

// One step of the engine in that world.
struct EngineStand : relight::test::StepWorld
{
    EngineStand(Stand &stand, const QString &id, StepKind kind)
        : played(stand, clock)
        , web(stand, clock)
        , all{clock, played, secrets, clusters, argocds, git, web}
    {
        manifest = stand.world.manifest;
        plan = *planFor(manifest);
        site.runFolder = stand.folder.path();
        site.workTree = stand.folder.path();
        begin(id, kind);
        context.emplace(StepContext{manifest, plan, step, site, consents, all, host, Call{}, attempt, {}});
    }
    PlayedProcesses played;
    OutsideNetwork web;
    Ports all;
    std::optional<StepContext> context;
};

inline QByteArray manifestOf(const QByteArray &more = {}, const QByteArray &cluster = {})
{
    return "recovery:\n  name: production\n  cluster:\n    provisioner: terraform\n    path: terraform/production\n"
           "    variables: { region: europe-west1 }\n"
        + cluster + "  gitops:\n    repo: https://git.company.com/gitops.git\n    path: clusters/production\n" + more;
}

} // namespace relight::world::test
