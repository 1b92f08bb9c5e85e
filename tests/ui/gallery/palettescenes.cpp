#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/runpage.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/menuactions.h"
#include "ui/shortcuts/shortcutspage.h"

#include <QLineEdit>
#include <QMenuBar>

namespace relight {

using Moment = RecoveryStory::Moment;

QList<Scene> paletteScenes()
{
    return {
        inWindow(QStringLiteral("palette"),
            [](MainWindow &window, RecoveryStory &story) {
                window.showRun(story.view());
                story.tell(Moment::NeedsYou);
                window.runPage()->tick();
                window.openPalette();
            }),
        inWindow(QStringLiteral("palette-typed"),
            [](MainWindow &window, RecoveryStory &story) {
                window.showRun(story.view());
                story.tell(Moment::Completed);
                window.runPage()->tick();
                window.openPalette();
                window.commandPalette()->line()->setText(QStringLiteral("re"));
            }),
        {QStringLiteral("keys"),
            [](const Stage &stage) {
                MainWindow window(stage.look, [] { return Timestamp{}; });
                stage.set();
                auto page = std::make_shared<ShortcutsPage>(stage.look, menuActions(*window.menuBar()), nullptr);
                page->setAttribute(Qt::WA_DeleteOnClose, false);
                return page;
            }},
    };
}

} // namespace relight
