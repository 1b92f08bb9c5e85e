// References to secrets: what is one, and that nothing else is ever repeated.
#include "models/manifest/recoverymanifest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

class TestSecretRef : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parsed_data();
    void parsed();
    void refused_data();
    void refused();
};

void TestSecretRef::parsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SecretRef::Kind>("kind");
    QTest::addColumn<QString>("target");
    QTest::newRow("env") << u"env:GIT_TOKEN"_s << SecretRef::Kind::Env << u"GIT_TOKEN"_s;
    QTest::newRow("file") << u"file:~/.ssh/id_ed25519"_s << SecretRef::Kind::File << u"~/.ssh/id_ed25519"_s;
    QTest::newRow("keychain") << u"keychain:vault token"_s << SecretRef::Kind::Keychain << u"vault token"_s;
    QTest::newRow("prompt") << u"prompt:Vault token"_s << SecretRef::Kind::Prompt << u"Vault token"_s;
    QTest::newRow("command") << u"command:op read op://vault/x:y"_s << SecretRef::Kind::Command
                             << u"op read op://vault/x:y"_s;
}

void TestSecretRef::parsed()
{
    QFETCH(QString, text);
    QFETCH(SecretRef::Kind, kind);
    QFETCH(QString, target);
    const Result<SecretRef> ref = parseSecretRef(text, {3, 5});
    QVERIFY(ref.has_value());
    QCOMPARE(ref->kind, kind);
    QCOMPARE(ref->target, target);
    QCOMPARE(ref->at, (SourcePosition{3, 5}));
    QCOMPARE(ref->text(), text);
    QCOMPARE(parseSecretRef(ref->text(), {3, 5}).value(), *ref);
}

void TestSecretRef::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("literal") << u"hunter2"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("colon") << u":hunter2"_s;
    QTest::newRow("other scheme") << u"vault:hunter2"_s;
    QTest::newRow("upper case") << u"ENV:hunter2"_s;
    QTest::newRow("URL") << u"https://hunter2@example.com"_s;
    QTest::newRow("key file") << u"-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2"_s;
    QTest::newRow("env with spaces") << u"env:hunter2 hunter2"_s;
    QTest::newRow("nothing named") << u"file:"_s;
    QTest::newRow("line end") << u"file:hunter2\nx"_s;
}

void TestSecretRef::refused()
{
    QFETCH(QString, text);
    const Result<SecretRef> ref = parseSecretRef(text);
    QVERIFY(!ref.has_value());
    QCOMPARE(ref.error().code, ErrorCode::Invalid);
    QVERIFY(!ref.error().message.isEmpty());
    QVERIFY2(!(ref.error().message + ref.error().context).contains(u"hunter2"_s), qPrintable(ref.error().message));
}

QTEST_GUILESS_MAIN(TestSecretRef)
#include "tst_secretref.moc"
