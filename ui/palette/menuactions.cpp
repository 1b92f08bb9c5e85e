#include "ui/palette/menuactions.h"

#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

namespace relight {

static QString withoutMnemonic(QString text)
{
    static const QRegularExpression mnemonic(QStringLiteral("&(.)"));
    return text.replace(mnemonic, QStringLiteral("\\1"));
}

static void collect(const QList<QAction *> &actions, const QStringList &menus, QList<MenuAction> &all)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        if (const QMenu *menu = action->menu())
            collect(menu->actions(), menus + QStringList{withoutMnemonic(action->text())}, all);
        else
            all << MenuAction{action, menus};
    }
}

QList<MenuAction> menuActions(const QMenuBar &bar)
{
    QList<MenuAction> all;
    collect(bar.actions(), {}, all);
    return all;
}

QString MenuAction::text() const
{
    return action ? withoutMnemonic(action->text()) : QString();
}

QString MenuAction::keys() const
{
    return action ? action->shortcut().toString(QKeySequence::NativeText) : QString();
}

void allow(QAction &action, bool may, const QString &whyNot)
{
    action.setEnabled(may);
    action.setStatusTip(may ? QString() : whyNot);
}

QString whyNot(const QAction &action)
{
    return action.isEnabled() ? QString() : action.statusTip();
}

} // namespace relight
