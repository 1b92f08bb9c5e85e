// Every file of the corpus: good ones load without a word, bad ones say exactly what their first lines expect, where
// they expect it.
#include "models/manifest/manifestparser.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString corpus(const char *folder)
{
    return QStringLiteral(RELIGHT_SOURCE_DIR "/tests/models/manifest/corpus/") + QString::fromLatin1(folder);
}

QString line(const Diagnostic &each)
{
    return u"%1:%2: %3: %4 [%5]"_s.arg(each.at.line)
        .arg(each.at.column)
        .arg(each.severity == Severity::Error ? u"error"_s : u"warning"_s, each.message, each.path);
}

QString printed(const QList<Diagnostic> &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &each : diagnostics)
        lines.append(line(each));
    return lines.join(u'\n');
}

struct Expectation
{
    QString place; // "3:7: error: "
    QString text;
};

QList<Expectation> expectations(const QByteArray &bytes)
{
    static const QRegularExpression pattern(u"\\A# expect: ([0-9]+:[0-9]+: (?:error|warning): )(.+)\\z"_s);
    QList<Expectation> result;
    const QList<QByteArray> lines = bytes.split('\n');
    for (const QByteArray &each : lines) {
        const auto match = pattern.match(QString::fromUtf8(each));
        if (!match.hasMatch())
            break;
        result.append({match.captured(1), match.captured(2)});
    }
    return result;
}

} // namespace

class TestManifestCorpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void good_data() { rows(corpus("good")); }
    void good();
    void bad_data() { rows(corpus("bad")); }
    void bad();
    void samplesLoadWithoutAWord_data() { rows(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples")); }
    void samplesLoadWithoutAWord() { good(); }
    void corpusIsThere();

private:
    static void rows(const QString &folder)
    {
        QTest::addColumn<QString>("path");
        const QFileInfoList files = QDir(folder).entryInfoList({u"*.yaml"_s}, QDir::Files, QDir::Name);
        for (const QFileInfo &file : files)
            QTest::addRow("%s", qPrintable(file.completeBaseName())) << file.filePath();
    }
};

void TestManifestCorpus::good()
{
    QFETCH(QString, path);
    const ParsedManifest parsed = parseManifest(contents(path));
    QCOMPARE(printed(parsed.diagnostics), QString());
    QVERIFY(parsed.manifest.has_value());
    QVERIFY(!parsed.hasErrors());
}

void TestManifestCorpus::bad()
{
    QFETCH(QString, path);
    const QByteArray bytes = contents(path);
    const QList<Expectation> expected = expectations(bytes);
    QVERIFY2(!expected.isEmpty(), "the file's first line says what to expect");
    const ParsedManifest parsed = parseManifest(bytes);
    QVERIFY2(parsed.diagnostics.size() == expected.size(), qPrintable(printed(parsed.diagnostics)));
    bool errors = false;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QString found = line(parsed.diagnostics[i]);
        QVERIFY2(found.startsWith(expected[i].place) && found.contains(expected[i].text), qPrintable(found));
        QVERIFY2(!found.contains(u"hunter2"_s) && !found.contains(u"12345678"_s) && !found.contains(u"ghp_"_s),
            "a secret is repeated");
        errors = errors || expected[i].place.contains(u"error"_s);
    }
    QCOMPARE(parsed.hasErrors(), errors);
    QCOMPARE(parsed.manifest.has_value(), !errors);
}

void TestManifestCorpus::corpusIsThere()
{
    QVERIFY(QDir(corpus("good")).entryList({u"*.yaml"_s}).size() >= 25);
    QVERIFY(QDir(corpus("bad")).entryList({u"*.yaml"_s}).size() >= 100);
}

QTEST_GUILESS_MAIN(TestManifestCorpus)
#include "tst_manifestcorpus.moc"
