#include "app/window/window.h"

#include "app/drill/scenarios.h"
#include "app/integrations/io/iothread.h"
#include "app/window/followwindow.h"
#include "app/window/windowsession.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace relight {

static Result<WindowSession::DrillWish> drillWish(
    const QString &scenario, const QString &speed, bool simulated, const QStringList &files)
{
    if (files.size() != 1)
        return failure(ErrorCode::Invalid, QStringLiteral("--drill takes one recovery manifest"));
    bool isNumber = false;
    const double times = speed.toDouble(&isNumber);
    if (!isNumber || times < 0.1 || times > 1000)
        return failure(ErrorCode::Invalid, QStringLiteral("--speed takes a number from 0.1 to 1000"));
    const auto found = findScenario(scenario);
    if (!found)
        return std::unexpected(found.error());
    return WindowSession::DrillWish{*found, times, simulated};
}

int runWindow(int &argc, char **argv, const Program &program)
{
    QApplication application(argc, argv);
    forbidBlockingHere(); // the GUI thread asks no port
    QApplication::setApplicationName(QStringLiteral("relight"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setDesktopFileName(QStringLiteral("relight"));
    QApplication::setApplicationVersion(program.version);

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Brings a lost Kubernetes cluster back from Git."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption resume(
        QStringLiteral("resume"), QStringLiteral("Resume this run at once."), QStringLiteral("RUN"));
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
        QStringLiteral("Save a picture of the window at each change of the run."), QStringLiteral("DIR"));
    const QCommandLineOption drill(QStringLiteral("drill"),
        QStringLiteral("Play a drill of FILE at once, of this scenario (relight scenarios)."),
        QStringLiteral("SCENARIO"));
    const QCommandLineOption speed(QStringLiteral("speed"), QStringLiteral("Of the drill, times real time."),
        QStringLiteral("N"), QStringLiteral("20"));
    const QCommandLineOption simulated(QStringLiteral("simulated"),
        QStringLiteral("A simulated operator commands the drill, and the window closes at its end."));
    const QCommandLineOption follow(QStringLiteral("follow"),
        QStringLiteral(
            "Look on at a run that is driven elsewhere: its id, or the path of its folder, also a shared one."),
        QStringLiteral("RUN"));
    const QCommandLineOption wall(QStringLiteral("wall"), QStringLiteral("With --follow: the wall view at once."));
    parser.addOptions({resume, screenshots, drill, speed, simulated, follow, wall});
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("A recovery manifest to open."));
    parser.process(application);

    const QStringList files = parser.positionalArguments();
    std::optional<WindowSession::DrillWish> wish;
    if (parser.isSet(drill)) {
        const auto read = drillWish(parser.value(drill), parser.value(speed), parser.isSet(simulated), files);
        if (!read) {
            std::fprintf(stderr, "relight: %s\n", qPrintable(read.error().message));
            return Usage;
        }
        wish = *read;
    }
    if (parser.isSet(follow)) {
        const auto folder = folderOfRun(parser.value(follow));
        if (!folder) {
            std::fprintf(stderr, "relight: %s\n", qPrintable(folder.error().message));
            return Usage;
        }
        FollowWindow followed(*folder, parser.isSet(wall) ? FollowWindow::Shows::Wall : FollowWindow::Shows::Cockpit);
        followed.window().show();
        return QApplication::exec();
    }
    WindowSession session(program, parser.value(screenshots));
    session.show();
    if (parser.isSet(resume))
        session.resume(parser.value(resume));
    else if (wish)
        session.drill(files.first(), *wish);
    else if (!files.isEmpty())
        session.open(files.first());
    else
        session.showStart();
    return QApplication::exec();
}

} // namespace relight
