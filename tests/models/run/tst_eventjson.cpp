// Events survive their JSON; what is not an event is refused with a reason.

#include "models/run/eventjson.h"
#include "models/run/eventtime.h"
#include "models/run/words.h"
#include "tests/models/run/randomevents.h"

#include <QJsonDocument>
#include <QTest>

using namespace relight;

namespace {

QByteArray body(const char *rest)
{
    return QByteArray("{\"seq\":1,\"at\":\"2026-08-01T10:00:00.000Z\",") + rest + '}';
}

} // namespace

class TestEventJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAsPromised();
    void everyTypeSurvives();
    void isStandardJson();
    void forwardCompatible();
    void refused_data();
    void refused();
    void truncatedNeverCrashes();
    void times();
    void wordsAreTheDesigns();
};

void TestEventJson::looksAsPromised()
{
    const Timestamp at = *parseTimestamp(u"2026-08-01T10:00:00.000Z");
    QCOMPARE(eventToJson({1, at, AttemptStarted{"provision", 1}}),
        QByteArray(
            R"({"seq":1,"at":"2026-08-01T10:00:00.000Z","type":"attempt-started","step":"provision","attempt":1})"));
    QCOMPARE(eventToJson({2, at, StepEnded{"monitor-sync", StepState::TimedOut, "3 are not healthy", {}}}),
        QByteArray(
            R"({"seq":2,"at":"2026-08-01T10:00:00.000Z","type":"step-ended","step":"monitor-sync","state":"timed out",)"
            R"("reason":"3 are not healthy"})"));
}

void TestEventJson::everyTypeSurvives()
{
    test::RandomEvents random(7);
    for (std::size_t type = 0; type < std::variant_size_v<RunEventBody>; ++type) {
        for (int i = 0; i < 300; ++i) {
            const RunEvent event{random.number(1'000'000),
                Timestamp{Milliseconds{qint64{random.number(2'000'000'000)} * 1000 + i}}, random.body(type)};
            QCOMPARE(event.body.index(), type);
            const QByteArray json = eventToJson(event);
            QVERIFY2(!json.contains('\n'), json);
            const auto read = eventFromJson(json);
            QVERIFY2(read, read ? "" : qPrintable(read.error().message));
            QVERIFY2(*read == event, json);
        }
    }
}

void TestEventJson::isStandardJson()
{
    test::RandomEvents random(8);
    for (int i = 0; i < 500; ++i) {
        const QByteArray json = eventToJson({1, Timestamp{}, random.body(static_cast<std::size_t>(i))});
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(json, &error);
        QVERIFY2(error.error == QJsonParseError::NoError && document.isObject(), json);
    }
}

void TestEventJson::forwardCompatible()
{
    const auto event = eventFromJson(
        R"({"new":{"type":"x","step":[1,{"y":null}]},"attempt":2,"type":"attempt-started","later":[[]],)"
        R"("at":"2026-08-01T12:00:00+02:00","step":"provision","seq":5})");
    QVERIFY2(event, event ? "" : qPrintable(event.error().message));
    QCOMPARE(*event, (RunEvent{5, *parseTimestamp(u"2026-08-01T10:00:00Z"), AttemptStarted{"provision", 2}}));
}

void TestEventJson::refused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("named");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("text") << QByteArray("hello") << QString();
    QTest::newRow("array") << QByteArray("[1]") << "object";
    QTest::newRow("no type") << QByteArray("{\"seq\":1}") << "\"type\"";
    QTest::newRow("unknown type") << body(R"("type":"step-teleported","step":"a")") << "step-teleported";
    QTest::newRow("unknown word") << body(R"("type":"step-ended","step":"a","state":"levitating")") << "\"state\"";
    QTest::newRow("wrong type of value") << body(R"("type":"attempt-started","step":"a","attempt":"one")")
                                         << "\"attempt\"";
    QTest::newRow("number too large") << body(R"("type":"attempt-started","step":"a","attempt":99999999999)")
                                      << "\"attempt\"";
    QTest::newRow("no sequence") << QByteArray(R"({"at":"2026-08-01T10:00:00.000Z","type":"run-continued"})")
                                 << "\"seq\"";
    QTest::newRow("no time") << QByteArray(R"({"seq":1,"type":"run-continued"})") << "\"at\"";
    QTest::newRow("no such day") << QByteArray(R"({"seq":1,"at":"2026-02-30T10:00:00.000Z","type":"run-continued"})")
                                 << "\"at\"";
    QTest::newRow("two") << body(R"("type":"run-continued")") + "{}" << QString();
    QTest::newRow("not UTF-8") << body("\"type\":\"note-added\",\"text\":\"\xff\"") << QString();
}

void TestEventJson::refused()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, named);
    const auto event = eventFromJson(line);
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::Protocol);
    QVERIFY2(event.error().message.contains(named), qPrintable(event.error().message));
}

void TestEventJson::truncatedNeverCrashes()
{
    test::RandomEvents random(9);
    for (std::size_t type = 0; type < std::variant_size_v<RunEventBody>; ++type) {
        const QByteArray json = eventToJson({1, Timestamp{}, random.body(type)});
        for (qsizetype length = 0; length < json.size(); ++length)
            QVERIFY(!eventFromJson(json.first(length)));
    }
}

void TestEventJson::times()
{
    test::RandomEvents random(10);
    for (int i = 0; i < 2000; ++i) {
        const Timestamp time{Milliseconds{qint64{random.number(2'000'000'000)} * (i % 100) + random.number(1000)}};
        const EventTimeText text = eventTimeText(time);
        const std::string_view view(text.data(), text.size());
        QCOMPARE(QString::fromLatin1(text.data(), text.size()), timestampText(time));
        QCOMPARE(parseEventTime(view), time);
    }
    QVERIFY(!parseEventTime("2026-08-01T24:00:00.000Z"));
    QVERIFY(!parseEventTime("2026-08-01T10:00:00"));
    QVERIFY(!parseEventTime("yesterday"));
    QCOMPARE(QByteArray(eventTimeText(Timestamp::max()).data(), 24), "9999-12-31T23:59:59.999Z");
}

void TestEventJson::wordsAreTheDesigns()
{
    QStringList states, phases;
    for (int i = 0; i <= static_cast<int>(StepState::Interrupted); ++i)
        states.append(word(static_cast<StepState>(i)));
    QCOMPARE(states.join(u", "),
        "pending, ready, running, waiting, awaiting approval, succeeded, failed, timed out, skipped, cancelled, "
        "interrupted");
    for (int i = 0; i <= static_cast<int>(RunPhase::Failed); ++i)
        phases.append(word(static_cast<RunPhase>(i)));
    QCOMPARE(phases.join(u", "),
        "pending, running, paused by operator, paused by failed step, awaiting approval, verifying, completed, "
        "completed with exceptions, "
        "cancelled, failed");
    QCOMPARE(word(DecisionKind::Trust), "trust");
    QCOMPARE(word(DecisionKind::StepApproval), "step-approval");
    QCOMPARE(word(DecisionKind::Exceptions), "exceptions");
    QCOMPARE(word(AttemptOutcome::Interrupted), "interrupted");
    QCOMPARE(word(RunMode::Tabletop), "tabletop");
    QCOMPARE(word(PauseCause::Identity), "identity");
    QCOMPARE(word(RunEnd::Failed), "failed");
}

QTEST_APPLESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"
