#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/events/eventfilterbar.h"
#include "ui/events/eventpanel.h"
#include "ui/step/steppage.h"

#include <QComboBox>
#include <QLineEdit>

namespace relight {

using Moment = RecoveryStory::Moment;

static Scene run(const QString &name, Moment moment)
{
    return inWindow(name, [moment](MainWindow &window, RecoveryStory &story) {
        window.showRun(story.view());
        story.tell(moment);
        window.runPage()->tick();
        window.runPage()->showPage(&window.runPage()->step());
    });
}

static Scene events(const QString &name, int choice, const QString &text)
{
    return inWindow(name, [=](MainWindow &window, RecoveryStory &story) {
        window.showRun(story.view());
        story.tell(Moment::Failed);
        window.runPage()->tick();
        window.runPage()->events().filterBar().choice()->setCurrentIndex(choice);
        window.runPage()->events().filterBar().field()->setText(text);
    });
}

QList<Scene> runScenes()
{
    return {
        run(QStringLiteral("preflight"), Moment::Preflight),
        run(QStringLiteral("midrun"), Moment::MidRun),
        run(QStringLiteral("needsyou"), Moment::NeedsYou),
        run(QStringLiteral("failed"), Moment::Failed),
        run(QStringLiteral("completed"), Moment::Completed),
        events(QStringLiteral("events-failures"), 2, {}),
        events(QStringLiteral("events-none"), 1, QStringLiteral("vault")),
    };
}

} // namespace relight
