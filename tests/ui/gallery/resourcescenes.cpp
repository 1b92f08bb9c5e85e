#include "tests/ui/estate.h"
#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcepanel.h"

namespace relight {

static Scene details(const QString &name, int tab, int node)
{
    return inWindow(name, [=](MainWindow &window, RecoveryStory &story) {
        auto *inspector = new FakeInspector(&window);
        RunView view = story.view();
        view.inspector = inspector;
        window.showRun(view);
        story.tell(RecoveryStory::Moment::MidRun);
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
        const PodLogRequest log{QStringLiteral("payments"), tree.nodes.at(1).key.name, QStringLiteral("migrate")};
        Q_EMIT inspector->logRead(log,
            {QStringLiteral("14:48:01 reading secret payments-db"),
                QStringLiteral("14:48:01 no such secret, trying again in 5 s")});
    });
}

QList<Scene> resourceScenes()
{
    return {
        details(QStringLiteral("resources-diff"), ResourceDetails::Diff, 0),
        details(QStringLiteral("resources-events"), ResourceDetails::Events, 1),
        details(QStringLiteral("resources-logs"), ResourceDetails::Logs, 1),
        details(QStringLiteral("resources-manifest"), ResourceDetails::Manifest, 1),
    };
}

} // namespace relight
