// One word or one key mends the text, every other byte stays; what is not plain is left to a person.
#include "models/manifest/manifestparser.h"
#include "models/manifest/remedy.h"

#include <QFile>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestRemedy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void mends_data();
    void mends();
    void everyMissingKeyCanBeAdded();
    void leavesToAPerson_data();
    void leavesToAPerson();
    void knowsAnotherText();

private:
    std::optional<ManifestSchema> m_schema;
};

static const QString good = u"recovery:\n  cluster:\n    provisioner: existing # as is\n  gitops:\n"
                            "    repo: https://git.example.com/fleet.git\n"_s;

static QString applied(const QString &text, const Mended &change)
{
    return QString(text).replace(change.edit.at, change.edit.length, change.edit.text);
}

// Of the first diagnostic that has a remedy.
static std::optional<Diagnostic> mendable(const QString &text)
{
    for (const Diagnostic &each : parseManifest(text.toUtf8()).diagnostics) {
        if (each.remedy.kind != Remedy::Kind::None)
            return each;
    }
    return {};
}

void TestRemedy::initTestCase()
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/schema/recovery-manifest.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_schema.emplace(file.readAll());
}

void TestRemedy::mends_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("left"); // of the caret, in its line
    const auto row = [](const char *name, const QString &before, const QString &words, const QString &after,
                         const QString &left) { QTest::newRow(name) << before << words << after << left; };
    const auto with = [](const QString &from, const QString &to) { return QString(good).replace(from, to); };
    row("key", with(u"repo:"_s, u"repoo:"_s), u"write \"repo\""_s, good, u"    repo"_s);
    row("quoted key", with(u"repo:"_s, u"\"repoo\":"_s), u"write \"repo\""_s, with(u"repo:"_s, u"\"repo\":"_s),
        u"    \"repo"_s);
    row("key in flow", with(u"  gitops:"_s, u"  objectives: { \"\U0001F525\": 1, rot: 45m }\n  gitops:"_s),
        u"write \"rto\""_s, with(u"  gitops:"_s, u"  objectives: { \"\U0001F525\": 1, rto: 45m }\n  gitops:"_s),
        u"  objectives: { \"\U0001F525\": 1, rto"_s);
    row("value", with(u"existing"_s, u"exsting"_s), u"write \"existing\""_s, good, u"    provisioner: existing"_s);
    row("quoted value", with(u"existing"_s, u"'exsting'"_s), u"write \"existing\""_s,
        with(u"existing"_s, u"'existing'"_s), u"    provisioner: 'existing"_s);
    row("missing key", with(u"    provisioner: existing # as is\n"_s, u"    context: a # b\n"_s),
        u"add the key \"provisioner\""_s,
        with(u"    provisioner: existing # as is\n"_s, u"    context: a # b\n    provisioner: \n"_s),
        u"    provisioner: "_s);
    row("missing key in flow", u"recovery:\n  cluster: { context: a }\n  gitops: { repo: x }\n"_s,
        u"add the key \"provisioner\""_s,
        u"recovery:\n  cluster: { context: a, provisioner:  }\n  gitops: { repo: x }\n"_s,
        u"  cluster: { context: a, provisioner: "_s);
    row("missing map, with what it needs", u"recovery:\n  cluster:\n    provisioner: existing\n"_s,
        u"add the key \"gitops\""_s, u"recovery:\n  cluster:\n    provisioner: existing\n  gitops:\n    repo: \n"_s,
        u"    repo: "_s);
}

void TestRemedy::mends()
{
    QFETCH(QString, before);
    QFETCH(QString, words);
    QFETCH(QString, after);
    QFETCH(QString, left);
    std::optional<Diagnostic> found;
    for (const Diagnostic &each : parseManifest(before.toUtf8()).diagnostics) {
        if (remedyText(each.remedy) == words)
            found = each;
    }
    QVERIFY(found);
    const auto change = mended(before, *found, *m_schema);
    QVERIFY2(change, qPrintable(change ? QString() : change.error()));
    QCOMPARE(applied(before, *change), after);
    QCOMPARE(after.first(change->caret).section(u'\n', -1), left);
    // It is gone: what was misspelled is read, what was missing has no value yet.
    for (const Diagnostic &each : parseManifest(after.toUtf8()).diagnostics)
        QVERIFY2(remedyText(each.remedy) != words, qPrintable(each.message));
}

// From one that has almost nothing to one that is whole, by what is offered alone.
void TestRemedy::everyMissingKeyCanBeAdded()
{
    for (const QString &provisioner : {u"terraform"_s, u"command"_s, u"existing"_s}) {
        QString text = u"recovery:\n  name: edge\n"_s;
        for (int i = 0; i < 10; ++i) {
            const auto next = mendable(text);
            if (!next)
                break;
            const auto change = mended(text, *next, *m_schema);
            QVERIFY2(change, qPrintable(next->message));
            text = applied(text, *change);
            const QString key = text.first(change->caret).section(u'\n', -1).trimmed();
            text.insert(change->caret,
                key == u"provisioner:" ? provisioner
                    : key == u"repo:"  ? u"https://git.example.com/fleet.git"_s
                                       : u"clusters/edge"_s);
        }
        const ParsedManifest read = parseManifest(text.toUtf8());
        QVERIFY2(!mendable(text), qPrintable(text));
        QVERIFY2(read.manifest, qPrintable(text));
    }
}

void TestRemedy::leavesToAPerson_data()
{
    QTest::addColumn<QString>("text");
    const auto with = [](const QString &from, const QString &to) { return QString(good).replace(from, to); };
    QTest::newRow("nothing near") << with(u"    repo:"_s, u"    zzzzzzzz: 1\n    repo:"_s);
    QTest::newRow("the near one is there") << with(u"    repo:"_s, u"    repoo: 1\n    repo:"_s);
    QTest::newRow("in a list") << with(u"  gitops:"_s, u"  traffic:\n    - name: x\n  gitops:"_s);
}

void TestRemedy::leavesToAPerson()
{
    QFETCH(QString, text);
    QVERIFY(!parseManifest(text.toUtf8()).diagnostics.isEmpty());
    const auto found = mendable(text);
    QVERIFY2(!found, qPrintable(found ? found->message : QString()));
}

void TestRemedy::knowsAnotherText()
{
    const QString wrong = QString(good).replace(u"existing"_s, u"exsting"_s);
    const Diagnostic found = mendable(wrong).value();
    QVERIFY(!mended(u"# a line more\n"_s + wrong, found, *m_schema));
    QVERIFY(!mended(QString(), found, *m_schema));
    QVERIFY(!mended(u"a: ["_s, found, *m_schema));
    QVERIFY(!mended(good, Diagnostic(), *m_schema));
    // Used twice by an anchor: both would change.
    const QString twice = u"recovery:\n  cluster: &c\n    provisioner: existing\n    contxt: a\n  gitops: *c\n"_s;
    Diagnostic anchored;
    anchored.at = {4, 5};
    anchored.remedy = {Remedy::Kind::RenameKey, u"context"_s};
    QVERIFY(!mended(twice, anchored, *m_schema));
}

QTEST_GUILESS_MAIN(TestRemedy)
#include "tst_remedy.moc"
