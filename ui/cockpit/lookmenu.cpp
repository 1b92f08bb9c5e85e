#include "ui/cockpit/lookmenu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("relight::LookMenu", text);
}

static void addColours(QMenu &menu, Look &look, WindowMemory &memory)
{
    auto *group = new QActionGroup(&menu);
    const std::pair<Look::Choice, QString> choices[]
        = {{Look::Choice::System, tr("Colours of the &system")}, {Look::Choice::Light, tr("&Light")},
            {Look::Choice::Dark, tr("&Dark")}, {Look::Choice::HighContrast, tr("&High contrast")}};
    for (const auto &[choice, text] : choices) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(choice == look.choice());
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &menu, [choice, &look, &memory] {
            look.choose(choice);
            memory.keepChoice(choice);
        });
    }
}

static void addTextSizes(QMenu &menu, Look &look, WindowMemory &memory)
{
    auto *group = new QActionGroup(&menu);
    const auto choose = [group, &look, &memory](int percent) {
        look.chooseTextSize(percent);
        memory.keepTextSize(look.textSize());
        for (QAction *action : group->actions())
            action->setChecked(action->data().toInt() == look.textSize());
    };
    for (const int percent : Look::textSizes) {
        QAction *action = menu.addAction(tr("Text at %1 %").arg(percent));
        action->setCheckable(true);
        action->setChecked(percent == look.textSize());
        action->setData(percent);
        group->addAction(action);
    }
    QObject::connect(
        group, &QActionGroup::triggered, &menu, [choose](const QAction *action) { choose(action->data().toInt()); });
    menu.addSeparator();
    constexpr int step = Look::textSizes[1] - Look::textSizes[0];
    const auto change = [&](const QString &text, const QKeySequence &key, int by) {
        menu.addAction(text, key, &menu, [choose, &look, by] { choose(look.textSize() + by); });
    };
    change(tr("&Larger text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Plus), step);
    change(tr("&Smaller text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Minus), -step);
}

void fillLookMenu(QMenu &menu, Look &look, WindowMemory &memory)
{
    addColours(menu, look, memory);
    addTextSizes(*menu.addMenu(tr("Te&xt size")), look, memory);
}

} // namespace relight
