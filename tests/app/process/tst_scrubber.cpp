// Every form of a secret is found, whatever surrounds it; everything else stays as it was.

#include "app/integrations/process/scrub/scrubber.h"

#include <QRandomGenerator>
#include <QTest>

using namespace relight::scrub;

static QByteArray scrubbed(std::vector<std::string> secrets, const QByteArray &text)
{
    return QByteArray::fromStdString(Scrubber(secrets).scrub(text.toStdString()));
}

class TestScrubber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("plain") << QByteArray("hunter2!") << QByteArray("password hunter2! ok")
                               << QByteArray("password «secret» ok");
        QTest::newRow("twice") << QByteArray("hunter2!") << QByteArray("hunter2!hunter2!") << QByteArray("«secret»");
        QTest::newRow("apart") << QByteArray("hunter2!") << QByteArray("hunter2!,hunter2!")
                               << QByteArray("«secret»,«secret»");
        QTest::newRow("line end of the file")
            << QByteArray("hunter2!\n") << QByteArray("-hunter2!-") << QByteArray("-«secret»-");
        QTest::newRow("base64") << QByteArray("hunter2!") << QByteArray("x: aHVudGVyMiE=")
                                << QByteArray("x: «secret»=");
        QTest::newRow("basic auth") << QByteArray("hunter2!") << "Basic " + QByteArray("git:hunter2!").toBase64()
                                    << QByteArray("Basic Z2l0O«secret»");
        QTest::newRow("percent") << QByteArray("a/b c&d") << QByteArray("?p=a%2Fb%20c%26d&x")
                                 << QByteArray("?p=«secret»&x");
        QTest::newRow("percent, small") << QByteArray("a/b c&d") << QByteArray("?p=a%2fb%20c%26d&x")
                                        << QByteArray("?p=«secret»&x");
        QTest::newRow("form") << QByteArray("a/b c&d") << QByteArray("p=a%2Fb+c%26d;") << QByteArray("p=«secret»;");
        QTest::newRow("path segment") << QByteArray("a/b c&d") << QByteArray("a/b%20c%26d;") << QByteArray("«secret»;");
        QTest::newRow("user information")
            << QByteArray("p@ss$w") << QByteArray("https://u:p%40ss$w@h") << QByteArray("https://u:«secret»@h");
        QTest::newRow("JSON") << QByteArray("a\"b\\c<d") << QByteArray("{\"p\":\"a\\\"b\\\\c<d\"}")
                              << QByteArray("{\"p\":\"«secret»\"}");
        QTest::newRow("JSON of Go") << QByteArray("a\"b\\c<d") << QByteArray("{\"p\":\"a\\\"b\\\\c\\u003cd\"}")
                                    << QByteArray("{\"p\":\"«secret»\"}");
        QTest::newRow("too short inside") << QByteArray("abc") << QByteArray("abc abcabc") << QByteArray("abc abcabc");
        QTest::newRow("too short, a line")
            << QByteArray("abc") << QByteArray("x\nabc\ny abc\nabc") << QByteArray("x\n«secret»\ny abc\n«secret»");
        QTest::newRow("empty") << QByteArray() << QByteArray("a\n\nb") << QByteArray("a\n\nb");
        QTest::newRow("YAML's structure stays")
            << QByteArray("apiVersion: v1\nkind: Secret\ndata:\n  key: bG9uZy1zZWNyZXQtdmFsdWU\n")
            << QByteArray("kind: Secret\ndata:\nkey: bG9uZy1zZWNyZXQtdmFsdWU\nwith bG9uZy1zZWNyZXQtdmFsdWU")
            << QByteArray("kind: Secret\ndata:\n«secret»\nwith «secret»");
    }
    void forms()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, text);
        QTEST(scrubbed({secret.toStdString()}, text), "expected");
    }

    // At every alignment no digit is left that the secret decides.
    void base64AtEveryAlignment()
    {
        const QByteArray secret = "correct horse battery staple";
        for (int before = 0; before < 9; ++before) {
            for (int after = 0; after < 9; ++after) {
                const QByteArray encoded = (QByteArray(before, 'A') + secret + QByteArray(after, 'B')).toBase64();
                const qsizetype first = before * 8 / 6, last = ((before + secret.size()) * 8 + 5) / 6;
                const QByteArray result = scrubbed({secret.toStdString()}, encoded);
                QCOMPARE(result, encoded.left(first) + "«secret»" + encoded.mid(last));
            }
        }
    }

    void wrappedBase64()
    {
        QByteArray secret;
        for (int i = 0; i < 500; ++i)
            secret += char(33 + (i * 31) % 90);
        const QByteArray encoded = secret.toBase64();
        for (const int columns : {64, 76}) {
            QByteArray text, expected;
            for (qsizetype i = 0; i < encoded.size(); i += columns) {
                text += encoded.mid(i, columns) + '\n';
                expected += "«secret»\n";
            }
            QByteArray result = scrubbed({secret.toStdString()}, text);
            result.replace('=', "");
            QCOMPARE(result, expected);
        }
    }

    void overlappingSecrets()
    {
        QCOMPARE(scrubbed({"abcdefgh", "efghijkl"}, "--abcdefghijkl--"), QByteArray("--«secret»--"));
        QCOMPARE(scrubbed({"abcd", "abcdefgh"}, "--abcdefgh--abcd--"), QByteArray("--«secret»--«secret»--"));
        QCOMPARE(scrubbed({"aaaa"}, "baaaaaab"), QByteArray("b«secret»b"));
    }

    void veryLongSecret()
    {
        QByteArray secret;
        QRandomGenerator random(7);
        for (int i = 0; i < 10'000; ++i)
            secret += char('!' + random.bounded(90));
        for (const QByteArray &form :
            {secret, secret.toBase64(QByteArray::OmitTrailingEquals), secret.toPercentEncoding()})
            QCOMPARE(scrubbed({secret.toStdString()}, "<" + form + ">"), QByteArray("<«secret»>"));
    }

    void binaryTextStays()
    {
        QByteArray text;
        for (int i = 0; i < 100'000; ++i)
            text += char(i * 7 + i / 256);
        QCOMPARE(scrubbed({"hunter2!", "another one"}, text), text);
        QCOMPARE(scrubbed({std::string("\0\1\2\3\xFF", 5)},
                     QByteArray("a\0\1\2\3\xFF"
                                "b",
                         7)),
            QByteArray("a«secret»b"));
    }

    // Against a search that is too simple to be wrong.
    void likeANaiveSearch()
    {
        QRandomGenerator random(42);
        for (int round = 0; round < 2000; ++round) {
            const auto word = [&](int length) {
                std::string text;
                for (int i = 0; i < length; ++i)
                    text += char('a' + random.bounded(3));
                return text;
            };
            const std::vector<std::string> secrets{word(4 + random.bounded(6)), word(4 + random.bounded(6))};
            const std::string text = word(60);
            std::string hidden = text;
            for (const std::string &secret : secrets) {
                for (size_t at = text.find(secret); at != text.npos; at = text.find(secret, at + 1))
                    hidden.replace(at, secret.size(), secret.size(), '#');
            }
            std::vector<Span> spans;
            Scrubber(secrets).find(text, spans);
            std::string found = text;
            for (const Span &span : spans)
                found.replace(span.begin, span.end - span.begin, span.end - span.begin, '#');
            QCOMPARE(found, hidden);
        }
    }
};

QTEST_APPLESS_MAIN(TestScrubber)
#include "tst_scrubber.moc"
