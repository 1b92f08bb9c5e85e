// What an editor does not touch comes back byte for byte, and what it could not keep is locked.
#include "app/session/manifesttext.h"

#include <QTest>

using namespace relight;

class TestManifestText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsBytes_data();
    void keepsBytes();
    void locksWhatItCannotKeep_data();
    void locksWhatItCannotKeep();
    void saysWhenLineEndsChange();
};

void TestManifestText::keepsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("lf") << QByteArray("a: 1\nb: 2\n");
    QTest::newRow("no end of the last line") << QByteArray("a: 1\nb: 2");
    QTest::newRow("crlf") << QByteArray("a: 1\r\nb: 2\r\n");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a: 1\n");
    QTest::newRow("tabs, no-break space, umlauts, hebrew") << QByteArray("a:\t\"x\xc2\xa0\xc3\xbc \xd7\xa9\"\n");
    QTest::newRow("outside the basic plane") << QByteArray("a: \xf0\x9f\x94\xa5\n");
}

void TestManifestText::keepsBytes()
{
    QFETCH(QByteArray, bytes);
    const ManifestText text = manifestText(bytes);
    QVERIFY2(text.locked.isEmpty(), qPrintable(text.locked));
    QVERIFY(text.note.isEmpty());
    QVERIFY(!text.text.contains(u'\r'));
    QCOMPARE(manifestBytes(text.text, text), bytes);
}

void TestManifestText::locksWhatItCannotKeep_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("latin 1") << QByteArray("name: M\xfcnchen\n");
    QTest::newRow("nul") << QByteArray("a: 1\0b\n", 7);
    QTest::newRow("paragraph separator") << QByteArray("a: \"\xe2\x80\xa9\"\n");
    QTest::newRow("too large") << QByteArray(4 * 1024 * 1024 + 1, 'x');
}

void TestManifestText::locksWhatItCannotKeep()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!manifestText(bytes).locked.isEmpty());
}

void TestManifestText::saysWhenLineEndsChange()
{
    const ManifestText mixed = manifestText("a: 1\r\nb: 2\nc: 3\n");
    QVERIFY(mixed.locked.isEmpty());
    QVERIFY(mixed.note.contains(QStringLiteral("LF")));
    QCOMPARE(manifestBytes(mixed.text, mixed), QByteArray("a: 1\nb: 2\nc: 3\n"));
}

QTEST_GUILESS_MAIN(TestManifestText)
#include "tst_manifesttext.moc"
