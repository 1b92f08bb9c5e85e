// Outline, completion and hover help, also while the text is half written.
#include "models/manifest/completion.h"
#include "models/manifest/outline.h"

#include <QFile>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

static QByteArray file(const QString &path)
{
    QFile source(QStringLiteral(RELIGHT_SOURCE_DIR "/") + path);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

// The "|" in a text is the caret.
struct Caret
{
    QString text;
    int line = 0, column = 0;

    explicit Caret(QString written)
    {
        const qsizetype at = written.indexOf(u'|');
        line = int(written.first(at).count(u'\n'));
        column = int(at - (written.lastIndexOf(u'\n', std::max<qsizetype>(0, at - 1)) + 1));
        text = written.remove(at, 1);
    }
};

class TestManifestGuide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outlinesTheSample();
    void outlinesHalfWrittenText();
    void outlineKnowsWhereTheCaretIs();
    void completes_data();
    void completes();
    void completesNothingInComments();
    void replacesTheWord();
    void helps_data();
    void helps();
    void everyPlaceOfTheSampleIsKnown();
    void neverFails();

private:
    QStringList titles(const QString &text) const
    {
        QStringList all;
        for (const OutlineEntry &entry : outlineOf(text))
            all << QString(entry.depth * 2, u' ') + entry.title + u':' + QString::number(entry.line);
        return all;
    }
    ManifestSchema m_schema{file(u"resources/schema/recovery-manifest.schema.json"_s)};
};

void TestManifestGuide::outlinesTheSample()
{
    const QStringList all = titles(QString::fromUtf8(file(u"resources/samples/recovery-manifest.yaml"_s)));
    QCOMPARE(all,
        (QStringList{u"recovery:1"_s, u"  cluster:2"_s, u"  secrets:5"_s, u"  gitops:9"_s, u"  data:13"_s,
            u"    postgres-main:15"_s, u"    uploads:20"_s, u"  external-dependencies:22"_s, u"  contacts:26"_s}));
}

void TestManifestGuide::outlinesHalfWrittenText()
{
    QCOMPARE(
        titles(
            u"recovery:\n  cluster:\n    provi\n  gitops: { repo: x,\n  traffic:\n  - { name: \"www\", provider\n  -\n"
            "  steps:\n    notify: {"_s),
        (QStringList{u"recovery:1"_s, u"  cluster:2"_s, u"  gitops:4"_s, u"  traffic:5"_s, u"    www:6"_s,
            u"  steps:8"_s, u"    notify:9"_s}));
    QCOMPARE(titles(QString()), QStringList());
    QCOMPARE(titles(u"- a\n\t- x\n"_s), QStringList());
    // Text in a block is no key.
    QCOMPARE(
        titles(
            u"recovery:\n  data:\n    databases:\n    - restore-command: |\n        a: b\n      name: late\n  traffic:\n"_s),
        (QStringList{u"recovery:1"_s, u"  data:2"_s, u"    late:6"_s, u"  traffic:7"_s}));
}

void TestManifestGuide::outlineKnowsWhereTheCaretIs()
{
    const auto outline = outlineOf(QString::fromUtf8(file(u"resources/samples/recovery-manifest.yaml"_s)));
    QCOMPARE(outline[outlineEntryAt(outline, 1)].title, u"recovery"_s);
    QCOMPARE(outline[outlineEntryAt(outline, 4)].title, u"cluster"_s);
    QCOMPARE(outline[outlineEntryAt(outline, 18)].title, u"postgres-main"_s);
    QCOMPARE(outline[outlineEntryAt(outline, 21)].title, u"uploads"_s);
    QCOMPARE(outlineEntryAt({}, 3), -1);
}

void TestManifestGuide::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("without");
    QTest::newRow("root") << u"|"_s << u"recovery"_s << u""_s;
    QTest::newRow("first key") << u"recovery:\n  |"_s << u"cluster"_s << u""_s;
    QTest::newRow("begun key") << u"recovery:\n  obj|"_s << u"objectives"_s << u"cluster"_s;
    QTest::newRow("only what is not there")
        << u"recovery:\n  cluster:\n    provisioner: aws\n    p|\n"_s << u"path"_s << u"provisioner"_s;
    QTest::newRow("before what is there")
        << u"recovery:\n  cluster:\n    |\n    path: x\n"_s << u"provisioner"_s << u"path"_s;
    QTest::newRow("enum") << u"recovery:\n  cluster:\n    provisioner: terra|"_s << u"terraform"_s << u"aws"_s;
    QTest::newRow("enum, nothing yet") << u"recovery:\n  secrets:\n    method: |"_s << u"external-secrets"_s << u""_s;
    QTest::newRow("flow key") << u"recovery:\n  objectives: { rto: 45m, |"_s << u"rpo"_s << u"rto"_s;
    QTest::newRow("flow key, closed") << u"recovery:\n  objectives: { r| }"_s << u"rpo"_s << u""_s;
    QTest::newRow("flow over lines") << u"recovery:\n  gitops: {\n    repo: x,\n    rev|"_s << u"revision"_s
                                     << u"repo"_s;
    QTest::newRow("list item") << u"recovery:\n  traffic:\n    - |"_s << u"name"_s << u""_s;
    QTest::newRow("list item as left as its key")
        << u"recovery:\n  traffic:\n  - name: x\n    prov|"_s << u"provider"_s << u"name"_s;
    QTest::newRow("enum in a flow item") << u"recovery:\n  traffic:\n    - { name: www, provider: r|"_s << u"route53"_s
                                         << u"manual"_s;
    QTest::newRow("list of words") << u"recovery:\n  notifications:\n    - { events: [decl|"_s << u"declared"_s
                                   << u"paused"_s;
    QTest::newRow("through a pattern") << u"recovery:\n  steps:\n    monitor-sync:\n      on-f|"_s << u"on-failure"_s
                                       << u"run"_s;
    QTest::newRow("truth") << u"recovery:\n  steps:\n    notify: { approve: |"_s << u"true"_s << u""_s;
    QTest::newRow("deep") << u"recovery:\n  gitops:\n    argocd:\n      credentials:\n        tok|"_s << u"token"_s
                          << u"username"_s;
    QTest::newRow("after a broken line") << u"recovery:\n  cluster: {\n  gitops:\n    rep|"_s << u"repo"_s << u""_s;
    QTest::newRow("after a block of text")
        << u"recovery:\n  data:\n    volumes:\n      - name: a\n        restore-command: |\n          x: y\n        vel|"_s
               .replace(u"command: |"_s, u"command: >"_s)
        << u"velero"_s << u"name"_s;
}

void TestManifestGuide::completes()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    QFETCH(QString, without);
    const Caret caret(text);
    const Completion made = completionAt(m_schema, caret.text, caret.line, caret.column);
    QStringList words;
    for (const Suggestion &suggestion : made.suggestions)
        words << suggestion.text;
    QVERIFY2(!words.isEmpty(), "nothing is suggested");
    QCOMPARE(words.first(), first);
    QVERIFY2(without.isEmpty() || !words.contains(without), qPrintable(words.join(u' ')));
}

void TestManifestGuide::completesNothingInComments()
{
    for (const QString &text : {u"recovery: # c|"_s, u"# r|"_s,
             u"recovery:\n  data:\n    volumes:\n      - restore-command: >\n          na|"_s}) {
        const Caret caret(text);
        QVERIFY(completionAt(m_schema, caret.text, caret.line, caret.column).suggestions.isEmpty());
    }
}

void TestManifestGuide::replacesTheWord()
{
    const Caret caret(u"recovery:\n  cluster:\n    prov|isio: x"_s);
    const Completion made = completionAt(m_schema, caret.text, caret.line, caret.column);
    QCOMPARE(made.from, 4);
    QCOMPARE(made.to, 12);
    QCOMPARE(made.suggestions.first().insert, u"provisioner"_s); // its colon is there
    QVERIFY(made.suggestions.first().required);
    QVERIFY(!made.suggestions.first().description.isEmpty());
}

void TestManifestGuide::helps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    QTest::newRow("key") << u"recovery:\n  objectives:\n    r|to: 4m"_s << u"rto"_s << u"longest a recovery may take"_s;
    QTest::newRow("value") << u"recovery:\n  cluster:\n    provisioner: ter|raform"_s << u"provisioner"_s
                           << u"tool that makes"_s;
    QTest::newRow("in flow") << u"recovery:\n  objectives: { rp|o: 4m }"_s << u"rpo"_s << u"may be lost"_s;
    QTest::newRow("section") << u"recovery:\n  gi|tops:"_s << u"gitops"_s << u"repository"_s;
}

void TestManifestGuide::helps()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QFETCH(QString, words);
    const Caret caret(text);
    const KeyHelp help = helpAt(m_schema, caret.text, caret.line, caret.column);
    QCOMPARE(help.key, key);
    QVERIFY2(help.description.contains(words), qPrintable(help.description));
}

// Every key of the full sample is one the schema knows where it stands.
void TestManifestGuide::everyPlaceOfTheSampleIsKnown()
{
    const QString text = QString::fromUtf8(file(u"resources/samples/full.yaml"_s));
    const QList<YamlLine> lines = readYamlLines(text);
    int known = 0;
    for (int i = 0; i < lines.size(); ++i) {
        if (lines[i].kind != YamlLine::Kind::Item || !lines[i].hasKey() || lines[i].key.startsWith(u"x-"_s))
            continue;
        const ManifestPlace place = placeAt(text, i, lines[i].keyAt);
        if (place.path.value(0) != u"recovery"_s || place.path.contains(u"variables"_s)
            || place.path.contains(u"contacts"_s) || place.path.contains(u"external-dependencies"_s)
            || place.path == QStringList{u"recovery"_s, u"steps"_s})
            continue;
        QVERIFY2(std::ranges::contains(m_schema.keysAt(place.path), lines[i].key, &SchemaKey::name),
            qPrintable(u"line %1: %2 in %3"_s.arg(i + 1).arg(lines[i].key, place.path.join(u'.'))));
        ++known;
    }
    QVERIFY(known > 60);
}

// Whatever is cut off wherever: an answer, and quickly.
void TestManifestGuide::neverFails()
{
    const QString text = QString::fromUtf8(file(u"resources/samples/full.yaml"_s));
    for (qsizetype end = 0; end <= text.size(); end += 7) {
        const QString part = text.first(end);
        const int line = int(part.count(u'\n'));
        const int column = int(end - (part.lastIndexOf(u'\n') + 1));
        const Completion made = completionAt(m_schema, part, line, column);
        QVERIFY(made.from <= column);
        const KeyHelp help = helpAt(m_schema, part, line, column);
        Q_UNUSED(help)
        QVERIFY(outlineOf(part).size() <= 40);
    }
}

QTEST_GUILESS_MAIN(TestManifestGuide)
#include "tst_manifestguide.moc"
