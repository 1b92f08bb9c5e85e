// The body of a webhook.

#include "app/integrations/network/notification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace relight;

class TestNotification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeBody();
    void modes_data();
    void modes();
    void nothingOptional();
    void markupIsEscaped();
};

void TestNotification::wholeBody()
{
    const Notification notification{QStringLiteral("recovery completed"), QStringLiteral("production"), RunMode::Live,
        QStringLiteral("ada@laptop"), QStringLiteral("57 applications healthy, DNS moved."), Seconds(2472),
        {{QStringLiteral("oncall"), QStringLiteral("ops-team@company.com")}}};
    const QByteArray expected
        = R"({"attachments":[{"fallback":"production: recovery completed after 41:12",)"
          R"("fields":[{"short":true,"title":"Recovery","value":"production"},{"short":true,"title":"Event","value":"recovery completed"},)"
          R"({"short":true,"title":"Since declared","value":"41:12"},{"short":true,"title":"Commander","value":"ada@laptop"},)"
          R"({"short":true,"title":"oncall","value":"ops-team@company.com"}],"text":"57 applications healthy, DNS moved."}],)"
          R"("text":"production: recovery completed after 41:12. 57 applications healthy, DNS moved."})";
    QCOMPARE(QJsonDocument(webhookBody(notification)).toJson(QJsonDocument::Compact), expected);
}

void TestNotification::modes_data()
{
    QTest::addColumn<RunMode>("mode");
    QTest::addColumn<QString>("start");
    QTest::newRow("live") << RunMode::Live << "production: started";
    QTest::newRow("drill") << RunMode::Drill << "[DRILL] production: started";
    QTest::newRow("tabletop") << RunMode::Tabletop << "[TABLETOP] production: started";
}

void TestNotification::modes()
{
    QFETCH(RunMode, mode);
    const QJsonObject body
        = webhookBody({QStringLiteral("started"), QStringLiteral("production"), mode, {}, {}, {}, {}});
    QTEST(body.value(QLatin1String("text")).toString(), "start");
    QTEST(
        body.value(QLatin1String("attachments")).toArray().at(0).toObject().value(QLatin1String("fallback")).toString(),
        "start");
}

void TestNotification::nothingOptional()
{
    const QJsonObject body
        = webhookBody({QStringLiteral("started"), QStringLiteral("production"), RunMode::Live, {}, {}, {}, {}});
    QCOMPARE(body.value(QLatin1String("attachments"))
                 .toArray()
                 .at(0)
                 .toObject()
                 .value(QLatin1String("fields"))
                 .toArray()
                 .size(),
        2);
}

void TestNotification::markupIsEscaped()
{
    const QJsonObject body = webhookBody({QStringLiteral("failed"), QStringLiteral("<!channel>"), RunMode::Live, {},
        QStringLiteral("a & b > c"), {}, {}});
    QCOMPARE(
        body.value(QLatin1String("text")).toString(), QStringLiteral("&lt;!channel&gt;: failed. a &amp; b &gt; c"));
}

QTEST_APPLESS_MAIN(TestNotification)
#include "tst_notification.moc"
