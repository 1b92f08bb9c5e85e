#pragma once
// Every action of a menu bar with the menus it stands in: what the palette offers and the shortcuts page lists, so that
// neither has a list of its own to forget something in. GUI thread.

#include <QAction>
#include <QPointer>
#include <QStringList>

class QMenuBar;

namespace relight {

struct MenuAction
{
    QPointer<QAction> action;
    QStringList menus; // from the bar down, without mnemonics: "View"
    QString text() const;
    QString keys() const; // as a person reads them; several: the first
};

// In menu order; without separators, and without what is hidden now.
[[nodiscard]] QList<MenuAction> menuActions(const QMenuBar &bar);

// Enables the action, or says on it why it cannot be done now: the palette, the status bar and its tooltip say that.
void allow(QAction &action, bool may, const QString &whyNot);

// Why it cannot be done now; empty: it can, or nobody said.
[[nodiscard]] QString whyNot(const QAction &action);

} // namespace relight
