#pragma once
// Brings window and engine together: opens manifests, starts and resumes runs in this process, and lets go of them when
// the window closes. Made by runWindow(); GUI thread.

#include "app/commands/commandline.h"
#include "app/desktop/notifier.h"
#include "app/desktop/sleepguard.h"
#include "app/desktop/suspendwatch.h"
#include "app/drill/drillsession.h"
#include "app/engine/digest.h"
#include "app/session/liveworld.h"
#include "app/session/localinspector.h"
#include "app/session/localmanifest.h"
#include "app/session/runsetup.h"
#include "app/window/background.h"
#include "app/window/screenshots.h"
#include "app/window/secretprompter.h"
#include "app/window/stopsignals.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/consent/leavedialog.h"

#include <QPointer>

namespace relight {

class WindowSession : public QObject
{
    Q_OBJECT
public:
    WindowSession(Program program, QString screenshotFolder);
    ~WindowSession() override;

    void show() { m_window.show(); }
    void showStart();
    void open(const QString &file);
    void resume(const QString &runId);
    struct DrillWish
    {
        Scenario scenario;
        double speed = 20;      // times real time
        bool simulated = false; // nobody is at the window: the simulated operator commands, and at the end it closes
    };
    void drill(const QString &file, const DrillWish &wish);

private:
    void start(const StartChoices &choices);
    OpenedManifest remember(LoadedManifest loaded, const ManifestDigest &digest, bool trusted);
    void opened(LoadedManifest loaded, const ManifestDigest &digest, bool trusted);
    void readAgain();                                 // what was saved: a run goes by the file
    bool waitsForReading(std::function<void()> wish); // true: it is done once the file was read again
    void playDrill(std::unique_ptr<DrillSession> drill, const QByteArray &manifest);
    void drillEnded();
    void drillLost(const Error &error);
    void watchRun(LocalRun &run);
    LocalRun *run() const { return m_drill ? &m_drill->run() : m_run.get(); }
    void takeOver(PreparedRun prepared, QList<RunEvent> before, const QByteArray &manifest);
    void makeWorld(const QString &manifest);
    void dropRun();
    bool runGoesOn() const;
    void clone(const CloneWish &wish);
    void playSample();
    void followOnDesktop(); // alarms, and whether this computer may sleep
    void showGuard();
    void slept(Seconds time);
    void closeAsked();
    void leave(); // the run stays resumable, children go on
    void sayBusy();
    void work(const QString &doing, Background::Work work);

    Program m_program;
    SystemClock m_clock;
    std::unique_ptr<DrillSession> m_drill; // instead of world and run; before the window, whose clock it may be
    Look m_look;
    MainWindow m_window;
    SecretPrompter m_prompter;
    Screenshots m_screenshots;
    Alarms m_alarms;
    DesktopNotifier m_notifier;
    SleepGuard m_guard;
    SuspendWatch m_suspend;
    StopSignals m_signals;
    std::optional<LoadedManifest> m_loaded;
    QString m_digest;
    std::unique_ptr<LiveWorld> m_world; // of the open manifest
    std::unique_ptr<LocalRun> m_run;
    std::unique_ptr<LocalInspector> m_inspector; // of the run, whichever it is
    QPointer<LeaveDialog> m_question;
    bool m_leaving = false;
    bool m_drillLost = false; // its world is gone
    std::unique_ptr<LibGit2>
        m_git; // for clones and what is written; made for the first, and kept: it owns global state
    std::unique_ptr<LocalManifest> m_document; // the open one
    QTimer m_readAgain;                        // the file was written while something else went on
    std::function<void()> m_whenRead;          // the wish that waits; none: the file is not being read again
    bool m_reading = false;                    // again
    std::stop_source m_cloneStop;
    Mailbox m_cloneMailbox;  // outlives the thread that clones
    Background m_background; // last: what it does uses the rest
};

} // namespace relight
