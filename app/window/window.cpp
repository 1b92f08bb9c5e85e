#include "app/window/window.h"

#include "app/drill/scenarios.h"
#include "app/integrations/io/iothread.h"
#include "app/window/windowsession.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace relight {

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
    parser.addOptions({resume, screenshots, drill, speed, simulated});
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("A recovery manifest to open."));
    parser.process(application);

    WindowSession session(program, parser.value(screenshots));
    const QStringList files = parser.positionalArguments();
    session.show();
    if (parser.isSet(resume))
        session.resume(parser.value(resume));
    else if (parser.isSet(drill) && !files.isEmpty()) {
        const auto scenario = findScenario(parser.value(drill));
        if (!scenario) {
            std::fprintf(stderr, "relight: %s\n", qPrintable(scenario.error().message));
            return Usage;
        }
        session.drill(files.first(),
            {*scenario, std::clamp(parser.value(speed).toDouble(), 0.1, 1000.0), parser.isSet(simulated)});
    } else if (!files.isEmpty())
        session.open(files.first());
    else
        session.showStart();
    return QApplication::exec();
}

} // namespace relight
