#include "app/window/window.h"

#include "app/integrations/io/iothread.h"
#include "app/window/windowsession.h"

#include <QApplication>
#include <QCommandLineParser>

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
    parser.addOptions({resume, screenshots});
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("A recovery manifest to open."));
    parser.process(application);

    WindowSession session(program, parser.value(screenshots));
    session.show();
    if (parser.isSet(resume))
        session.resume(parser.value(resume));
    else if (const QStringList files = parser.positionalArguments(); !files.isEmpty())
        session.open(files.first());
    else
        session.showStart();
    return QApplication::exec();
}

} // namespace relight
