// P5, P8 and P11: the graph of 20,000 resources, first painted, panned and zoomed; from the start of a process to the
// painted cockpit with a manifest, against one that paints an empty Qt window; the window at rest with 10,000
// applications. usage: bench_window [MANIFEST]
#include "estate.h"

#include "app/window/windowsession.h"
#include "models/convergence/applicationjson.h"
#include "tests/ui/estate.h"
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"
#include "ui/manifest/manifestpage.h"
#include "ui/resources/resourcegraphview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace relight;

namespace {

double quantile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(double(values.size()) * part))];
}

void row(const char *what, double value, const char *unit, double goal)
{
    std::printf(
        "  %-52s %9.1f %-4s goal %7.1f  %s\n", what, value, unit, goal, value <= goal ? "reached" : "NOT REACHED");
}

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

void graphOfManyResources()
{
    Look look;
    Application application;
    application.name = QStringLiteral("many");
    const QList<ResourceItem> forest = Estate::manyResources(20'000);
    ResourceGraphView view(look);
    view.resize(1600, 900);
    view.show();
    QApplication::processEvents();
    const double first = millisecondsOf([&] {
        view.setForest(application, forest);
        view.viewport()->repaint();
    });
    std::vector<double> pans, zooms;
    for (int i = 0; i < 300; ++i) {
        pans.push_back(millisecondsOf([&] {
            view.verticalScrollBar()->setValue(i * 4'001 % std::max(1, view.verticalScrollBar()->maximum()));
            view.viewport()->repaint();
        }));
    }
    for (int i = 0; i < 300; ++i) {
        zooms.push_back(millisecondsOf([&] {
            view.setZoom(0.2 + (i % 60) / 20.0);
            view.viewport()->repaint();
        }));
    }
    std::printf("P5  a graph of %d nodes, 1600 x 900\n", int(view.graph().nodes.size()));
    row("from the resources to the first paint", first, "ms", 100);
    row("a frame while panning, p99", quantile(pans, 0.99), "ms", 1000.0 / 60);
    row("a frame while zooming, p99", quantile(zooms, 0.99), "ms", 1000.0 / 60);
}

// The child says "painted" once the window that counts has been.
class PaintedSayer : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_said) {
            m_said = true;
            QTimer::singleShot(0, object, [] { // after it
                std::puts("painted");
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return false;
    }

private:
    bool m_said = false;
};

int child(QApplication &application, const QString &manifest)
{
    PaintedSayer sayer;
    if (manifest.isEmpty()) {
        QWidget empty;
        empty.resize(1280, 800);
        empty.installEventFilter(&sayer);
        empty.show();
        return QApplication::exec();
    }
    WindowSession session(Program{QApplication::applicationFilePath(), QStringLiteral("bench")}, {});
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(top))
            window->manifestPage()->installEventFilter(&sayer);
    }
    session.show();
    session.open(manifest);
    const int status = application.exec();
    std::_Exit(status); // its end is not measured
}

double secondsToPaint(const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(QApplication::applicationFilePath(), arguments);
    process.waitForReadyRead(30'000);
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const bool painted = process.readAllStandardOutput().startsWith("painted");
    process.waitForFinished();
    return painted ? seconds : 1e9;
}

void startOfTheProgram(const QString &manifest)
{
    std::vector<double> empty, cockpit;
    for (int i = 0; i < 11; ++i) { // in turns: what the machine does beside it meets both
        empty.push_back(secondsToPaint({QStringLiteral("--child")}));
        cockpit.push_back(secondsToPaint({QStringLiteral("--child"), manifest}));
    }
    const double peer = quantile(empty, 0.5), own = quantile(cockpit, 0.5);
    std::printf("P8  from the start to the painted window (median of 11 pairs)\n");
    std::printf("  %-52s %9.1f ms\n", "an empty Qt window", peer * 1e3);
    std::printf("  %-52s %9.1f ms\n", "the cockpit with a manifest", own * 1e3);
    row("ratio", own / peer, "x", 1.5);
}

void windowAtRest()
{
    Look look;
    RecoveryStory story;
    story.begin();
    MainWindow window(look, [&] { return story.now(); });
    window.resize(1280, 800);
    window.showRun(story.view());
    window.show();
    const auto list = parseApplicationList(bench::applicationListJson(10'000));
    if (!list)
        qFatal("the estate cannot be read: %s", qPrintable(list.error().message));
    Q_EMIT story.run.observations.applicationsChanged(list->items, {}, QStringLiteral("Argo CD API"));
    window.runPage()->showPage(&window.runPage()->convergence());
    QTimer::singleShot(3000, qApp, &QCoreApplication::quit);
    QApplication::exec(); // settles
    const std::clock_t before = std::clock();
    QElapsedTimer timer;
    timer.start();
    QTimer::singleShot(20'000, qApp, &QCoreApplication::quit);
    QApplication::exec();
    const double part = double(std::clock() - before) / CLOCKS_PER_SEC / (double(timer.elapsed()) / 1e3);
    std::printf("P11 at rest with 10,000 applications on the screen (the window alone, no connection)\n");
    row("of a core", part * 100, "%", 0.5);
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QByteArray state = QByteArray("/tmp/relight-bench-") + QByteArray::number(qint64(::getpid()));
    if (argc < 2 || qstrcmp(argv[1], "--child") != 0)
        qputenv("XDG_STATE_HOME", state);
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments().mid(1);
    if (arguments.value(0) == QLatin1String("--child"))
        return child(application, arguments.value(1));
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    startOfTheProgram(arguments.value(0, QStringLiteral("resources/samples/recovery-manifest.yaml")));
    graphOfManyResources();
    windowAtRest();
    return 0;
}
