// The palette's judgement: what is found for a few letters, and what comes first.
#include "models/palette/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void prefers_data();
    void prefers();
    void marksTheLetters_data();
    void marksTheLetters();
    void everyWordCounts();
    void whatCannotBeDoneComesLast();
    void emptyQueryKeepsTheOrder();
    void modelFollows();
    void thousandsOfNamesAreQuick();
};

static std::optional<int> score(const QString &needle, const QString &text)
{
    return fuzzyScore(foldForSearch(needle), foldForSearch(text));
}

static QStringList ranked(const QString &query, const QStringList &titles)
{
    std::vector<SearchableEntry> entries;
    for (const QString &title : titles)
        entries.emplace_back(PaletteEntry{.title = title});
    QStringList found;
    for (const int row : rankedFor(query, entries, 100))
        found << titles.at(row);
    return found;
}

void TestPalette::finds_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::addRow("nothing typed") << u""_s << u"Pause"_s << true;
    QTest::addRow("nothing there") << u"p"_s << u""_s << false;
    QTest::addRow("gaps") << u"slr"_s << u"Start live recovery…"_s << true;
    QTest::addRow("wrong order") << u"rls"_s << u"Start live"_s << false;
    QTest::addRow("letter twice") << u"pp"_s << u"Pause"_s << false;
    QTest::addRow("case") << u"PAUSE"_s << u"pause"_s << true;
    QTest::addRow("accent in the text") << u"cafe"_s << u"Café"_s << true;
    QTest::addRow("accent typed") << u"café"_s << u"Cafe"_s << true;
    QTest::addRow("decomposed") << u"Café"_s << u"cafe\u0301"_s << true;
    QTest::addRow("sharp s") << u"strasse"_s << u"Straße"_s << true;
    QTest::addRow("Cyrillic") << u"восст"_s << u"Восстановление"_s << true;
    QTest::addRow("Greek final sigma") << u"σ"_s << u"λόγος"_s << true;
    QTest::addRow("Chinese") << u"恢复"_s << u"开始恢复集群"_s << true;
    QTest::addRow("full width") << u"ABC"_s << u"ＡＢＣ"_s << true;
    QTest::addRow("Hebrew") << u"שח"_s << u"שחזור"_s << true;
    QTest::addRow("beyond the BMP") << u"𝒳"_s << u"a𝒳"_s << true;
    QTest::addRow("another script") << u"abc"_s << u"恢复"_s << false;
}

void TestPalette::finds()
{
    QFETCH(QString, needle);
    QFETCH(QString, text);
    QFETCH(bool, found);
    QCOMPARE(score(needle, text).has_value(), found);
}

void TestPalette::prefers_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addRow("prefix before the middle") << u"re"_s << u"Retry"_s << u"Step in more"_s;
    QTest::addRow("prefix before a later word") << u"log"_s << u"Log"_s << u"Find in the log…"_s;
    QTest::addRow("word heads before scattered letters") << u"cr"_s << u"Cancel run…"_s << u"Checklist for"_s;
    QTest::addRow("side by side before a gap") << u"sync"_s << u"Monitor sync progress"_s << u"Say no to a clue"_s;
    QTest::addRow("small gap before a large one") << u"pt"_s << u"xpxt"_s << u"xpxxxxt"_s;
    QTest::addRow("camel case") << u"uj"_s << u"runJobsUpJoined"_s << u"ruxnxjobs"_s;
    QTest::addRow("shorter before longer") << u"pause"_s << u"Pause"_s << u"Pause after this step"_s;
    QTest::addRow("Chinese side by side") << u"恢复"_s << u"开始恢复"_s << u"恢开始复"_s;
}

void TestPalette::prefers()
{
    QFETCH(QString, query);
    QFETCH(QString, first);
    QFETCH(QString, second);
    QCOMPARE(ranked(query, {second, first}), QStringList({first, second}));
}

void TestPalette::marksTheLetters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("at");
    QTest::addRow("heads") << u"slr"_s << u"Start live recovery"_s << QList<int>{0, 6, 11};
    QTest::addRow("two words, any order") << u"run can"_s << u"Cancel run"_s << QList<int>{0, 1, 2, 7, 8, 9};
    QTest::addRow("one letter, two folded") << u"ss"_s << u"Fuß"_s << QList<int>{2};
    QTest::addRow("surrogates count two") << u"b"_s << u"𝒳b"_s << QList<int>{2};
    QTest::addRow("none") << u""_s << u"Pause"_s << QList<int>{};
}

void TestPalette::marksTheLetters()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    QFETCH(QList<int>, at);
    QCOMPARE(matchedLetters(query, SearchableEntry(PaletteEntry{.title = text})), at);
}

void TestPalette::everyWordCounts()
{
    std::vector<SearchableEntry> entries;
    entries.emplace_back(PaletteEntry{.title = u"Open manifest…"_s, .context = u"File"_s});
    entries.emplace_back(PaletteEntry{.title = u"File away"_s, .context = u"Tools"_s});
    QCOMPARE(rankedFor(u"file open"_s, entries, 10), QList<int>{0}); // the menu's name helps
    QCOMPARE(rankedFor(u"file"_s, entries, 10), QList<int>({1, 0})); // the title counts more
    QCOMPARE(rankedFor(u"file zzz"_s, entries, 10), QList<int>());
    QCOMPARE(rankedFor(u"  OPEN   file "_s, entries, 10), QList<int>{0});
}

void TestPalette::whatCannotBeDoneComesLast()
{
    std::vector<SearchableEntry> entries;
    entries.emplace_back(PaletteEntry{.title = u"Retry"_s, .enabled = false, .reason = u"no run"_s});
    entries.emplace_back(PaletteEntry{.title = u"Restore the entry"_s});
    QCOMPARE(rankedFor(u"retry"_s, entries, 10), QList<int>({1, 0}));
    QCOMPARE(rankedFor({}, entries, 10), QList<int>({1, 0}));
}

void TestPalette::emptyQueryKeepsTheOrder()
{
    QCOMPARE(ranked({}, {u"Long one"_s, u"B"_s, u"A"_s}), QStringList({u"Long one"_s, u"B"_s, u"A"_s}));
}

void TestPalette::modelFollows()
{
    PaletteModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.entry({}));
    model.setEntries({{.title = u"Pause"_s, .context = u"Run"_s, .keys = u"Ctrl+P"_s},
        {.title = u"Skip"_s, .context = u"Step"_s, .enabled = false, .reason = u"no step"_s}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"Pause, Run, Ctrl+P"_s);
    QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(), u"Skip, Step, no step"_s);
    model.setQuery(u"sk"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.entry(model.index(0, 0))->title, u"Skip"_s);
    QCOMPARE(model.matched(model.index(0, 0)), QList<int>({0, 1}));
    model.setQuery(u"zzz"_s);
    QCOMPARE(model.rowCount(), 0);
    model.setEntries({});
    QVERIFY(model.query().isEmpty());
}

// 20,000 applications, a name of 253 letters among them: a letter typed is answered at once.
void TestPalette::thousandsOfNamesAreQuick()
{
    QList<PaletteEntry> entries;
    for (int i = 0; i < 20'000; ++i)
        entries << PaletteEntry{.title = u"team-%1-payments-service-%2"_s.arg(i % 97).arg(i), .context = u"argocd"_s};
    entries << PaletteEntry{.title = QString(253, u'x') + u"needle"_s};
    PaletteModel model;
    model.setEntries(entries);
    QElapsedTimer timer;
    timer.start();
    model.setQuery(u"paysrv19"_s);
    QVERIFY2(
        timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed()))); // ten times what a debug build takes
    QCOMPARE(model.rowCount(), PaletteModel::most);
    model.setQuery(u"needle"_s);
    QCOMPARE(model.rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestPalette)
#include "tst_palette.moc"
