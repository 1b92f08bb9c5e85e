// A small drill told as a report: the Markdown is compared with a golden (RELIGHT_UPDATE_GOLDENS=1 writes it anew), the
// HTML is whole, without scripts, and nothing of a run can become markup.
#include "app/reports/report.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace std::chrono_literals;

namespace {

const QString golden = QStringLiteral(RELIGHT_SOURCE_DIR "/tests/app/reports/drill.md");

class Story
{
public:
    void at(Seconds time, const RunEventBody &body)
    {
        const auto start = Timestamp{Seconds{1'790'000'000}};
        events << RunEvent{events.size() + 1, start + time, body};
    }
    QList<RunEvent> events;
};

PlannedStep step(const QString &id, const QString &title, Seconds low, Seconds high, const QStringList &after = {})
{
    PlannedStep step;
    step.id = id;
    step.title = title;
    step.low = low;
    step.high = high;
    step.after = after;
    return step;
}

Decision question(const QString &id, DecisionKind kind, const QString &stepId, const QString &title)
{
    Decision decision;
    decision.id = id;
    decision.kind = kind;
    decision.stepId = stepId;
    decision.title = title;
    decision.reason = u"it is asked"_s;
    return decision;
}

QList<RunEvent> drillEvents(const QString &nasty = {})
{
    Story story;
    RunStarted started;
    started.runId = u"20260921-1"_s;
    started.mode = RunMode::Drill;
    started.name = u"production"_s + nasty;
    started.operatorName = u"mira@desk"_s;
    started.version = u"0.1.0"_s;
    started.rto = 30min;
    started.rpo = 30min;
    started.steps = {step(u"provision"_s, u"Provision new cluster"_s, 5min, 15min),
        step(u"monitor-sync"_s, u"Monitor sync progress"_s, 5min, 10min, {u"provision"_s}),
        step(u"notify"_s, u"Notify stakeholders"_s + nasty, 0s, 0s, {u"monitor-sync"_s})};
    story.at(0s, started);
    story.at(1s, FactRecorded{{}, u"backup-time/postgres"_s, u"2026-09-20T13:46:40.000Z"_s});
    story.at(2s, PreflightFinished{{}, {u"the backup of postgres is 24h old"_s + nasty}});
    story.at(
        3s, DecisionRequested{question(u"warnings"_s, DecisionKind::Warnings, {}, u"Go on with these warnings"_s)});
    story.at(13s, DecisionTaken{u"warnings"_s, true, u"operator: drill"_s, u"read and accepted"_s + nasty});
    story.at(14s, AttemptStarted{u"provision"_s, 1});
    story.at(600s, AttemptEnded{u"provision"_s, 1, AttemptOutcome::Succeeded, u"12 created"_s, {}});
    story.at(600s, StepEnded{u"provision"_s, StepState::Succeeded, u"12 created"_s, {}});
    story.at(601s, AttemptStarted{u"monitor-sync"_s, 1});
    story.at(700s,
        NoteAdded{{}, u"Pull rate limit reached\nfor 203.0.113.7"_s + nasty,
            u"mail from Registry <noreply@registry.example>"_s});
    story.at(730s,
        DecisionRequested{
            question(u"exceptions:x"_s, DecisionKind::Exceptions, u"monitor-sync"_s, u"Go on without shop?"_s)});
    story.at(1500s, DecisionWithdrawn{u"exceptions:x"_s, u"it has healed"_s});
    story.at(1501s, AttemptStarted{u"monitor-sync"_s, 2});
    story.at(1900s, StepEnded{u"monitor-sync"_s, StepState::Succeeded, u"12 applications are Healthy"_s + nasty, {}});
    story.at(1901s, NoteAdded{{}, u"A login for the registry goes on the list | for tomorrow"_s, u"operator: drill"_s});
    story.at(1960s, StepEnded{u"notify"_s, StepState::Skipped, u"not in the manifest"_s + nasty, u"operator: drill"_s});
    story.at(1961s,
        RunEnded{
            RunEnd::CompletedWithExceptions, {}, {u"Notify stakeholders: skipped, not in the manifest"_s + nasty}, {}});
    return story.events;
}

Scenario drillScenario()
{
    Scenario scenario;
    scenario.name = u"registry-rate-limit"_s;
    scenario.title = u"The registry limits the pulls"_s;
    scenario.teaches = u"Some things only time heals."_s;
    scenario.faults
        = {{.id = u"limit"_s, .kind = u"registry-rate-limit"_s, .with = {}, .from = {}, .until = {}, .at = {}}};
    scenario.decisions = {{.id = u"wait"_s,
        .when = {},
        .actions = {},
        .because = u"The limit ends by itself."_s,
        .wrong = {Action{.kind = Action::Kind::AcceptExceptions, .because = u"the shop would be missing"_s}},
        .at = {}}};
    scenario.ends = {{RunEnd::Completed}, {u"toomanyrequests"_s}, Seconds{4h}};
    return scenario;
}

RunStory drillStory(const QString &nasty = {})
{
    const QList<StoryOrder> played{{620s, {Order::Kind::BeginFault, u"limit"_s, true, {}, {}}},
        {900s, {Order::Kind::Note, {}, true, {}, u"expected (wait): it ends"_s}},
        {1490s, {Order::Kind::EndFault, u"limit"_s, true, {}, {}}}};
    Scenario scenario = drillScenario();
    scenario.title += nasty;
    scenario.decisions[0].because += nasty;
    return storyOf(drillEvents(nasty), scenario, played);
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void markdown();
    void html();
    void nothingBecomesMarkup_data();
    void nothingBecomesMarkup();
    void anUnfinishedRun();
    void emptyRun();
    void aGoodRunSaysSo();
};

void TestReport::markdown()
{
    const QString report = markdownReport(drillStory());
    if (qEnvironmentVariableIsSet("RELIGHT_UPDATE_GOLDENS")) {
        QFile file(golden);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(report.toUtf8());
    }
    QFile file(golden);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(report, QString::fromUtf8(file.readAll()));
}

void TestReport::html()
{
    const QString report = htmlReport(drillStory());
    QVERIFY(report.startsWith(u"<!doctype html>"));
    for (const QString &text : {u"<h1>Drill of production</h1>"_s, u"The objective of 30:00 was missed by 2:41."_s,
             u"prefers-color-scheme: dark"_s, u"@media print"_s, u"class=\"goal\""_s, u"registry-rate-limit"_s,
             u"mail: Pull rate limit reached<br>for 203.0.113.7"_s, u"Registry &lt;noreply@registry.example&gt;"_s,
             u"Nothing"_s})
        QVERIFY2(report.contains(text) || text == u"Nothing"_s, qPrintable(text));
    QVERIFY(!report.contains(u"<script"_s, Qt::CaseInsensitive));
    QVERIFY(!report.contains(QRegularExpression(u"(src|href|url)\\s*[=(]"_s)));
    QCOMPARE(htmlReport(drillStory()), report);
    if (const QString place = qEnvironmentVariable("RELIGHT_REPORT_TO"); !place.isEmpty()) {
        QFile file(place);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(report.toUtf8());
    }
}

void TestReport::nothingBecomesMarkup_data()
{
    QTest::addColumn<QString>("nasty");
    QTest::newRow("script") << u"<script>alert(1)</script>"_s;
    QTest::newRow("attribute") << u"\" onload=\"alert(1)"_s;
    QTest::newRow("entity") << u"&lt;&amp;&#60;"_s;
    QTest::newRow("table") << u" | a | b |\n|---|\n# heading"_s;
    QTest::newRow("image") << u"![x](http://canary.example/x.png) <img src=x>"_s;
    QTest::newRow("comment") << u"--><!-- ]]> %1 %2"_s;
    QTest::newRow("control") << QString(u"\x1b[31m\u202egnp.exe\x01"_s) + QChar(0);
}

void TestReport::nothingBecomesMarkup()
{
    QFETCH(QString, nasty);
    const RunStory story = drillStory(nasty);
    const auto tags = [](const QString &html) {
        QStringList all;
        const QString body = html.mid(html.indexOf(u"<body>"_s));
        for (const auto &match : QRegularExpression(u"<[^>]*>"_s).globalMatch(body))
            all << match.captured();
        all.removeAll(u"<br>"_s); // a line end in a text
        return all;
    };
    QCOMPARE(tags(htmlReport(story)), tags(htmlReport(drillStory())));
    const auto bars = [](const QString &markdown) {
        QList<qsizetype> all;
        for (QString line : markdown.split(u'\n')) {
            line.remove(u"\\|"_s);
            all << line.count(u'|');
        }
        return all;
    };
    const QString markdown = markdownReport(story);
    QCOMPARE(bars(markdown), bars(markdownReport(drillStory())));
    QVERIFY(!markdown.contains(u'<') && !markdown.contains(QChar(0x202e)) && !markdown.contains(QChar(0x1b)));
    QVERIFY(!markdown.contains(QRegularExpression(u"(?<!\\\\)\\]\\("_s)));
}

void TestReport::anUnfinishedRun()
{
    QList<RunEvent> events = drillEvents();
    events.resize(9);
    const QString report = markdownReport(storyOf(events));
    QVERIFY2(report.contains(u"Not over: running since 10:01. The objective is 30:00."_s), qPrintable(report));
    QVERIFY(!report.contains(u"## Exceptions"_s) && !report.contains(u"What was expected"_s));
}

void TestReport::emptyRun()
{
    QVERIFY(markdownReport(storyOf({})).startsWith(u"# Recovery of"));
    QVERIFY(htmlReport(storyOf({})).endsWith(u"</html>\n"));
}

void TestReport::aGoodRunSaysSo()
{
    Story story;
    RunStarted started;
    started.name = u"shop"_s;
    started.rto = 30min;
    started.steps = {step(u"provision"_s, u"Provision"_s, 5min, 15min)};
    story.at(0s, started);
    story.at(1s, AttemptStarted{u"provision"_s, 1});
    story.at(600s, StepEnded{u"provision"_s, StepState::Succeeded, {}, {}});
    story.at(601s, RunEnded{RunEnd::Completed, {}, {}, {}});
    const QString report = markdownReport(storyOf(story.events));
    QVERIFY(report.contains(u"**Completed after 10:01. The objective of 30:00 was met, with 19:59 to spare.**"_s));
    QVERIFY(report.contains(u"Nothing stands out"_s));
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
