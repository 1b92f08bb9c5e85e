#pragma once
// The one window: menu with every action, and one of the pages start, manifest, run. Knows a run only through its
// session; what needs files or an engine leaves as a signal. Made beside the application; GUI thread.

#include "ui/cockpit/runview.h"
#include "ui/cockpit/windowmemory.h"
#include "ui/consent/startchoices.h"
#include "ui/palette/menuactions.h"
#include "ui/start/runentry.h"
#include "ui/theme/look.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QMenu;
class QScreen;
class QStackedWidget;

namespace relight {

class CloneDialog;
struct CloneWish;
class CommandPalette;
class ConnectionBar;
class ElidedLabel;
class ManifestDocument;
class ManifestPage;
class ModeFrame;
struct PaletteEntry;
class RunPage;
class ShortcutsPage;
class StartPage;
class TextLabel;
class WallView;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Look &look, WallClock clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showStart(const QList<RunEntry> &runs);
    // `document`: its text being written; goes away with the next manifest or start page, or before.
    void showManifest(const OpenedManifest &manifest, ManifestDocument *document = nullptr);
    void updateManifest(const OpenedManifest &manifest); // the file was written: what a run would be now
    void showRun(const RunView &view);                   // until endRun()
    void endRun();                                       // the session goes away; the page with it
    void showBusy(const QString &doing);                 // empty: no more
    // The run on the screen is a drill: its menu is there, and one hint where to begin.
    void showDrill(double speed, const QString &hint);
    void showHint(const QString &hint); // worth a line, nothing is wrong
    bool soundsOn() const { return m_memory.sounds(); }
    void showProblem(const QString &message); // what happened, to what, what to do next

    RunPage *runPage() { return m_run; }
    ManifestPage *manifestPage() { return m_manifest; }
    StartPage *startPage() { return m_start; }
    CommandPalette *commandPalette() { return m_palette; }
    ConnectionBar &connections() { return *m_connections; }
    QString checklistHtml() const;    // as it is printed, of the run or the manifest on the screen
    CloneDialog *cloneDialog() const; // nullptr: it is not open
    void askToClone();
    WallView *wall() const; // nullptr: it is not open
    void openWall();        // asks for the screen where there are several
    void openPalette();     // or, where it is open, leaves it

Q_SIGNALS:
    void manifestAsked(const QString &path);
    void resumeAsked(const QString &runId);
    void startAsked(const relight::StartChoices &choices);
    void startPageAsked();
    void cloneAsked(const relight::CloneWish &wish);
    void cloneCancelled();
    void sampleAsked(); // to be played
    void drillAsked();  // of the manifest on the screen
    void drillSpeedAsked(double timesRealTime);
    void drillPauseAsked(bool paused);
    void drillStepAsked();
    void runChanged();
    void wallShown(bool shown); // its screen is not to go dark
    // The person closes the window: answer with allowClose() when it may go.
    void closeAsked();

public:
    void allowClose();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Actions;

    void makeMenus();
    void addTimeline(QMenu *view);
    QMenu *makeDrillMenu();
    void makeApplicationMenu();
    void makeStatusBar();
    void showPace(double speed); // of the drill's clock
    void updateActions();
    void updateStatus();
    QList<PaletteEntry> paletteEntries();
    void takeCommand(const PaletteEntry &entry);
    void showWallOn(QScreen &screen);
    void updateWall();
    void closeWall();
    void showKeys();
    void printChecklist();
    void say(const QString &text, Role role); // at the bottom, until something else is to be said
    void chooseFile();
    void askToStart();
    void openManifest(const QString &path); // once the one on the screen may be left
    void about();

    WindowMemory m_memory;
    Look &m_look; // as it is remembered before the first part is made: parts measure their text
    WallClock m_clock;
    ModeFrame *m_frame;
    QStackedWidget *m_pages;
    StartPage *m_start;
    ManifestPage *m_manifest;
    RunPage *m_run = nullptr;
    OpenedManifest m_opened;
    ConnectionBar *m_connections;
    ElidedLabel *m_statusText;
    TextLabel *m_utc;
    std::unique_ptr<Actions> m_actions;
    CommandPalette *m_palette;
    QPointer<ShortcutsPage> m_keys;
    QPointer<WallView> m_wall;
    QPointer<CloneDialog> m_clone;
    QList<MenuAction> m_offered; // by the palette that is open, or was last
    QTimer m_second;
    double m_drillSpeed = 1;
    bool m_mayClose = false;
};

} // namespace relight
