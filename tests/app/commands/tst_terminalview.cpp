// What the terminal says once, and what it takes for two things.
#include "app/commands/terminalview.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestTerminalView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gists_data();
    void gists();
};

void TestTerminalView::gists_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *one, const char *other, bool same) {
        QTest::newRow(one) << QString::fromUtf8(one) << QString::fromUtf8(other) << same;
    };
    row("3 of 9 nodes are registered", "4 of 9 nodes are registered", true);
    row("no answer for 12 s (attempt 2)", "no answer for 30 s (attempt 3)", true);
    row("tried 2 times.", "tried 3 times.", true);
    row("nothing after 12.", "nothing after 13.", true);
    row("127.0.0.1:4711 refused", "127.0.0.1:4712 refused", true);
    row("shop-1: cannot pull image", "shop-2: cannot pull image", false);
    row("no answer from 10.0.0.4", "no answer from 10.0.0.5", false);
    row("db1 is not ready", "db2 is not ready", false);
    row("cannot pull image web:v1.2", "cannot pull image web:v1.3", false);
}

void TestTerminalView::gists()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, same);
    QCOMPARE(gistOf(one) == gistOf(other), same);
}

QTEST_GUILESS_MAIN(TestTerminalView)
#include "tst_terminalview.moc"
