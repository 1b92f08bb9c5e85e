// Objects as a person is shown them: YAML that reads back as what it was, without what nobody may see.
#include "models/convergence/shownobject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestShownObject : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void yaml_data();
    void yaml();
    void secret();
    void maskedSecret();
    void others();
};

static QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

void TestShownObject::yaml_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("word") << QByteArray(R"("web")") << QByteArray("a: web\n");
    QTest::newRow("image") << QByteArray(R"("reg.io/web:1.2")") << QByteArray("a: reg.io/web:1.2\n");
    QTest::newRow("truth as text") << QByteArray(R"("true")") << QByteArray("a: \"true\"\n");
    QTest::newRow("truth") << QByteArray("true") << QByteArray("a: true\n");
    QTest::newRow("a country") << QByteArray(R"("NO")") << QByteArray("a: \"NO\"\n");
    QTest::newRow("number as text") << QByteArray(R"("1")") << QByteArray("a: \"1\"\n");
    QTest::newRow("number") << QByteArray("9007199254740000") << QByteArray("a: 9007199254740000\n");
    QTest::newRow("fraction") << QByteArray("0.5") << QByteArray("a: 0.5\n");
    QTest::newRow("nothing") << QByteArray("null") << QByteArray("a: null\n");
    QTest::newRow("empty text") << QByteArray(R"("")") << QByteArray("a: \"\"\n");
    QTest::newRow("empty list") << QByteArray("[]") << QByteArray("a: []\n");
    QTest::newRow("empty map") << QByteArray("{}") << QByteArray("a: {}\n");
    QTest::newRow("lines") << QByteArray(R"("one\ntwo\n")") << QByteArray("a: |\n  one\n  two\n");
    QTest::newRow("sign") << QByteArray(R"("a: b")") << QByteArray("a: \"a: b\"\n");
    QTest::newRow("comment") << QByteArray(R"("a #b")") << QByteArray("a: \"a #b\"\n");
    QTest::newRow("list") << QByteArray(R"(["x",{"k":1}])") << QByteArray("a:\n  - x\n  - k: 1\n");
    QTest::newRow("no line at the end") << QByteArray(R"("one\ntwo")") << QByteArray("a: \"one\\ntwo\"\n");
    QTest::newRow("one of several lines")
        << QByteArray(R"([{"k":"one\n","l":"x"}])") << QByteArray("a:\n  - k: |\n      one\n    l: x\n");
}

void TestShownObject::yaml()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    QCOMPARE(yamlText(json("{\"a\":" + value + '}')), text);
}

void TestShownObject::secret()
{
    const QByteArray text = shownYaml(json(R"({"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":{"name":"s",
        "managedFields":[{}],"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":\"c2VjcmV0\"}"}},
        "data":{"a":"c2VjcmV0","b":7},"stringData":{"c":"secret"}})"));
    QVERIFY(!text.contains("c2VjcmV0") && !text.contains("secret\n") && !text.contains("managedFields"));
    QVERIFY2(text.contains("  a: hidden, 6 bytes\n"), text);
    QVERIFY(text.contains("type: Opaque\n"));
    const auto pair = shownPair(json(R"({"apiVersion":"v1","kind":"Secret","data":{"a":"b25l","b":"b25l"}})"),
        json(R"({"apiVersion":"v1","kind":"Secret","data":{"a":"dHdv","b":"b25l"}})"));
    QCOMPARE(pair.live.count("another value"), 1);
    QCOMPARE(pair.target.count("another value"), 1);
    QVERIFY(shownPair({}, json(R"({"kind":"Pod"})")).live.isEmpty());
}

void TestShownObject::maskedSecret()
{
    const auto pair = shownPair(json(R"({"apiVersion":"v1","kind":"Secret","data":{"a":"++++++++"}})"),
        json(R"({"apiVersion":"v1","kind":"Secret","data":{"a":"+++++++++"}})"));
    QVERIFY2(
        !pair.live.contains('+') && !pair.live.contains("bytes") && pair.live.contains("another value"), pair.live);
}

// A kind of the same name in another group holds no secret by itself; what it holds is for its owner to keep.
void TestShownObject::others()
{
    const QByteArray text = shownYaml(json(R"({"apiVersion":"v1","kind":"ConfigMap","data":{"a":"b"}})"));
    QCOMPARE(text, QByteArray("apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\n"));
}

QTEST_GUILESS_MAIN(TestShownObject)
#include "tst_shownobject.moc"
