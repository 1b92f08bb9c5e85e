// Pictures of every state of the window, light and dark, small and large: relight_gallery DIR. For people's eyes and
// for CI's records; nothing is judged here.
#include "tests/ui/estate.h"
#include "tests/ui/fakemanifest.h"
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/runpage.h"
#include "ui/consent/decisiondialog.h"
#include "ui/consent/startdialog.h"
#include "ui/convergence/convergencepage.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/manifestpage.h"
#include "ui/palette/commandpalette.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcepanel.h"
#include "ui/shortcuts/shortcutspage.h"
#include "ui/step/steppage.h"
#include "ui/timeline/timelinepage.h"
#include "ui/wall/wallview.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace relight;

namespace {

using Moment = RecoveryStory::Moment;

// One picture: something is built, the event loop lays it out, then it is saved.
struct Shot
{
    QString name;
    std::function<std::shared_ptr<QWidget>()> build;
};

class Gallery : public QObject
{
public:
    explicit Gallery(QString folder)
        : m_folder(std::move(folder))
    {
        m_timer.setInterval(160); // what repaints ten times a second has done so
        connect(&m_timer, &QTimer::timeout, this, &Gallery::next);
    }

    void add(Look::Choice choice, const QString &suffix, QSize size)
    {
        const auto windowed = [=, this](const QString &name, auto fill) {
            m_shots << Shot{name + suffix, [=, this] {
                                auto story = std::make_shared<RecoveryStory>();
                                auto window = std::make_shared<MainWindow>(m_look, [story] { return story->now(); });
                                m_look.choose(choice);
                                window->resize(size);
                                fill(*window, *story);
                                return window;
                            }};
        };
        const auto run = [=](const QString &name, Moment moment) {
            windowed(name, [moment](MainWindow &window, RecoveryStory &story) {
                window.showRun(story.view());
                story.tell(moment);
                window.runPage()->tick();
                window.runPage()->showPage(&window.runPage()->step());
            });
        };
        const auto timeline = [=](const QString &name, Moment moment, bool table = false) {
            windowed(name, [=](MainWindow &window, RecoveryStory &story) {
                window.showRun(story.view());
                story.tell(moment);
                window.runPage()->tick();
                window.runPage()->timeline().showTable(table);
            });
        };
        windowed(QStringLiteral("start-empty"), [](MainWindow &window, RecoveryStory &) { window.showStart({}); });
        windowed(QStringLiteral("start"), [](MainWindow &window, RecoveryStory &story) {
            story.setNow(900);
            RunEntry open, past;
            open.id = QStringLiteral("2026-11-22T1400Z-production-3f2a");
            open.name = QStringLiteral("production");
            open.startedAt = story.run.at(0);
            open.lastEventAt = story.run.at(500);
            open.finished = 5;
            open.steps = 15;
            open.atStep = QStringLiteral("Monitor sync progress");
            past = open;
            past.endedAt = story.run.at(2400);
            past.rto = Seconds{2700};
            past.phase = RunPhase::CompletedWithExceptions;
            window.showStart({open, past});
        });
        const auto written = [=](const QString &name, auto change) {
            windowed(name, [change](MainWindow &window, RecoveryStory &story) {
                auto *document = new FakeManifest(FakeManifest::sample());
                document->setParent(&window);
                window.showManifest(story.manifest(), document);
                change(*window.manifestPage(), *document);
            });
        };
        written(QStringLiteral("manifest"), [](ManifestPage &page, FakeManifest &) { page.desk()->goTo(16, 5); });
        written(QStringLiteral("manifest-broken"), [](ManifestPage &page, FakeManifest &document) {
            document.setText(QString(document.text())
                    .replace(QStringLiteral("terraform\n"), QStringLiteral("terrafrom\n"))
                    .replace(QStringLiteral("v3.2.11"), QStringLiteral("stable"))
                    .replace(QStringLiteral("estimate: 35m"), QStringLiteral("estimate: half an hour")));
            page.desk()->setText(document.text());
            page.desk()->goTo(18, 26);
        });
        written(QStringLiteral("manifest-complete"), [](ManifestPage &page, FakeManifest &) {
            page.desk()->goTo(23, 100);
            page.desk()->editor()->insertPlainText(QStringLiteral("\n    "));
            QTimer::singleShot(0, page.desk()->editor(), [&page] { page.desk()->editor()->complete(); });
        });
        written(QStringLiteral("manifest-diff"), [](ManifestPage &page, FakeManifest &document) {
            page.head()->diffButton()->click();
            document.answerDiff(FakeManifest::someDiff());
        });
        written(QStringLiteral("manifest-locked"), [](ManifestPage &, FakeManifest &document) {
            ManifestStatus status = document.status();
            status.locked
                = QStringLiteral("The file is not UTF-8, and saving would change what cannot be shown: convert it "
                                 "first, for example with iconv -f latin1 -t utf-8");
            status.path = QStringLiteral("/home/jonas/%1/recovery.yaml").arg(QString(240, u'n'));
            document.setStatus(status);
        });
        windowed(QStringLiteral("manifest-empty"), [](MainWindow &window, RecoveryStory &) {
            auto *document = new FakeManifest(QString());
            document->setParent(&window);
            window.showManifest(RecoveryStory::brokenManifest(), document);
        });
        const auto convergence
            = [=](const QString &name, std::optional<Estate::Moment> moment, const QString &chosen = {}) {
                  windowed(name, [=](MainWindow &window, RecoveryStory &story) {
                      auto *inspector = new FakeInspector(&window);
                      RunView view = story.view();
                      view.inspector = inspector;
                      window.showRun(view);
                      story.tell(moment ? Moment::MidRun : Moment::Preflight);
                      RunPage &page = *window.runPage();
                      if (moment)
                          Estate::tell(story.run, *moment, [&](int seconds) {
                              story.setNow(seconds);
                              page.tick();
                          });
                      page.showPage(&page.convergence());
                      if (!chosen.isEmpty())
                          page.convergence().select(chosen);
                      page.tick();
                      Q_EMIT inspector->treeRead(Estate::paymentsTree(story.now()));
                  });
              };
        convergence(QStringLiteral("convergence-before"), {});
        convergence(QStringLiteral("convergence-converging"), Estate::Moment::Converging);
        convergence(QStringLiteral("convergence-blocked"), Estate::Moment::Blocked, QStringLiteral("argocd/payments"));
        const auto details = [=](const QString &name, int tab, int node) {
            windowed(name, [=](MainWindow &window, RecoveryStory &story) {
                auto *inspector = new FakeInspector(&window);
                RunView view = story.view();
                view.inspector = inspector;
                window.showRun(view);
                story.tell(Moment::MidRun);
                RunPage &page = *window.runPage();
                Estate::tell(story.run, Estate::Moment::Blocked, [&](int seconds) {
                    story.setNow(seconds);
                    page.tick();
                });
                page.showPage(&page.convergence());
                page.convergence().select(QStringLiteral("argocd/payments"));
                window.show();
                const InspectedTree tree = Estate::paymentsTree(story.now());
                Q_EMIT inspector->treeRead(tree);
                page.resources().showResource(tree.nodes.at(node).key);
                page.resources().details().setCurrentIndex(tab);
                Q_EMIT inspector->differencesRead(tree.application, Estate::paymentsDifferences());
                Q_EMIT inspector->resourceRead(Estate::paymentsPod(story.now()));
                const PodLogRequest log{
                    QStringLiteral("payments"), tree.nodes.at(1).key.name, QStringLiteral("migrate")};
                Q_EMIT inspector->logRead(log,
                    {QStringLiteral("14:48:01 reading secret payments-db"),
                        QStringLiteral("14:48:01 no such secret, trying again in 5 s")});
            });
        };
        details(QStringLiteral("resources-diff"), ResourceDetails::Diff, 0);
        details(QStringLiteral("resources-events"), ResourceDetails::Events, 1);
        details(QStringLiteral("resources-logs"), ResourceDetails::Logs, 1);
        details(QStringLiteral("resources-manifest"), ResourceDetails::Manifest, 1);
        convergence(QStringLiteral("convergence-green"), Estate::Moment::AllGreen);
        run(QStringLiteral("preflight"), Moment::Preflight);
        run(QStringLiteral("midrun"), Moment::MidRun);
        run(QStringLiteral("needsyou"), Moment::NeedsYou);
        run(QStringLiteral("failed"), Moment::Failed);
        run(QStringLiteral("completed"), Moment::Completed);
        windowed(QStringLiteral("palette"), [](MainWindow &window, RecoveryStory &story) {
            window.showRun(story.view());
            story.tell(Moment::NeedsYou);
            window.openPalette();
        });
        windowed(QStringLiteral("palette-typed"), [](MainWindow &window, RecoveryStory &story) {
            window.showRun(story.view());
            story.tell(Moment::Completed);
            window.openPalette();
            window.commandPalette()->line()->setText(QStringLiteral("re"));
        });
        const auto wall = [=, this](const QString &name, Moment moment) {
            m_shots << Shot{name + suffix, [=, this]() -> std::shared_ptr<QWidget> {
                                m_look.choose(choice);
                                RecoveryStory story;
                                MainWindow window(m_look, [&] { return story.now(); });
                                m_look.choose(choice); // the window takes the remembered one
                                window.showRun(story.view());
                                story.tell(moment);
                                if (moment == Moment::NeedsYou)
                                    story.breakPayments();
                                window.openWall();
                                auto shown = std::make_shared<WallView>(m_look);
                                shown->setAttribute(Qt::WA_DeleteOnClose, false);
                                shown->resize(size);
                                shown->follow(window.wall()->facts());
                                window.endRun();
                                return shown;
                            }};
        };
        wall(QStringLiteral("wall"), Moment::NeedsYou);
        wall(QStringLiteral("wall-failed"), Moment::Failed);
        wall(QStringLiteral("wall-completed"), Moment::Completed);
        m_shots << Shot{QStringLiteral("keys") + suffix, [=, this]() -> std::shared_ptr<QWidget> {
                            m_look.choose(choice);
                            MainWindow window(m_look, [] { return Timestamp{}; });
                            auto page
                                = std::make_shared<ShortcutsPage>(m_look, menuActions(*window.menuBar()), nullptr);
                            page->setAttribute(Qt::WA_DeleteOnClose, false);
                            return page;
                        }};
        timeline(QStringLiteral("timeline-preflight"), Moment::Preflight);
        timeline(QStringLiteral("timeline-needsyou"), Moment::NeedsYou);
        timeline(QStringLiteral("timeline-failed"), Moment::Failed);
        timeline(QStringLiteral("timeline-completed"), Moment::Completed);
        timeline(QStringLiteral("timeline-table"), Moment::MidRun, true);
        timeline(QStringLiteral("timeline"), Moment::MidRun);
        m_shots << Shot{QStringLiteral("dialog-start") + suffix, [=, this]() -> std::shared_ptr<QWidget> {
                            m_look.choose(choice);
                            auto dialog = std::make_shared<StartDialog>(m_look, RecoveryStory().manifest(), nullptr);
                            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
                            return dialog;
                        }};
        m_shots << Shot{QStringLiteral("dialog-decision") + suffix, [=, this]() -> std::shared_ptr<QWidget> {
                            RecoveryStory story;
                            story.tell(Moment::NeedsYou);
                            auto dialog = std::make_shared<DecisionDialog>(
                                m_look, story.run.state().open.first(), story.run.state(), nullptr);
                            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
                            return dialog;
                        }};
    }

    void start() { m_timer.start(); }

private:
    void next()
    {
        if (m_shown) {
            m_shown->grab().save(QStringLiteral("%1/%2.png").arg(m_folder, m_shots.takeFirst().name));
            m_shown.reset();
        }
        if (m_shots.isEmpty())
            return QCoreApplication::quit();
        m_shown = m_shots.first().build();
        m_shown->show();
    }

    QString m_folder;
    Look m_look;
    QList<Shot> m_shots;
    std::shared_ptr<QWidget> m_shown;
    QTimer m_timer;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("gallery");
    if (!QDir().mkpath(folder))
        return 1;
    Gallery gallery(folder);
    gallery.add(Look::Choice::Dark, QStringLiteral("-dark-1280"), {1280, 800});
    gallery.add(Look::Choice::Light, QStringLiteral("-light-1280"), {1280, 800});
    gallery.add(Look::Choice::Dark, QStringLiteral("-dark-2560"), {2560, 1440});
    gallery.add(Look::Choice::HighContrast, QStringLiteral("-contrast-1280"), {1280, 800});
    gallery.start();
    return QApplication::exec();
}
