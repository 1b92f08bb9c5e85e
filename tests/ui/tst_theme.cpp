// Every colour that carries meaning can be read on every ground it is drawn on, in all three schemes.
#include "tests/ui/eyes.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/look.h"
#include "ui/theme/states.h"

#include <QApplication>
#include <QSet>
#include <QTest>

#include <span>

using namespace relight;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrast_data();
    void contrast();
    void pairs();
    void colourBlindEyes_data();
    void colourBlindEyes();
    void everyGlyphIsDrawn();
    void everyStateHasItsOwnShapeOrWord();
    void longNamesElideAndTellThemselves();
    void aChoiceChangesThePalette();
};

static constexpr Scheme schemes[] = {Scheme::Dark, Scheme::Light, Scheme::HighContrast};

void TestTheme::contrast_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<double>("floor");
    for (const Role role : {Role::Text, Role::Muted, Role::Accent})
        QTest::addRow("text %d", int(role)) << role << 4.5;
    for (const Role role : {Role::Focus, Role::Edge, Role::Pending, Role::Running, Role::NeedsYou, Role::Ok, Role::Warn,
             Role::Failed, Role::Stale})
        QTest::addRow("shape %d", int(role)) << role << 3.0;
}

void TestTheme::contrast()
{
    QFETCH(Role, role);
    QFETCH(double, floor);
    for (const Scheme scheme : schemes) {
        const Theme theme(scheme);
        for (const Role ground : {Role::Window, Role::Surface, Role::Raised, Role::Sunken, Role::Selection}) {
            const double ratio = contrastRatio(theme.color(role), theme.color(ground));
            QVERIFY2(ratio >= floor,
                qPrintable(QStringLiteral("scheme %1, ground %2: %3").arg(int(scheme)).arg(int(ground)).arg(ratio)));
        }
    }
}

// Pairs that are drawn on one another and nowhere else.
void TestTheme::pairs()
{
    struct Pair
    {
        Role upon, ground;
        double floor;
    };
    const Pair table[] = {{Role::NeedsYou, Role::NeedsFill, 4.5}, {Role::Text, Role::NeedsFill, 7},
        {Role::NeedsInk, Role::NeedsLamp, 7}, {Role::BadgeText, Role::LiveMode, 4.5},
        {Role::BadgeText, Role::DrillMode, 4.5}, {Role::BadgeText, Role::TabletopMode, 4.5},
        {Role::LiveMode, Role::Window, 3}, {Role::DrillMode, Role::Window, 3}, {Role::TabletopMode, Role::Window, 3},
        {Role::Failed, Role::RowError, 4.5}, {Role::Text, Role::RowError, 7}, {Role::Ok, Role::RowAdd, 4.5},
        {Role::SyntaxNumber, Role::Sunken, 4.5}, {Role::SyntaxLink, Role::Sunken, 4.5},
        {Role::SyntaxSecret, Role::Sunken, 4.5}, {Role::Planned, Role::Surface, 3}, {Role::Forecast, Role::Surface, 3},
        {Role::Objective, Role::Surface, 3}, {Role::Text, Role::Bar, 7}, {Role::Muted, Role::Bar, 4.5},
        {Role::Failed, Role::Bar, 4.5}};
    for (const Scheme scheme : schemes) {
        const Theme theme(scheme);
        for (const Pair &pair : table) {
            const double ratio = contrastRatio(theme.color(pair.upon), theme.color(pair.ground));
            QVERIFY2(ratio >= pair.floor,
                qPrintable(QStringLiteral("scheme %1: %2 on %3 has %4")
                        .arg(int(scheme))
                        .arg(int(pair.upon))
                        .arg(int(pair.ground))
                        .arg(ratio)));
        }
    }
    QCOMPARE(std::round(contrastRatio(Qt::black, Qt::white)), 21.0);
}

void TestTheme::colourBlindEyes_data()
{
    QTest::addColumn<Eyes>("eyes");
    QTest::newRow("usual") << Eyes::Usual;
    QTest::newRow("protan") << Eyes::Protan;
    QTest::newRow("deutan") << Eyes::Deutan;
    QTest::newRow("tritan") << Eyes::Tritan;
}

// Shape and word tell states apart; their colours must not say something else to some eyes.
void TestTheme::colourBlindEyes()
{
    QFETCH(const Eyes, eyes);
    QCOMPARE(seenBy(eyes, QColor(Qt::white)), QColor(Qt::white)); // greys stay what they are
    const Role states[] = {Role::Pending, Role::Running, Role::NeedsLamp, Role::Ok, Role::Warn, Role::Failed};
    const Role layers[] = {Role::SeriesHealthy, Role::Running, Role::Failed, Role::SeriesUnknown};
    const auto apart = [eyes](std::span<const Role> roles, double floor) {
        for (const Scheme scheme : schemes) {
            const Theme theme(scheme);
            for (std::size_t i = 0; i < roles.size(); ++i) {
                for (std::size_t j = i + 1; j < roles.size(); ++j) {
                    const double between
                        = distance(seenBy(eyes, theme.color(roles[i])), seenBy(eyes, theme.color(roles[j])));
                    QVERIFY2(between >= floor,
                        qPrintable(QStringLiteral("scheme %1: %2 and %3 are %4 apart")
                                .arg(int(scheme))
                                .arg(int(roles[i]))
                                .arg(int(roles[j]))
                                .arg(between)));
                }
            }
        }
    };
    apart(states, 8);
    apart(layers, 8);
}

void TestTheme::everyGlyphIsDrawn()
{
    const Look look;
    QList<QImage> seen;
    for (int glyph = 0; glyph < int(Glyph::Count); ++glyph) {
        const QPixmap pixmap = look.glyph(Glyph(glyph), Role::Text, 16, 2);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        const QImage image = pixmap.toImage();
        QImage empty(image.size(), image.format());
        empty.fill(Qt::transparent);
        QVERIFY2(image != empty, qPrintable(QString::number(glyph)));
        QVERIFY2(!seen.contains(image), qPrintable(QString::number(glyph))); // no two look alike
        seen << image;
    }
}

void TestTheme::everyStateHasItsOwnShapeOrWord()
{
    QSet<QString> words;
    for (int state = 0; state <= int(StepState::Interrupted); ++state)
        words << lookOf(StepState(state)).word;
    QCOMPARE(words.size(), qsizetype(int(StepState::Interrupted) + 1));
    QCOMPARE(lookOf(StepState::AwaitingApproval).glyph, Glyph::NeedsYou);
    QCOMPARE(lookOf(RunMode::Live).badge, QStringLiteral("LIVE"));
    QVERIFY(lookOf(RunMode::Tabletop).dashed);
}

void TestTheme::longNamesElideAndTellThemselves()
{
    const Look look;
    ElidedLabel label(look, TextStyle::Body, Role::Text, Qt::ElideMiddle);
    label.resize(120, 20);
    label.setText(QStringLiteral("short"));
    QVERIFY(label.toolTip().isEmpty());
    const QString name = QStringLiteral("clusters/production/a-very-long-application-name-of-some-team/values.yaml");
    label.setText(name);
    QCOMPARE(label.toolTip(), name);
    QCOMPARE(label.accessibleName(), name);
    QVERIFY(label.minimumSizeHint().width() < 120);
    label.resize(2000, 20);
    label.grab(); // delivers the resize
    QVERIFY(label.toolTip().isEmpty());
}

void TestTheme::aChoiceChangesThePalette()
{
    Look look;
    int changes = 0;
    connect(&look, &Look::changed, this, [&] { ++changes; });
    look.choose(Look::Choice::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Theme(Scheme::Light).color(Role::Window));
    look.choose(Look::Choice::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Theme(Scheme::Dark).color(Role::Window));
    QCOMPARE(changes, 2);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
