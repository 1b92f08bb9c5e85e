// Server-sent events, torn in every possible way.
#include "app/integrations/argocd/ssereader.h"

#include <QTest>

#include <random>

using namespace relight;

class TestSseReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhateverTheTear();
    void stopsWhenTold();
    void skipsWhatIsNoData();
    void refusesEndlessLines();
};

static const QByteArray wire = ":\n\ndata: {\"result\":{\"a\":\"\xc3\xa9\"}} "
                               "\n\n\n:\n:\n\r\ndata:{\"b\":2}\r\n\ndata:\n\nevent: x\ndata: {} \n\n\n";
static const QList<QByteArray> messages{"{\"result\":{\"a\":\"\xc3\xa9\"}}", "{\"b\":2}", "{}"};

void TestSseReader::readsWhateverTheTear()
{
    for (qsizetype first = 0; first <= wire.size(); ++first) {
        for (qsizetype second = first; second <= wire.size(); ++second) {
            SseReader reader;
            QList<QByteArray> heard;
            const auto hear = [&](const QByteArray &message) { return heard.append(message), true; };
            QVERIFY(reader.feed(wire.left(first), hear) && reader.feed(wire.mid(first, second - first), hear)
                && reader.feed(wire.mid(second), hear));
            QCOMPARE(heard, messages);
        }
    }
    SseReader reader;
    QList<QByteArray> heard;
    for (const char byte : wire)
        reader.feed(QByteArray(1, byte), [&](const QByteArray &message) { return heard.append(message), true; });
    QCOMPARE(heard, messages);
}

void TestSseReader::stopsWhenTold()
{
    SseReader reader;
    QList<QByteArray> heard;
    QVERIFY(!reader.feed(wire, [&](const QByteArray &message) { return heard.append(message), false; }));
    QCOMPARE(heard.size(), 1);
    QVERIFY(reader.feed({}, [&](const QByteArray &message) { return heard.append(message), true; }));
    QCOMPARE(heard, messages); // the rest is not lost
}

void TestSseReader::skipsWhatIsNoData()
{
    SseReader reader;
    QVERIFY(reader.feed("<html>\nid: 7\nretry: 5\n\n\n:", [](const QByteArray &) { return false; }));
}

void TestSseReader::refusesEndlessLines()
{
    SseReader reader;
    const QByteArray much(16 << 20, 'x');
    bool fine = true;
    for (int i = 0; i < 5 && fine; ++i)
        fine = reader.feed(much, [](const QByteArray &) { return true; });
    QVERIFY(!fine && reader.isTooLong());
}

QTEST_APPLESS_MAIN(TestSseReader)
#include "tst_ssereader.moc"
