// The clock of whoever answers, from the header Date.
#include "app/integrations/http/httpclient.h"

#include <QTest>

using namespace relight;

class HttpDate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dates_data();
    void dates();
};

void HttpDate::dates_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("date");
    QTest::newRow("as servers say it") << QByteArray("Sat, 01 Aug 2026 10:00:05 GMT")
                                       << QStringLiteral("2026-08-01T10:00:05.000Z");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("no date") << QByteArray("today") << QString();
    QTest::newRow("no such day") << QByteArray("Sat, 31 Feb 2026 10:00:05 GMT") << QString();
}

void HttpDate::dates()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, date);
    HttpAnswer answer;
    answer.headers = {{"date", header}};
    QCOMPARE(answer.date() ? timestampText(*answer.date()) : QString(), date);
}

QTEST_GUILESS_MAIN(HttpDate)
#include "tst_httpdate.moc"
