// Following a journal that somebody else writes: what is new, and what no longer holds.
#include "app/journal/journaltail.h"
#include "tests/app/journal/journalfixture.h"

#include <QTest>

using namespace relight;
using relight::test::JournalFixture;

class TestJournalTail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsNew();
    void aLineComesInPieces();
    void takenBack();
    void replacedByALongerCopy();
    void replacedByAnotherRun();
    void outOfReach();
    void damage();
};

static QList<qint64> sequences(const QList<RunEvent> &events)
{
    QList<qint64> all;
    for (const RunEvent &event : events)
        all << event.sequence;
    return all;
}

void TestJournalTail::saysWhatIsNew()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal);
    JournalTail tail(fixture.path());
    QVERIFY(tail.look().events.isEmpty());
    QVERIFY(journal->append(JournalFixture::events(2)));
    JournalTail::Look look = tail.look();
    QCOMPARE(sequences(look.events), (QList<qint64>{1, 2}));
    QVERIFY(!look.anew && !look.trouble);
    QVERIFY(tail.look().events.isEmpty());
    QVERIFY(journal->append(JournalFixture::events(1, 3)));
    QCOMPARE(sequences(tail.look().events), QList<qint64>{3});
}

void TestJournalTail::aLineComesInPieces()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(3)));
    const QByteArray whole = fixture.bytes();
    const qsizetype third = whole.lastIndexOf('\n', -2) + 1;
    QVERIFY(fixture.setBytes(whole.first(third + 20)));
    JournalTail tail(fixture.path());
    JournalTail::Look look = tail.look();
    QCOMPARE(look.events.size(), 2);
    QVERIFY(!look.trouble);
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::Append));
    file.write(whole.sliced(third + 20));
    file.close();
    QCOMPARE(sequences(tail.look().events), QList<qint64>{3});
}

void TestJournalTail::takenBack()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(3)));
    JournalTail tail(fixture.path());
    QCOMPARE(tail.look().events.size(), 3);
    const QByteArray whole = fixture.bytes();
    QFile file(fixture.path());
    QVERIFY(file.resize(whole.lastIndexOf('\n', -2) + 1)); // in place, as a writer does
    const JournalTail::Look look = tail.look();
    QVERIFY(look.anew);
    QVERIFY(!look.trouble);
    QCOMPARE(sequences(look.events), (QList<qint64>{1, 2}));
}

void TestJournalTail::replacedByALongerCopy()
{
    const JournalFixture fixture;
    auto journal = fixture.create();
    QVERIFY(journal->append(JournalFixture::events(2)));
    JournalTail tail(fixture.path());
    QCOMPARE(tail.look().events.size(), 2);
    QVERIFY(journal->append(JournalFixture::events(2, 3)));
    const QByteArray longer = fixture.bytes();
    QVERIFY(QFile::rename(fixture.path(), fixture.path() + QStringLiteral(".old"))); // as rsync does
    QVERIFY(fixture.setBytes(longer));
    const JournalTail::Look look = tail.look();
    QVERIFY(!look.anew);
    QCOMPARE(sequences(look.events), (QList<qint64>{3, 4}));
}

void TestJournalTail::replacedByAnotherRun()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(2)));
    JournalTail tail(fixture.path());
    QCOMPARE(tail.look().events.size(), 2);
    JournalFixture other;
    other.run = QStringLiteral("2026-11-23T0000Z-staging-0001");
    QVERIFY(other.create()->append(JournalFixture::events(4)));
    QVERIFY(QFile::rename(fixture.path(), fixture.path() + QStringLiteral(".old")));
    QVERIFY(fixture.setBytes(other.bytes()));
    const JournalTail::Look look = tail.look();
    QVERIFY(look.anew);
    QCOMPARE(look.events.size(), 4);
}

void TestJournalTail::outOfReach()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(2)));
    JournalTail tail(fixture.path());
    QCOMPARE(tail.look().events.size(), 2);
    const QString away = fixture.path() + QStringLiteral(".away");
    QVERIFY(QFile::rename(fixture.path(), away));
    JournalTail::Look look = tail.look();
    QVERIFY(look.trouble);
    QVERIFY(!look.anew && look.events.isEmpty());
    QVERIFY(QFile::rename(away, fixture.path()));
    look = tail.look();
    QVERIFY(!look.trouble && !look.anew && look.events.isEmpty());
}

void TestJournalTail::damage()
{
    const JournalFixture fixture;
    QVERIFY(fixture.create()->append(JournalFixture::events(4)));
    QByteArray bytes = fixture.bytes();
    const qsizetype last = bytes.lastIndexOf('\n', -2), third = bytes.lastIndexOf('\n', last - 1);
    bytes[third + 15] = char(bytes[third + 15] ^ 1);
    QVERIFY(fixture.setBytes(bytes));
    JournalTail tail(fixture.path());
    JournalTail::Look look = tail.look();
    QCOMPARE(sequences(look.events), (QList<qint64>{1, 2}));
    QVERIFY(look.trouble);
    look = tail.look();
    QVERIFY(look.trouble && look.events.isEmpty() && !look.anew);
}

QTEST_GUILESS_MAIN(TestJournalTail)
#include "tst_journaltail.moc"
