// Every file of the corpus: good ones load without a word, bad ones say exactly what their first lines expect, where
// they expect it; and everything that the format has arrives in the values.
#include "models/scenario/faultkinds.h"
#include "models/scenario/scenarioparser.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace std::chrono_literals;

namespace {

const QString corpus = QStringLiteral(RELIGHT_SOURCE_DIR "/tests/models/scenario/corpus/");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString line(const Diagnostic &each)
{
    return u"%1:%2: %3: %4"_s.arg(each.at.line)
        .arg(each.at.column)
        .arg(each.severity == Severity::Error ? u"error"_s : u"warning"_s, each.message);
}

QString printed(const QList<Diagnostic> &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &each : diagnostics)
        lines << line(each);
    return lines.join(u'\n');
}

void rows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    for (const QFileInfo &file : QDir(corpus + folder).entryInfoList({u"*.yaml"_s}, QDir::Files, QDir::Name))
        QTest::addRow("%s", qPrintable(file.completeBaseName())) << file.filePath();
}

} // namespace

class TestScenarioParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bad_data() { rows(u"bad"_s); }
    void bad();
    void full();
    void conditions();
    void actions();
    void syntax();
    void everyKindSaysWhatItDoes();
};

void TestScenarioParser::bad()
{
    QFETCH(QString, path);
    const QByteArray bytes = contents(path);
    static const QRegularExpression pattern(u"\\A# expect: ([0-9]+:[0-9]+: (?:error|warning): )(.*)\\z"_s);
    QList<std::pair<QString, QString>> expected;
    for (const QByteArray &each : bytes.split('\n')) {
        if (const auto match = pattern.match(QString::fromUtf8(each)); match.hasMatch())
            expected.append({match.captured(1), match.captured(2)});
    }
    QVERIFY(!expected.isEmpty());
    const ParsedScenario parsed = parseScenario(bytes);
    QVERIFY2(parsed.diagnostics.size() >= expected.size(), qPrintable(printed(parsed.diagnostics)));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QString found = line(parsed.diagnostics[i]);
        QVERIFY2(found.startsWith(expected[i].first) && found.contains(expected[i].second),
            qPrintable(printed(parsed.diagnostics)));
    }
    QCOMPARE(parsed.scenario.has_value(), !parsed.hasErrors());
}

void TestScenarioParser::full()
{
    const ParsedScenario parsed = parseScenario(contents(corpus + u"good/full.yaml"_s));
    QCOMPARE(printed(parsed.diagnostics), QString());
    const Scenario &scenario = *parsed.scenario;
    QCOMPARE(scenario.name, u"everything-there-is"_s);
    QCOMPARE(scenario.briefing, u"It is night.\nTwo lines."_s);
    QCOMPARE(scenario.estate, (EstateSize{200, 3000}));
    QCOMPARE(scenario.faults[0].with, (QMap<QString, QString>{{u"registry"_s, u"docker.io"_s}}));
    QCOMPARE(scenario.faults[1].with, (QMap<QString, QString>{{u"factor"_s, u"3"_s}}));
    QCOMPARE(scenario.injects[0].by, Channel::Mail);
    QCOMPARE(scenario.injects[0].subject, u"About it"_s);
    QCOMPARE(scenario.injects[2].text, u"Two\nlines"_s);
    QCOMPARE(scenario.ends.as, (QList{RunEnd::Cancelled, RunEnd::CompletedWithExceptions}));
    QCOMPARE(scenario.ends.says, QStringList{u"toomanyrequests"_s});
    QCOMPARE(scenario.ends.within, Seconds{90min});
    QCOMPARE(scenario.fault(u"slow")->kind, u"provision-slow"_s);
    QVERIFY(!scenario.fault(u"fast") && scenario.inject(u"chat"));
}

void TestScenarioParser::conditions()
{
    const Scenario scenario = *parseScenario(contents(corpus + u"good/full.yaml"_s)).scenario;
    using Kind = Condition::Kind;
    const Condition &from = *scenario.faults[0].from;
    QCOMPARE(from.kind, Kind::Step);
    QCOMPARE(from.id, u"monitor-sync"_s);
    QCOMPARE(from.stepIs, StepIs::Started);
    QCOMPARE(from.after, Milliseconds{20s});
    QCOMPARE(scenario.faults[0].until->kind, Kind::Fault);
    const Condition &all = *scenario.faults[1].from;
    QCOMPARE(all.kind, Kind::All);
    QCOMPARE(all.after, Milliseconds{5s});
    QCOMPARE(all.parts.size(), 2);
    QCOMPARE(all.parts[0].after, Milliseconds{1min});
    QCOMPARE(all.parts[1].runIs, RunIs::Running);
    const Condition &any = *scenario.faults[1].until;
    QCOMPARE(any.kind, Kind::Any);
    QCOMPARE(any.parts[0].kind, Kind::Decision);
    QCOMPARE(any.parts[1].runIs, RunIs::Restored);
    QCOMPARE(scenario.injects[1].when.faultIs, FaultIs::Ended);
    QCOMPARE(scenario.injects[2].when.asked, DecisionKind::StepApproval);
    QCOMPARE(scenario.injects[2].when.about, u"update-dns/www"_s);
}

void TestScenarioParser::actions()
{
    const ExpectedDecision decision = parseScenario(contents(corpus + u"good/full.yaml"_s)).scenario->decisions[0];
    using Kind = Action::Kind;
    const QList<Kind> expected{Kind::Retry, Kind::Skip, Kind::Done, Kind::Grant, Kind::Deny, Kind::RestoreAgain,
        Kind::AcceptExceptions, Kind::Pause, Kind::Resume, Kind::Note, Kind::Fix, Kind::Cancel};
    QCOMPARE(decision.actions.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(decision.actions[i].kind, expected[i]);
    QCOMPARE(decision.actions[1].because, u"nobody has to know it"_s);
    QCOMPARE(decision.actions[3].question, DecisionKind::StepApproval);
    QCOMPARE(decision.actions[3].about, u"www"_s);
    QCOMPARE(decision.after, Milliseconds{2min});
    QCOMPARE(decision.wrong.size(), 1);
    QCOMPARE(decision.wrong[0].because, u"it is wrong"_s);
}

void TestScenarioParser::syntax()
{
    const ParsedScenario parsed = parseScenario("scenario: [\n");
    QCOMPARE(parsed.diagnostics.size(), 1);
    QVERIFY(parsed.hasErrors() && !parsed.scenario);
}

void TestScenarioParser::everyKindSaysWhatItDoes()
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/docs/scenarios.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    for (const FaultKind &kind : faultKinds()) {
        QVERIFY2(qstrlen(kind.does) > 15, kind.name);
        QVERIFY2(page.contains("| `" + QByteArray(kind.name) + "` |"), kind.name);
        for (const QString &key : kind.requiredKeys())
            QVERIFY2(kind.keys().contains(key), kind.name);
    }
}

QTEST_GUILESS_MAIN(TestScenarioParser)
#include "tst_scenarioparser.moc"
