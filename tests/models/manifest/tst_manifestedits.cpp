// One value changes; comments, order and every other byte stay.
#include "models/manifest/edits.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestManifestEdits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sets_data();
    void sets();
    void refuses_data();
    void refuses();
    void reads();
};

void TestManifestEdits::sets_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const QString &before, const QString &path, const QString &value,
                         const QString &after) { QTest::newRow(name) << before << path << value << after; };
    row("plain, comment kept", u"# top\nr:\n  name: a # why\n  z: 1\n"_s, u"r.name"_s, u"b"_s,
        u"# top\nr:\n  name: b # why\n  z: 1\n"_s);
    row("quotes kept", u"r: {name: \"a b\"}\n"_s, u"r.name"_s, u"c: \"d\""_s, u"r: {name: \"c: \\\"d\\\"\"}\n"_s);
    row("single quotes kept", u"r:\n  name: 'a'\n"_s, u"r.name"_s, u"it's"_s, u"r:\n  name: 'it''s'\n"_s);
    row("quoted when it has to be", u"r:\n  name: a\n"_s, u"r.name"_s, u"yes"_s, u"r:\n  name: \"yes\"\n"_s);
    row("url stays plain", u"r:\n  repo: a\n"_s, u"r.repo"_s, u"https://x.y/z.git"_s,
        u"r:\n  repo: https://x.y/z.git\n"_s);
    row("in flow", u"r:\n  objectives: { rto: 45m, rpo: 15m } # said\n"_s, u"r.objectives.rto"_s, u"1h"_s,
        u"r:\n  objectives: { rto: 1h, rpo: 15m } # said\n"_s);
    row("new key in flow", u"r:\n  objectives: { rto: 45m }\n"_s, u"r.objectives.rpo"_s, u"5m"_s,
        u"r:\n  objectives: { rto: 45m, rpo: 5m }\n"_s);
    row("new key in an empty flow map", u"r:\n  objectives: {}\n"_s, u"r.objectives.rpo"_s, u"5m"_s,
        u"r:\n  objectives: { rpo: 5m }\n"_s);
    row("new key in a block", u"r:\n  gitops:\n    repo: a\n    # last\n\n  # next\n  z: 1\n"_s, u"r.gitops.path"_s,
        u"p"_s, u"r:\n  gitops:\n    repo: a\n    path: p\n    # last\n\n  # next\n  z: 1\n"_s);
    row("new key after a nested one", u"r:\n  a:\n    b:\n    - c: 1\n      d: |\n        x\n\n        y\n"_s, u"r.e"_s,
        u"f"_s, u"r:\n  a:\n    b:\n    - c: 1\n      d: |\n        x\n\n        y\n  e: f\n"_s);
    row("new map", u"r:\n  a: 1\n"_s, u"r.objectives.rto"_s, u"5m"_s, u"r:\n  a: 1\n  objectives:\n    rto: 5m\n"_s);
    row("new map in flow", u"r: { a: 1 }\n"_s, u"r.o.rto"_s, u"5m"_s, u"r: { a: 1, o: { rto: 5m } }\n"_s);
    row("without an end of the last line", u"r:\n  a: 1"_s, u"r.b"_s, u"2x"_s, u"r:\n  a: 1\n  b: 2x"_s);
    row("empty value", u"r:\n  a:\n  b: 1\n"_s, u"r.a"_s, u"x"_s, u"r:\n  a: x\n  b: 1\n"_s);
    row("empty map", u"r:\n  o:\n  b: 1\n"_s, u"r.o.rto"_s, u"5m"_s, u"r:\n  o:\n    rto: 5m\n  b: 1\n"_s);
    row("taken out", u"r:\n  a: 1 # gone\n  b: 1\n"_s, u"r.a"_s, u""_s, u"r:\n  b: 1\n"_s);
    row("taken out of flow", u"r: { a: 1, b: 2 }\n"_s, u"r.a"_s, u""_s, u"r: { b: 2 }\n"_s);
    row("last taken out of flow", u"r: { a: 1, b: 2 }\n"_s, u"r.b"_s, u""_s, u"r: { a: 1 }\n"_s);
    row("not there, not wanted", u"r: { a: 1 }\n"_s, u"r.c"_s, u""_s, u"r: { a: 1 }\n"_s);
    row("umlauts and fire before it", u"r: { a: \"\U0001F525ü\", b: x }\n"_s, u"r.b"_s, u"y"_s,
        u"r: { a: \"\U0001F525ü\", b: y }\n"_s);
}

void TestManifestEdits::sets()
{
    QFETCH(QString, before);
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, after);
    const auto edit = setScalar(before, path.split(u'.'), value);
    QVERIFY2(edit, qPrintable(edit ? QString() : edit.error()));
    QCOMPARE(QString(before).replace(edit->at, edit->length, edit->text), after);
}

void TestManifestEdits::refuses_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("path");
    QTest::newRow("not yaml") << u"r: {"_s << u"r.a"_s;
    QTest::newRow("a map") << u"r:\n  a: { b: 1 }\n"_s << u"r.a"_s;
    QTest::newRow("text in a block") << u"r:\n  a: |\n    x\n"_s << u"r.a"_s;
    QTest::newRow("plain over lines") << u"r:\n  a: x\n    y\n"_s << u"r.a"_s;
    QTest::newRow("under a scalar") << u"r:\n  a: x\n"_s << u"r.a.b"_s;
    QTest::newRow("an alias, which others share") << u"x: &x {a: 1}\nr: *x\nq: *x\n"_s << u"r.a"_s;
}

void TestManifestEdits::refuses()
{
    QFETCH(QString, before);
    QFETCH(QString, path);
    const auto edit = setScalar(before, path.split(u'.'), u"new"_s);
    QVERIFY(!edit);
    QVERIFY(edit.error().contains(u"in the text"_s));
}

void TestManifestEdits::reads()
{
    const QString text = u"r:\n  a: \"x y\" # c\n  b: { c: 3 }\n"_s;
    QCOMPARE(scalarAt(text, {u"r"_s, u"a"_s}), u"x y"_s);
    QCOMPARE(scalarAt(text, {u"r"_s, u"b"_s, u"c"_s}), u"3"_s);
    QCOMPARE(scalarAt(text, {u"r"_s, u"b"_s}), std::nullopt);
    QCOMPARE(scalarAt(text, {u"r"_s, u"z"_s}), std::nullopt);
}

QTEST_GUILESS_MAIN(TestManifestEdits)
#include "tst_manifestedits.moc"
