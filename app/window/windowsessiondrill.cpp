// A drill in the window: its world made in the background, played at a speed that the person sets, reported on at its
// end.
#include "app/drill/drillreport.h"
#include "app/window/windowsession.h"

#include <QFileInfo>
#include <QTimer>

namespace relight {

void WindowSession::drill(const QString &file, const DrillWish &wish)
{
    if (runGoesOn() || waitsForReading([this, file, wish] { drill(file, wish); }))
        return;
    if (m_background.isBusy())
        return sayBusy();
    dropRun();
    m_world.reset();
    m_loaded.reset();
    DrillSession::Options options;
    options.programs = QFileInfo(m_program.path).path();
    options.version = m_program.version;
    options.scenario = wish.scenario;
    options.speed = wish.speed;
    options.attendance = wish.simulated ? Attendance::Unattended : Attendance::Attended;
    work(tr("Making the world of the drill…"), [this, file, options]() -> Background::Answer {
        const auto fail = [this](const QString &message) -> Background::Answer {
            return [this, message] {
                showStart();
                m_window.showProblem(message);
            };
        };
        auto loaded = loadManifest(file);
        if (!loaded)
            return fail(loaded.error().message);
        if (!loaded->plan)
            return [this, file] { open(file); }; // shows what is wrong with it
        auto session = DrillSession::create(*loaded, options);
        if (!session)
            return fail(session.error().message);
        return [this, session = *std::move(session), bytes = loaded->bytes]() mutable {
            playDrill(std::move(session), bytes);
        };
    });
}

void WindowSession::playDrill(std::unique_ptr<DrillSession> drill, const QByteArray &manifest)
{
    m_drill = std::move(drill);
    LocalRun &made = m_drill->makeRun();
    watchRun(made);
    connect(&made, &LocalRun::ended, this, &WindowSession::drillEnded);
    m_window.showRun(RunView{made, made.observations(), m_drill->plan(), {}, operatorName(), m_inspector.get(),
        QString::fromUtf8(manifest)});
    const QStringList notes = m_drill->notes();
    m_window.showDrill(m_drill->speed(),
        tr("%1. Nothing real is touched. What needs you stands in the bar above (Ctrl+Return answers); the menu Drill "
           "sets the speed.")
            .arg(m_drill->scenario().title));
    if (!notes.isEmpty())
        m_window.showProblem(notes.join(QStringLiteral("; ")));
    m_drill->start(
        [this](const Error &error) { QMetaObject::invokeMethod(this, [this, error] { drillLost(error); }); });
}

void WindowSession::drillLost(const Error &error)
{
    if (!m_drill || !runGoesOn())
        return;
    m_drillLost = true;
    m_drill->end();
    m_window.showProblem(tr("%1. The drill cannot go on; nothing real was touched. Start it again from its manifest.")
            .arg(error.message));
}

void WindowSession::drillEnded()
{
    m_drill->end();
    if (const auto report = writeReport(*m_drill); report)
        m_window.showDrill(m_drill->world().driver().speed(), tr("The drill is over. Its report: %1").arg(*report));
    else
        m_window.showProblem(report.error().message);
    if (m_drill->isUnattended())
        QTimer::singleShot(1500, this, [this] { m_window.close(); }); // after the last picture
}

} // namespace relight
