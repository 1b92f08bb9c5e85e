// Every state of every page, for who cannot see it or has no mouse: what takes the keyboard has a name and a role, Tab
// reaches it and leaves it again, and lists are told in words.
#include "tests/ui/gallery/scene.h"
#include "ui/palette/commandpalette.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

class TestAccessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyState_data();
    void everyState();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

void TestAccessibility::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QAccessible::setActive(true);
}

static QList<QWidget *> focusable(const QWidget &top)
{
    QList<QWidget *> all;
    for (QWidget *widget : top.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy())
            all << widget;
    }
    return all;
}

static QString pathOf(const QWidget *widget)
{
    QStringList path;
    for (; widget; widget = widget->parentWidget())
        path.prepend(QString::fromLatin1(widget->metaObject()->className()));
    return path.join(u'/');
}

// Those without a name or a role. A text that is empty has nothing to tell.
static QStringList nameless(const QWidget &top)
{
    QStringList found;
    for (QWidget *one : focusable(top)) {
        const auto *label = qobject_cast<QLabel *>(one);
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(one);
        const bool told
            = seen && seen->role() != QAccessible::NoRole && !seen->text(QAccessible::Name).trimmed().isEmpty();
        if (!told && !(label && label->text().isEmpty()))
            found << QStringLiteral("has no name: ") + pathOf(one);
    }
    return found;
}

static void pressTab(QWidget &top)
{
    QWidget *const before = top.focusWidget();
    // Links within a text are stops of their own.
    for (int presses = 0; presses < 20 && (presses == 0 || top.focusWidget() == before); ++presses)
        QTest::keyClick(before ? before : &top, Qt::Key_Tab);
}

// Of a group where one is checked the arrow keys lead to the others.
static bool isReachedByArrows(const QWidget *one)
{
    const auto *button = qobject_cast<const QAbstractButton *>(one);
    return button && button->group() && button->group()->exclusive() && !button->isChecked();
}

// From wherever the keyboard is, Tab comes back there, and on its way to everything that takes it by Tab.
static QStringList trappedOrMissed(QWidget &top)
{
    pressTab(top);
    if (!top.focusWidget())
        return focusable(top).isEmpty() ? QStringList() : QStringList{QStringLiteral("nothing takes the keyboard")};
    QStringList found;
    QList<QWidget *> seen;
    while (seen.size() < 300 && !seen.contains(top.focusWidget())) {
        seen << top.focusWidget();
        if (!seen.last()->isVisible())
            found << QStringLiteral("takes the keyboard and cannot be seen: ") + pathOf(seen.last());
        pressTab(top);
    }
    if (top.focusWidget() == seen.last() && seen.size() > 1)
        found << QStringLiteral("Tab does not leave ") + pathOf(seen.last());
    for (QWidget *one : focusable(top)) {
        if ((one->focusPolicy() & Qt::TabFocus) && one->window() == &top && !seen.contains(one)
            && !isReachedByArrows(one))
            found << QStringLiteral("Tab does not reach ") + pathOf(one);
    }
    return found;
}

static QStringList muteLists(const QWidget &top)
{
    QStringList found;
    for (const auto *view : top.findChildren<QAbstractItemView *>()) {
        if (!view->isVisible() || !view->model() || view->model()->rowCount(view->rootIndex()) == 0)
            continue;
        const QModelIndex first = view->model()->index(0, 0, view->rootIndex());
        if (first.data(Qt::AccessibleTextRole).toString().isEmpty() && first.data().toString().isEmpty())
            found << QStringLiteral("rows without words: ") + pathOf(view);
    }
    return found;
}

void TestAccessibility::everyState_data()
{
    QTest::addColumn<int>("index");
    const QList<Scene> all = allScenes();
    for (int i = 0; i < int(all.size()); ++i)
        QTest::newRow(qPrintable(all.at(i).name)) << i;
}

void TestAccessibility::everyState()
{
    QFETCH(int, index);
    const auto widget = allScenes().at(index).build({m_look, Look::Choice::Dark, {1280, 800}});
    widget->show();
    QWidget *top = widget->window();
    top->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(top));
    QStringList found = nameless(*widget) + muteLists(*widget);
    const auto *palette = widget->findChild<CommandPalette *>();
    if (!palette || !palette->isVisible()) // there Tab takes the suggestion, and Escape leads out
        found += trappedOrMissed(*top);
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
