#pragma once
// One drill, ready to be played: its world, its run, its scenario. For the terminal and the window. Main thread, but
// for create().

#include "app/drill/drillworld.h"
#include "app/drill/scenarioplayer.h"

namespace relight {

class DrillSession
{
public:
    struct Options
    {
        QString programs; // folder of relight-world, relight-play, relight-supervisor
        QString version;
        QString runId; // empty: made
        Scenario scenario;
        quint64 seed = 1;
        double speed = 1; // times real time
        Attendance attendance = Attendance::Unattended;
    };

    // Blocks while the world gets ready; any thread that may.
    static Result<std::unique_ptr<DrillSession>> create(const LoadedManifest &loaded, Options options);
    ~DrillSession();

    LocalRun &makeRun(); // once, on the thread that is told of it
    LocalRun &run() { return *m_run; }
    const RecoveryPlan &plan() const { return m_plan; }
    DrillWorld &world() { return *m_world; }
    const QString &runFolder() const { return m_runFolder; }
    double speed() const { return m_options.speed; } // that it starts with
    bool isUnattended() const { return m_options.attendance == Attendance::Unattended; }
    const Scenario &scenario() const { return m_options.scenario; }
    QList<PlayedOrder> played() const { return m_player->played(); }

    // `lost`: the world is gone and the run cannot go on; called once, on another thread.
    void start(std::function<void(const Error &)> lost);
    void end(); // no more orders and no more time; the run is left as it is
    // What this manifest has no step for, so that part of the scenario is not played; and what of the user's repository
    // the world had no room for. Sentences.
    QStringList notes() const;

private:
    explicit DrillSession(Options options)
        : m_options(std::move(options))
    {
    }

    const Options m_options;
    QString m_runFolder;
    RecoveryPlan m_plan;
    std::optional<PreparedRun> m_prepared; // until the run is made of it
    std::unique_ptr<DrillWorld> m_world;
    std::unique_ptr<ScenarioPlayer> m_player;
    std::unique_ptr<LocalRun> m_run; // calls the player, uses the world
};

} // namespace relight
