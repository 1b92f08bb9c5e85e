// Words of a command: reference, without a shell.

#include "app/integrations/secrets/commandline.h"

#include <QTest>

using namespace relight;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("words") << QStringLiteral("  op read  op://vault/item ")
                               << QStringList{
                                      QStringLiteral("op"), QStringLiteral("read"), QStringLiteral("op://vault/item")};
        QTest::newRow("quotes") << QStringLiteral("sh -c 'echo \"$X\" | cat'")
                                << QStringList{
                                       QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo \"$X\" | cat")};
        QTest::newRow("joined") << QStringLiteral("a'b c'\"d e\"") << QStringList{QStringLiteral("ab cd e")};
        QTest::newRow("backslash") << QStringLiteral("a\\ b '\\x' \"\\\"\"")
                                   << QStringList{QStringLiteral("a b"), QStringLiteral("\\x"), QStringLiteral("\"")};
        QTest::newRow("empty word") << QStringLiteral("a ''") << QStringList{QStringLiteral("a"), QString()};
    }
    void splits()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, arguments);
        QCOMPARE(splitCommandLine(text).value(), arguments);
    }
    void refuses()
    {
        QCOMPARE(splitCommandLine(QStringLiteral("a 'b")).error().code, ErrorCode::Invalid);
        QCOMPARE(splitCommandLine(QStringLiteral("  ")).error().code, ErrorCode::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
