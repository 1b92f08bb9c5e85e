// Bytes that come in pieces of any size make the same records as in one piece.

#include "app/integrations/process/supervisor/lineoutput.h"
#include "app/integrations/process/supervisor/spoolformat.h"

#include <QRandomGenerator>
#include <QTest>

#include <cstring>

using namespace relight;
using namespace relight::supervisor;

using Records = QList<std::pair<char, QByteArray>>;

static Records recordsOf(
    const scrub::Scrubber &scrubber, const QByteArray &bytes, const std::function<int()> &pieceSize)
{
    Records records;
    LineOutput output(scrubber, [&](char end, std::string_view text) {
        records.append({end, QByteArray(text.data(), qsizetype(text.size()))});
    });
    for (qsizetype at = 0; at < bytes.size();) {
        const std::span<char> space = output.space();
        const qsizetype size = std::min({qsizetype(pieceSize()), bytes.size() - at, qsizetype(space.size())});
        std::memcpy(space.data(), bytes.constData() + at, size_t(size));
        output.received(size_t(size));
        at += size;
    }
    output.flush(true);
    return records;
}

class TestLineOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void records_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Records>("expected");
        QTest::newRow("lines") << QByteArray("a\n\nb") << Records{{'.', "a"}, {'.', ""}, {'$', "b"}};
        QTest::newRow("carriage returns") << QByteArray("a\rb\r\nc\r") << Records{{'<', "a"}, {'.', "b\r"}, {'<', "c"}};
        QTest::newRow("only those") << QByteArray("\r\r\n\n\r")
                                    << Records{{'<', ""}, {'.', "\r"}, {'.', ""}, {'<', ""}};
        QTest::newRow("secret") << QByteArray("x hidden y\rhidden\nhid\nden")
                                << Records{{'<', "x «secret» y"}, {'.', "«secret»"}, {'.', "hid"}, {'$', "den"}};
        QTest::newRow("short secret") << QByteArray("ab\nabab\r\nab\r\n")
                                      << Records{{'.', "«secret»"}, {'.', "abab\r"}, {'.', "«secret»"}};
        QTest::newRow("cut") << QByteArray(70'000, 'x') + "\ny\n"
                             << Records{{'+', QByteArray(65'536, 'x')}, {'.', QByteArray(4464, 'x')}, {'.', "y"}};
        QTest::newRow("cut not through a character") << QByteArray(65'535, 'x') + "äy\n"
                                                     << Records{{'+', QByteArray(65'535, 'x')}, {'.', "äy"}};
    }
    void records()
    {
        QFETCH(QByteArray, bytes);
        const scrub::Scrubber scrubber(std::vector<std::string>{"hidden", "ab"});
        QTEST(recordsOf(scrubber, bytes, [] { return 1 << 20; }), "expected");
        QTEST(recordsOf(scrubber, bytes, [] { return 1; }), "expected");
        QTEST(recordsOf(scrubber, bytes, [] { return 7; }), "expected");
    }

    void anyPieces()
    {
        QRandomGenerator random(11);
        const scrub::Scrubber scrubber(std::vector<std::string>{"hidden", "another secret", std::string(3000, 'q')});
        for (int round = 0; round < 30; ++round) {
            QByteArray bytes;
            while (bytes.size() < 400'000) {
                switch (random.bounded(7)) {
                case 0:
                    bytes += '\n';
                    break;
                case 1:
                    bytes += '\r';
                    break;
                case 2:
                    bytes += "hidden";
                    break;
                case 3:
                    bytes += "another secret";
                    break;
                case 4:
                    bytes += QByteArray(3000, 'q');
                    break;
                case 5:
                    bytes += QByteArray(random.bounded(90'000), 'z');
                    break;
                default:
                    bytes += QByteArray::number(random.generate64());
                }
            }
            const Records whole = recordsOf(scrubber, bytes, [] { return 1 << 20; });
            QCOMPARE(recordsOf(scrubber, bytes, [&] { return 1 + int(random.bounded(60'000)); }), whole);
            for (const auto &[end, text] : whole) {
                QVERIFY(!text.contains("hidden") && !text.contains("another secret")
                    && !text.contains(QByteArray(3000, 'q')));
                QVERIFY(text.size() <= 66'000);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLineOutput)
#include "tst_lineoutput.moc"
