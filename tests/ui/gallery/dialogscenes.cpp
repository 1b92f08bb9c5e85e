#include "tests/ui/gallery/scene.h"
#include "ui/consent/decisiondialog.h"
#include "ui/consent/startdialog.h"

namespace relight {

QList<Scene> dialogScenes()
{
    return {
        {QStringLiteral("dialog-start"),
            [](const Stage &stage) {
                stage.set();
                auto dialog = std::make_shared<StartDialog>(stage.look, RecoveryStory().manifest(), nullptr);
                dialog->setAttribute(Qt::WA_DeleteOnClose, false);
                return dialog;
            }},
        {QStringLiteral("dialog-decision"),
            [](const Stage &stage) {
                stage.set();
                RecoveryStory story;
                story.tell(RecoveryStory::Moment::NeedsYou);
                auto dialog = std::make_shared<DecisionDialog>(
                    stage.look, story.run.state().open.first(), story.run.state(), nullptr);
                dialog->setAttribute(Qt::WA_DeleteOnClose, false);
                return dialog;
            }},
    };
}

} // namespace relight
