// Every page looks as it did: small pictures of it, dark and light, are kept beside this file and compared. Where a
// page is meant to look another way now, tests/ui/goldens/renew draws them again; look at what it changed.
#include "tests/ui/gallery/scene.h"
#include "tests/ui/goldens/picture.h"
#include "ui/theme/statelabel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestGoldens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void looksAsKept_data();
    void looksAsKept();
    void bearsOtherRounding_data() { addScenes({Look::Choice::Dark}); }
    void bearsOtherRounding();
    void seesWhatIsGone_data() { addScenes({Look::Choice::Dark}); }
    void seesWhatIsGone();
    void seesAnotherColour_data() { addScenes({Look::Choice::Light}); }
    void seesAnotherColour();

private:
    static void addScenes(const QList<Look::Choice> &choices);
    std::shared_ptr<QWidget> show(); // what the row is about

    QTemporaryDir m_settings;
    Look m_look;
};

static const QString folder = QStringLiteral(RELIGHT_SOURCE_DIR "/tests/ui/goldens");

static QString rowName()
{
    return QString::fromLatin1(QTest::currentDataTag());
}

static QImage pictureOf(QWidget &widget)
{
    return smallPicture(widget.grab().toImage());
}

// What repaints a few times a second gets the time for it.
static Difference soonFrom(QWidget &widget, const QImage &kept)
{
    Difference last;
    (void)QTest::qWaitFor(
        [&] {
            last = differenceOf(pictureOf(widget), kept);
            return last.isSmall();
        },
        3000);
    return last;
}

void TestGoldens::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QApplication::setCursorFlashTime(0);
    const QString words = QFontInfo(textFont(TextStyle::Body)).family();
    const QString code = QFontInfo(textFont(TextStyle::Code)).family();
    if (words != "DejaVu Sans"_L1 || code != "DejaVu Sans Mono"_L1)
        QSKIP(qPrintable(u"the pictures have DejaVu Sans, here is %1 with %2"_s.arg(words, code)));
}

void TestGoldens::addScenes(const QList<Look::Choice> &choices)
{
    static const QStringList pages{u"start"_s, u"manifest-broken"_s, u"convergence-blocked"_s, u"resources-diff"_s,
        u"needsyou"_s, u"timeline"_s, u"palette"_s, u"keys"_s, u"wall"_s, u"dialog-start"_s};
    QTest::addColumn<QString>("name");
    QTest::addColumn<Look::Choice>("choice");
    for (const QString &name : pages) {
        for (const Look::Choice choice : choices)
            QTest::addRow("%s-%s", qPrintable(name), choice == Look::Choice::Dark ? "dark" : "light") << name << choice;
    }
}

std::shared_ptr<QWidget> TestGoldens::show()
{
    const QFETCH(QString, name);
    const QFETCH(Look::Choice, choice);
    const QList<Scene> scenes = allScenes();
    const auto scene = std::ranges::find(scenes, name, &Scene::name);
    if (scene == scenes.cend())
        qFatal("no scene %s", qPrintable(name));
    auto widget = scene->build({m_look, choice, {1280, 800}});
    widget->show();
    (void)QTest::qWaitForWindowActive(widget.get());
    return widget;
}

void TestGoldens::looksAsKept_data()
{
    addScenes({Look::Choice::Dark, Look::Choice::Light});
}

void TestGoldens::looksAsKept()
{
    const auto widget = show();
    const QString path = u"%1/%2.png"_s.arg(folder, rowName());
    const QImage kept(path);
    if (qEnvironmentVariableIsSet("RELIGHT_RENEW_GOLDENS")) {
        QTest::qWait(1500); // nobody knows yet how it is to look; the clock ticks once
        const QImage now = pictureOf(*widget);
        if (!differenceOf(now, kept).isSmall())
            QVERIFY2(inFewColours(now).save(path, nullptr, 0), qPrintable(path));
        return;
    }
    QVERIFY2(!kept.isNull(), "no such picture: draw it with tests/ui/goldens/renew");
    const Difference difference = soonFrom(*widget, kept);
    if (difference.isSmall())
        return;
    const QString beside = QApplication::applicationDirPath() + u"/different"_s;
    QVERIFY(QDir().mkpath(beside));
    QVERIFY(pictureOf(*widget).save(u"%1/%2.png"_s.arg(beside, rowName())));
    difference.where.save(u"%1/%2-where.png"_s.arg(beside, rowName()));
    QFAIL(qPrintable(u"%1 looks another way: %2 of 255 on average, %3 % of its pixels; see %4. If it is meant to, draw "
                     "the pictures again with tests/ui/goldens/renew"_s.arg(rowName())
                         .arg(difference.mean)
                         .arg(100 * difference.share)
                         .arg(beside)));
}

// Another processor or compiler may blend the edges of letters a step or two lighter or darker; areas it does not.
void TestGoldens::bearsOtherRounding()
{
    const auto widget = show();
    const QImage kept(u"%1/%2.png"_s.arg(folder, rowName()));
    if (!soonFrom(*widget, kept).isSmall())
        QSKIP("it is another picture: looksAsKept fails");
    const QImage whole = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
    QImage other = whole;
    for (int y = 0; y < whole.height(); ++y) {
        for (int x = 1; x < whole.width(); ++x) {
            if (whole.pixel(x, y) == whole.pixel(x - 1, y))
                continue;
            const auto rounded
                = [steps = (x * 7 + y * 13) % 5 - 2](int channel) { return std::clamp(channel + steps, 0, 255); };
            const QRgb is = whole.pixel(x, y);
            other.setPixel(x, y, qRgb(rounded(qRed(is)), rounded(qGreen(is)), rounded(qBlue(is))));
        }
    }
    const Difference difference = differenceOf(smallPicture(other), kept);
    QVERIFY2(difference.isSmall(), qPrintable(u"%1 and %2"_s.arg(difference.mean).arg(difference.share)));
    QVERIFY(!differenceOf(kept.scaled(kept.size() / 2), kept).isSmall());
    QVERIFY(!differenceOf(QImage(), kept).isSmall());
}

static bool isSeen(const QWidget &part)
{
    return part.isVisible() && part.visibleRegion().boundingRect() == part.rect();
}

// The first one that is drawn in a colour. Null: there is none.
static QImage withOneGlyphIn(QImage picture, QRgb is, QRgb other)
{
    constexpr int size = 14, least = 20; // pixels that are nothing but this colour
    for (int y = 0; y + size <= picture.height(); ++y) {
        for (int x = size; x + size <= picture.width(); ++x) {
            if (picture.pixel(x, y) != is)
                continue;
            const QRect glyph(x - size / 2, y, size, size);
            QList<QPoint> found;
            for (int row = glyph.top(); row <= glyph.bottom(); ++row) {
                for (int at = glyph.left(); at <= glyph.right(); ++at) {
                    if (picture.pixel(at, row) == is)
                        found << QPoint(at, row);
                }
            }
            if (found.size() < least)
                continue;
            for (const QPoint &point : std::as_const(found))
                picture.setPixel(point, other);
            return picture;
        }
    }
    return {};
}

// Each button and each state alone, with all others in their places.
void TestGoldens::seesWhatIsGone()
{
    const auto widget = show();
    const QImage kept(u"%1/%2.png"_s.arg(folder, rowName()));
    if (!soonFrom(*widget, kept).isSmall())
        QSKIP("it is another picture: looksAsKept fails");
    QWidgetList parts;
    for (QWidget *part : widget->findChildren<QWidget *>()) {
        if (isSeen(*part) && (qobject_cast<QAbstractButton *>(part) || qobject_cast<StateLabel *>(part)))
            parts << part;
    }
    for (QWidget *part : std::as_const(parts)) {
        QSizePolicy policy = part->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        part->setSizePolicy(policy);
        part->hide();
        const Difference difference = differenceOf(pictureOf(*widget), kept);
        QVERIFY2(!difference.isSmall(),
            qPrintable(u"nobody misses %1: %2"_s.arg(part->accessibleName()).arg(difference.share)));
        part->show();
    }
    qInfo("%lld parts", parts.size());
}

// One glyph, or the words of one state, in the colour of another role.
void TestGoldens::seesAnotherColour()
{
    const auto widget = show();
    const QImage kept(u"%1/%2.png"_s.arg(folder, rowName()));
    if (!soonFrom(*widget, kept).isSmall())
        QSKIP("it is another picture: looksAsKept fails");
    const QImage whole = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
    constexpr Role roles[] = {Role::Ok, Role::Warn, Role::Failed, Role::Running, Role::NeedsYou, Role::Pending};
    int glyphs = 0;
    for (std::size_t i = 0; i < std::size(roles); ++i) {
        const QRgb is = m_look.color(roles[i]).rgb(), other = m_look.color(roles[(i + 1) % std::size(roles)]).rgb();
        const QImage swapped = withOneGlyphIn(whole, is, other);
        if (swapped.isNull() || is == other)
            continue;
        ++glyphs;
        const Difference difference = differenceOf(smallPicture(swapped), kept);
        QVERIFY2(!difference.isSmall(),
            qPrintable(u"role %1: %2 and %3"_s.arg(int(roles[i])).arg(difference.mean).arg(difference.share)));
    }
    int words = 0;
    for (auto *state : widget->findChildren<StateLabel *>()) {
        if (!isSeen(*state) || state->accessibleName().isEmpty())
            continue;
        ++words;
        const QImage before = pictureOf(*widget);
        state->setRole(Role::Failed);
        QVERIFY2(!differenceOf(pictureOf(*widget), before).isSmall(), qPrintable(state->accessibleName()));
    }
    qInfo("%d glyphs, %d words", glyphs, words);
}

QTEST_MAIN(TestGoldens)
#include "tst_goldens.moc"
