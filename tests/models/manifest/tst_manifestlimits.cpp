// Hostile and broken input ends with one diagnostic that says why; the test's time-out is what would see an explosion.
#include "models/manifest/manifestparser.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

const QByteArray head
    = "recovery:\n  cluster: { provisioner: existing }\n  gitops: { repo: https://git.example/r.git }\n";

} // namespace

class TestManifestLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused_data();
    void refused();
    void syntaxErrorEndsTheList();
    void manyFindingsAreCapped();
    void fourMebibytesOfTextLoad();
    void newerFormatIsTheOnlyFinding();
};

void TestManifestLimits::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const auto times = [](const char *text, int count) { return QByteArray(text).repeated(count); };

    QByteArray laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray alias = "*a" + QByteArray::number(i - 1) + ", ";
        const QByteArray name = "a" + QByteArray::number(i);
        laughs += name + ": &" + name + " [" + alias.repeated(8) + alias.chopped(2) + "]\n";
    }
    QByteArray merges = "x-0: &m0 { a: 1, b: 2 }\n";
    for (int i = 1; i < 600; ++i)
        merges += "x-" + QByteArray::number(i) + ": &m" + QByteArray::number(i) + " { k" + QByteArray::number(i)
            + ": 1, <<: *m" + QByteArray::number(i - 1) + " }\n";
    QByteArray tower = "x-0: &t0 [x]\n";
    for (int i = 1; i < 200; ++i)
        tower += "x-" + QByteArray::number(i) + ": &t" + QByteArray::number(i) + " [ *t" + QByteArray::number(i - 1)
            + " ]\n";
    QByteArray blockDeep;
    for (int i = 0; i < 2000; ++i)
        blockDeep += QByteArray(i, ' ') + "a:\n";

    QTest::newRow("billion laughs") << laughs << u"with its aliases written out"_s;
    QTest::newRow("big text named often")
        << QByteArray("x-a: &a " + times("x", 1'000'000) + "\nx-b: [" + times("*a, ", 99) + "*a]\n")
        << u"with its aliases written out"_s;
    QTest::newRow("merges of merges") << merges << u"with its aliases written out"_s;
    QTest::newRow("aliases of aliases") << tower << u"nested deeper than 100"_s;
    QTest::newRow("20,000 flow lists") << times("[", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("20,000 closed lists") << times("[", 20'000) + times("]", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("20,000 flow maps") << times("{a: ", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("20,000 block lists") << times("- ", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("2,000 block maps") << blockDeep << u"nested deeper than 100"_s;
    QTest::newRow("20,000 lists as keys") << times("? [", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("20,000 maps as keys") << times("? ", 20'000) << u"nested deeper than 100"_s;
    QTest::newRow("one million brackets") << times("[", 1'000'000) << u"nested deeper than 100"_s;
    QTest::newRow("too many values") << QByteArray("x: [" + times("a,", 200'000) + "]") << u"more than 100000 values"_s;
    QTest::newRow("too long") << times("# c\n", 1024 * 1024 + 1) << u"at most 4194304 (4 MiB)"_s;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "r\0",
        4) << u"UTF-16"_s;
    QTest::newRow("empty") << QByteArray() << u"empty"_s;
    QTest::newRow("comments only") << QByteArray("# one\n# two\n") << u"empty"_s;
    QTest::newRow("only a mark") << QByteArray("\xef\xbb\xbf") << u"empty"_s;
    QTest::newRow("broken UTF-8 at the end") << head + "\xc3" << u"not UTF-8"_s;
    QTest::newRow("surrogates") << head + "\xed\xa0\x80" << u"not UTF-8"_s;
}

void TestManifestLimits::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    const ParsedManifest parsed = parseManifest(bytes);
    QVERIFY(!parsed.manifest);
    QCOMPARE(parsed.diagnostics.size(), 1);
    const Diagnostic &only = parsed.diagnostics.first();
    QVERIFY2(only.message.contains(message), qPrintable(only.message));
    QVERIFY(only.at.line >= 1 && only.at.column >= 1);
}

void TestManifestLimits::syntaxErrorEndsTheList()
{
    const ParsedManifest parsed = parseManifest("recovery:\n  cluster: { provisioner: magic }\n  gitops: [\n");
    QCOMPARE(parsed.diagnostics.size(), 1);
    QVERIFY(parsed.diagnostics.first().message.startsWith(u"not valid YAML"_s));
}

void TestManifestLimits::manyFindingsAreCapped()
{
    QByteArray bytes = head;
    for (int i = 0; i < 40'000; ++i)
        bytes += "  unknown-" + QByteArray::number(i) + ": 1\n";
    const ParsedManifest parsed = parseManifest(bytes);
    QCOMPARE(parsed.diagnostics.size(), 1001);
    QVERIFY(parsed.diagnostics.last().message.contains(u"there is more"_s));
}

void TestManifestLimits::fourMebibytesOfTextLoad()
{
    const QByteArray bytes
        = head + "  data: { databases: [{ name: a, restore-command: \"" + QByteArray(3'900'000, 'x') + "\" }] }\n";
    const ParsedManifest parsed = parseManifest(bytes);
    QVERIFY(parsed.manifest.has_value());
    QCOMPARE(parsed.manifest->data.first().restoreCommand.size(), 3'900'000);
}

void TestManifestLimits::newerFormatIsTheOnlyFinding()
{
    const ParsedManifest parsed = parseManifest("recovery:\n  format: 7\n  cluster: 3\n  something-new: { }\n");
    QCOMPARE(parsed.diagnostics.size(), 1);
    QVERIFY(parsed.diagnostics.first().message.contains(u"made for a newer Relight"_s));
    QCOMPARE(parsed.diagnostics.first().path, u"recovery.format"_s);
}

QTEST_GUILESS_MAIN(TestManifestLimits)
#include "tst_manifestlimits.moc"
