#pragma once
// "?" and F1: every action of the window with its keys, by menu, as the actions themselves say it. Can be searched and
// printed. A window of its own that blocks nothing; made by the main window, deletes itself. GUI thread.

#include "ui/palette/menuactions.h"
#include "ui/theme/look.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace relight {

class TextLabel;

// Keys that are no action of the menu, where they hold: {"Lists", "Return", "Opens the row"}.
struct FixedKey
{
    QString where, keys, does;
};
[[nodiscard]] QList<FixedKey> fixedKeys();

class ShortcutsPage : public QDialog
{
    Q_OBJECT
public:
    ShortcutsPage(const Look &look, const QList<MenuAction> &actions, QWidget *parent);

    QLineEdit *search() { return m_search; }
    QTreeWidget *list() { return m_list; }
    // As it is printed: the whole, whatever is searched for.
    QString html() const;

Q_SIGNALS:
    void printAsked(const QString &title, const QString &html);

private:
    struct Line
    {
        QString group, text, keys;
    };
    void fill();
    void filter(const QString &text);

    QList<Line> m_lines;
    QLineEdit *m_search;
    QTreeWidget *m_list;
    TextLabel *m_none;
};

} // namespace relight
