// The log follows its end only while the reader is there, keeps the place otherwise, and copies whole lines.
#include "models/items/logmodel.h"
#include "ui/step/logpanel.h"
#include "ui/step/logview.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestLogView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void followsOnlyAtTheEnd();
    void keepsThePlaceWhenLinesLeave();
    void copiesLines();
    void paintsOnlyWhatIsSeen();
    void findsWords();
    void isReadAloud();

private:
    static QList<LogLine> lines(int from, int count)
    {
        QList<LogLine> made;
        for (int i = from; i < from + count; ++i)
            made << LogLine{Timestamp{Seconds{i}}, QStringLiteral("provision"), 1, QStringLiteral("terraform"),
                QStringLiteral("line %1").arg(i), i % 10 == 9};
        return made;
    }

    Look m_look;
    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<LogView> m_view;
};

void TestLogView::init()
{
    m_view.reset();
    m_model = std::make_unique<LogModel>(QString(), 1000);
    m_view = std::make_unique<LogView>(m_look);
    m_view->resize(600, 240);
    m_view->setModel(m_model.get());
    m_view->grab(); // lays out
}

void TestLogView::followsOnlyAtTheEnd()
{
    QScrollBar *bar = m_view->verticalScrollBar();
    m_model->append(lines(0, 100));
    QVERIFY(bar->maximum() > 50);
    QCOMPARE(bar->value(), bar->maximum());
    QSignalSpy following(m_view.get(), &LogView::followingChanged);
    bar->setValue(20); // the reader goes up
    QVERIFY(!m_view->followsEnd());
    m_model->append(lines(100, 50));
    QCOMPARE(bar->value(), 20);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QVERIFY(m_view->followsEnd());
    m_model->append(lines(150, 10));
    QCOMPARE(bar->value(), bar->maximum());
    QCOMPARE(following.size(), 2);
}

void TestLogView::keepsThePlaceWhenLinesLeave()
{
    m_model->append(lines(0, 1000)); // full
    m_view->verticalScrollBar()->setValue(500);
    m_model->append(lines(1000, 100)); // 100 leave at the front
    QCOMPARE(m_view->verticalScrollBar()->value(), 400);
    QCOMPARE(m_model->line(400).text, QStringLiteral("line 500"));
}

void TestLogView::copiesLines()
{
    m_model->append(lines(0, 5));
    QVERIFY(m_view->selectedText().isEmpty());
    m_view->selectAll();
    QCOMPARE(m_view->selectedText().count(u'\n'), 4);
    QVERIFY(m_view->selectedText().contains(QStringLiteral("terraform line 3")));
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText().count(u'\n'), 1);
}

void TestLogView::findsWords()
{
    LogPanel panel(m_look);
    panel.resize(700, 260);
    panel.setModel(m_model.get());
    m_model->append(lines(0, 100));
    panel.show();
    panel.find();
    panel.field()->setText(QStringLiteral("LINE 7")); // 7 and 70 to 79: the last one first
    QCOMPARE(panel.found(), QStringLiteral("11 of 11"));
    QCOMPARE(panel.view()->currentRow(), 79);
    QVERIFY(!panel.view()->followsEnd());
    QTest::keyClick(panel.field(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(panel.view()->currentRow(), 78);
    QTest::keyClick(panel.field(), Qt::Key_Return);
    QTest::keyClick(panel.field(), Qt::Key_Return); // round the end
    QCOMPARE(panel.view()->currentRow(), 7);
    QCOMPARE(panel.found(), QStringLiteral("1 of 11"));
    panel.field()->setText(QStringLiteral("line 7x"));
    QCOMPARE(panel.found(), QStringLiteral("not in this log"));
    QTest::keyClick(panel.field(), Qt::Key_Escape);
    QVERIFY(panel.field()->text().isEmpty());
    QVERIFY(panel.found().isEmpty());
}

void TestLogView::isReadAloud()
{
    m_model->append(lines(0, 100));
    const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(spoken);
    const QString text = spoken->text(QAccessible::Value);
    QVERIFY(text.contains(QStringLiteral("line 99")));
    QVERIFY(!text.contains(QStringLiteral("line 10\n"))); // not in sight
}

// Painting a full log costs no more than painting a screen of it.
void TestLogView::paintsOnlyWhatIsSeen()
{
    const auto cost = [this] {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10; ++i)
            m_view->grab();
        return timer.nsecsElapsed();
    };
    m_model->append(lines(0, 40));
    const qint64 few = cost();
    auto many = std::make_unique<LogModel>(QString(), 200'000);
    many->append(lines(0, 200'000));
    m_view->setModel(many.get());
    const qint64 all = cost();
    QVERIFY2(all < few * 8 + 50'000'000, qPrintable(QStringLiteral("%1 ns, %2 ns").arg(few).arg(all)));
    m_view->setModel(nullptr);
}

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
