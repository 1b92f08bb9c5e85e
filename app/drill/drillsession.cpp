#include "app/drill/drillsession.h"

#include "app/integrations/io/systemclock.h"

#include <QJsonArray>

namespace relight {

Result<std::unique_ptr<DrillSession>> DrillSession::create(const LoadedManifest &loaded, Options options)
{
    std::unique_ptr<DrillSession> session(new DrillSession(std::move(options)));
    const Options &chosen = session->m_options;
    const Timestamp start
        = std::chrono::floor<Seconds>(std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()));
    RunOptions runOptions;
    runOptions.mode = RunMode::Drill;
    runOptions.attended = true; // by the simulated operator, if by nobody else
    runOptions.runId = chosen.runId;
    runOptions.version = chosen.version;
    runOptions.declaredAt = start;
    SystemClock clock;
    LibGit2 git(clock);
    auto prepared = prepareRun(loaded, runOptions, git, start);
    if (!prepared)
        return std::unexpected(prepared.error());
    session->m_runFolder = prepared->setup.site.runFolder;

    DrillWorld::Settings settings;
    settings.programs = chosen.programs;
    settings.manifestPath = loaded.path;
    settings.manifestBytes = loaded.bytes;
    settings.runFolder = session->m_runFolder;
    settings.start = start;
    settings.seed = chosen.seed;
    settings.applications = chosen.scenario.estate.applications;
    settings.resources = chosen.scenario.estate.resources;
    Backoff::makeRepeatable(quint32(chosen.seed) | 1);
    auto world = DrillWorld::create(settings, *loaded.manifest);
    if (!world)
        return std::unexpected(world.error());
    session->m_world = *std::move(world);
    prepared->setup.manifest
        = manifestForDrill(std::move(prepared->setup.manifest), session->m_world->kubeconfigPath());

    session->m_player = std::make_unique<ScenarioPlayer>(
        ScenarioPlayer::Parts{session->m_world->clock(), session->m_world->link()}, chosen.scenario, chosen.attendance);
    session->m_plan = prepared->setup.plan;
    session->m_prepared = *std::move(prepared);
    return session;
}

LocalRun &DrillSession::makeRun()
{
    m_run = std::make_unique<LocalRun>(*std::exchange(m_prepared, std::nullopt), m_world->ports());
    m_run->setCompanion(m_player.get());
    return *m_run;
}

DrillSession::~DrillSession()
{
    if (m_player)
        m_player->stop();
    m_run.reset(); // time may go on until then
    Backoff::makeRepeatable(0);
}

QStringList DrillSession::notes() const
{
    QStringList notes;
    QStringList planned;
    for (const Step &step : m_plan.steps)
        planned << step.id;
    for (const QString &step : stepsNotPlanned(scenario(), planned))
        notes << QStringLiteral("this manifest has no step %1: that part of the scenario is not played").arg(step);
    for (const QJsonValue &sentence : m_world->addresses().value(QLatin1String("leftOut")).toArray())
        notes << sentence.toString();
    return notes;
}

void DrillSession::start(std::function<void(const Error &)> lost)
{
    m_player->start(*m_run);
    m_run->start();
    m_world->driver().setSpeed(m_options.speed);
    m_world->driver().start(std::move(lost));
}

void DrillSession::end()
{
    m_player->stop();
    m_world->driver().stop();
}

} // namespace relight
