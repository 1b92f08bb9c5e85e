// Pictures of every state of the window, light and dark, small and large: relight_gallery DIR. For people's eyes and
// for CI's records; nothing is judged here.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runpage.h"
#include "ui/consent/decisiondialog.h"
#include "ui/consent/startdialog.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

using namespace relight;

namespace {

using Moment = RecoveryStory::Moment;

struct Gallery
{
    QString folder;
    Look look{};

    void save(QWidget &widget, const QString &name) const
    {
        widget.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
    }

    void run(Moment moment, const QString &name, QSize size)
    {
        RecoveryStory told; // kept apart: observations reach only a page that is there
        MainWindow window(look, [&] { return told.now(); });
        look.choose(chosen);
        window.resize(size);
        window.show();
        RunView view = told.view();
        window.showRun(view);
        told.tell(moment);
        window.runPage()->tick();
        save(window, name);
        if (moment == Moment::NeedsYou && size.width() < 2000) {
            DecisionDialog dialog(look, told.run.state().open.first(), told.run.state(), nullptr);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            save(dialog, name + QStringLiteral("-dialog"));
        }
        window.endRun();
    }

    void before(const QString &suffix, QSize size)
    {
        const RecoveryStory story;
        MainWindow window(look, [&] { return story.run.at(900); });
        look.choose(chosen);
        window.resize(size);
        window.show();
        window.showStart({});
        save(window, QStringLiteral("start-empty-") + suffix);
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
        save(window, QStringLiteral("start-") + suffix);
        window.showManifest(RecoveryStory::brokenManifest());
        save(window, QStringLiteral("manifest-broken-") + suffix);
        window.showManifest(story.manifest());
        save(window, QStringLiteral("manifest-") + suffix);
        StartDialog dialog(look, story.manifest(), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        save(dialog, QStringLiteral("start-dialog-") + suffix);
    }

    void all(const QString &suffix, QSize size)
    {
        before(suffix, size);
        run(Moment::Preflight, QStringLiteral("preflight-") + suffix, size);
        run(Moment::MidRun, QStringLiteral("midrun-") + suffix, size);
        run(Moment::NeedsYou, QStringLiteral("needsyou-") + suffix, size);
        run(Moment::Failed, QStringLiteral("failed-") + suffix, size);
        run(Moment::Completed, QStringLiteral("completed-") + suffix, size);
    }

    Look::Choice chosen = Look::Choice::Dark;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("gallery");
    if (!QDir().mkpath(folder))
        return 1;
    Gallery gallery{folder};
    for (const auto &[choice, word] :
        {std::pair{Look::Choice::Dark, QStringLiteral("dark")}, {Look::Choice::Light, QStringLiteral("light")}}) {
        gallery.chosen = choice;
        gallery.all(word + QStringLiteral("-1280"), {1280, 800});
        gallery.all(word + QStringLiteral("-2560"), {2560, 1440});
    }
    gallery.chosen = Look::Choice::HighContrast;
    gallery.run(Moment::NeedsYou, QStringLiteral("needsyou-contrast-1280"), {1280, 800});
    return 0;
}
