// The size of text that is chosen in the window: at once as after a start, remembered, and nothing that is pressed is
// cut.
#include "tests/ui/gallery/scene.h"
#include "ui/cockpit/missionbar.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/windowmemory.h"
#include "ui/timeline/timelinetable.h"

#include <QAction>
#include <QFontMetrics>
#include <QHeaderView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

class TestTextSize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void atOnceIsAsAfterAStart();
    void isChosenByKeysAndRemembered();
    void whatIsRememberedIsBounded();
    void buttonsShowTheirWords_data();
    void buttonsShowTheirWords();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

void TestTextSize::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestTextSize::init()
{
    WindowMemory().keepTextSize(100);
    m_look.chooseTextSize(100);
}

static Scene sceneOf(const QString &name)
{
    for (const Scene &scene : allScenes()) {
        if (scene.name == name)
            return scene;
    }
    qFatal("no scene is called %s", qPrintable(name));
}

static std::shared_ptr<QWidget> shown(const Scene &scene, const Stage &stage)
{
    auto widget = scene.build(stage);
    widget->show();
    [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(widget.get());
    QCoreApplication::sendPostedEvents();
    return widget;
}

template <class Part> static QImage pictureOf(QWidget &window)
{
    QCoreApplication::sendPostedEvents(); // layouts
    auto *part = window.findChild<Part *>();
    return part ? part->grab().toImage() : QImage();
}

// Of the timeline's table: words stand in them.
static QList<int> columnsOf(QWidget &window)
{
    QList<int> widths;
    const auto *table = window.findChild<TimelineTable *>();
    for (int i = 0; table && i < table->header()->count() - 1; ++i)
        widths << table->columnWidth(i);
    return widths;
}

void TestTextSize::atOnceIsAsAfterAStart()
{
    const Scene needsYou = sceneOf(QStringLiteral("needsyou"));
    const Stage usual{m_look, Look::Choice::Dark, {1920, 1200}}, large{m_look, Look::Choice::Dark, {1920, 1200}, 200};
    QImage bar, slot;
    QList<int> columns;
    {
        WindowMemory().keepTextSize(200);
        const auto window = shown(needsYou, large);
        bar = pictureOf<MissionBar>(*window);
        slot = pictureOf<NeedsYouSlot>(*window);
        columns = columnsOf(*window);
        QVERIFY(columns.size() >= 4);
        WindowMemory().keepTextSize(100);
    }
    const auto window = shown(needsYou, usual);
    QVERIFY(pictureOf<MissionBar>(*window) != bar);
    m_look.chooseTextSize(200);
    QCOMPARE(pictureOf<MissionBar>(*window), bar);
    QCOMPARE(pictureOf<NeedsYouSlot>(*window), slot);
    QCOMPARE(columnsOf(*window), columns);
}

static QAction *actionOf(QWidget &window, const QString &text)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

void TestTextSize::isChosenByKeysAndRemembered()
{
    const auto window = shown(sceneOf(QStringLiteral("midrun")), {m_look, Look::Choice::Dark, {1280, 800}});
    QAction *larger = actionOf(*window, QStringLiteral("Larger text"));
    QAction *smaller = actionOf(*window, QStringLiteral("Smaller text"));
    QVERIFY(larger && smaller);
    QVERIFY(!larger->shortcut().isEmpty() && !smaller->shortcut().isEmpty());
    larger->trigger();
    QCOMPARE(m_look.textSize(), 125);
    QCOMPARE(WindowMemory().textSize(), 125);
    QVERIFY(actionOf(*window, QStringLiteral("Text at 125 %"))->isChecked());
    actionOf(*window, QStringLiteral("Text at 200 %"))->trigger();
    larger->trigger();
    QCOMPARE(m_look.textSize(), 200); // there is no larger one
    smaller->trigger();
    QCOMPARE(WindowMemory().textSize(), 175);
}

void TestTextSize::whatIsRememberedIsBounded()
{
    for (const int wrong : {-3, 0, 7}) {
        m_look.chooseTextSize(wrong);
        QCOMPARE(m_look.textSize(), 100);
    }
    m_look.chooseTextSize(100'000);
    QCOMPARE(m_look.textSize(), 200);
}

void TestTextSize::buttonsShowTheirWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    for (const Scene &scene : allScenes()) {
        for (const auto &[percent, size] : {std::pair{150, QSize(1280, 800)}, {200, QSize(1920, 1200)}}) {
            QTest::newRow(qPrintable(QStringLiteral("%1 %2 %").arg(scene.name).arg(percent)))
                << scene.name << size << percent;
        }
    }
}

void TestTextSize::buttonsShowTheirWords()
{
    QFETCH(const QString, name);
    QFETCH(const QSize, size);
    QFETCH(const int, percent);
    WindowMemory().keepTextSize(percent);
    const auto top = shown(sceneOf(name), {m_look, Look::Choice::Dark, size, percent});
    for (const QPushButton *button : top->findChildren<QPushButton *>()) {
        if (!button->isVisible() || button->visibleRegion().isEmpty())
            continue;
        const QSize words = button->fontMetrics().size(Qt::TextShowMnemonic, button->text());
        QVERIFY2(button->width() >= words.width() && button->height() >= words.height(),
            qPrintable(QStringLiteral("\"%1\" is cut").arg(button->text())));
    }
}

QTEST_MAIN(TestTextSize)
#include "tst_textsize.moc"
