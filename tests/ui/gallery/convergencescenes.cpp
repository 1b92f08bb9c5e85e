#include "tests/ui/estate.h"
#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"

namespace relight {

static Scene convergence(const QString &name, std::optional<Estate::Moment> moment, const QString &chosen = {})
{
    return inWindow(name, [=](MainWindow &window, RecoveryStory &story) {
        auto *inspector = new FakeInspector(&window);
        RunView view = story.view();
        view.inspector = inspector;
        window.showRun(view);
        story.tell(moment ? RecoveryStory::Moment::MidRun : RecoveryStory::Moment::Preflight);
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
}

// From another computer: nothing can be asked of the cluster, nothing be done.
static Scene lookingOn()
{
    return inWindow(QStringLiteral("convergence-lookingon"), [](MainWindow &window, RecoveryStory &story) {
        RunView view = story.view();
        view.looksOn = true;
        window.showRun(view);
        story.tell(RecoveryStory::Moment::MidRun);
        RunPage &page = *window.runPage();
        Estate::tell(story.run, Estate::Moment::Blocked, [&](int seconds) {
            story.setNow(seconds);
            page.tick();
        });
        page.showPage(&page.convergence());
        page.convergence().select(QStringLiteral("argocd/payments"));
        page.tick();
    });
}

QList<Scene> convergenceScenes()
{
    return {
        convergence(QStringLiteral("convergence-before"), {}),
        convergence(QStringLiteral("convergence-converging"), Estate::Moment::Converging),
        convergence(QStringLiteral("convergence-blocked"), Estate::Moment::Blocked, QStringLiteral("argocd/payments")),
        convergence(QStringLiteral("convergence-green"), Estate::Moment::AllGreen),
        lookingOn(),
    };
}

} // namespace relight
