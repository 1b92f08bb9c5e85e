// The options of `run` and `resume`: each reaches its consent, a wrong one is named, and an id that names nothing is
// refused.
#include "app/commands/commandline.h"
#include "app/commands/knownids.h"
#include "models/manifest/manifestparser.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

static Result<RecoverOptions> read(const QStringList &arguments)
{
    QCommandLineParser parser;
    addConsentOptions(parser);
    addRunOptions(parser);
    addResumeOptions(parser);
    if (!parser.parse(QStringList{u"relight"_s} + arguments))
        return failure(ErrorCode::Invalid, parser.errorText());
    return readRecoverOptions(parser);
}

static RecoveryPlan samplePlan()
{
    const ParsedManifest parsed
        = parseManifest("recovery:\n"
                        "  cluster: { provisioner: existing }\n"
                        "  gitops: { repo: https://git.example/r.git }\n"
                        "  data: { databases: [{ name: orders, restore-command: ./restore.sh }] }\n");
    return planFor(*parsed.manifest).value();
}

class TestRecoverOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachReachesItsConsent()
    {
        const auto options = read({u"--trust"_s, u"sha256:ab"_s, u"--new-cluster"_s, u"--approve"_s,
            u"provision,update-dns/a"_s, u"--approve"_s, u"notify"_s, u"--accept-warnings"_s, u"--restore-again"_s,
            u"orders"_s, u"--retry"_s, u"provision"_s, u"--skip"_s, u"notify=nobody has to know"_s, u"--declared-at"_s,
            u"2026-08-01T02:14:00Z"_s});
        QVERIFY2(options, options ? "" : qPrintable(options.error().message));
        const Consents &consents = options->run.consents;
        QCOMPARE(consents.trust, u"sha256:ab"_s);
        QVERIFY(consents.newCluster && consents.acceptWarnings && !consents.approveAll);
        QCOMPARE(consents.approve, (QStringList{u"provision"_s, u"update-dns/a"_s, u"notify"_s}));
        QCOMPARE(consents.restoreAgain, QStringList{u"orders"_s});
        QCOMPARE(consents.retry, QStringList{u"provision"_s});
        QCOMPARE(options->skips.size(), 1);
        QCOMPARE(options->skips.first().second, u"nobody has to know"_s);
        QCOMPARE(timestampText(*options->run.declaredAt).left(19), u"2026-08-01T02:14:00"_s);
    }

    void wrongOnesAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("both clusters") << QStringList{u"--new-cluster"_s, u"--cluster-identity"_s, u"u"_s}
                                       << u"exclude each other"_s;
        QTest::newRow("no reason") << QStringList{u"--skip"_s, u"notify"_s} << u"--skip takes ID=REASON"_s;
        QTest::newRow("short reason") << QStringList{u"--skip"_s, u"notify=no"_s} << u"10 characters"_s;
        QTest::newRow("no time") << QStringList{u"--lost-at"_s, u"yesterday"_s} << u"--lost-at takes a time"_s;
        QTest::newRow("unknown") << QStringList{u"--yes"_s} << u"yes"_s;
    }

    void wrongOnesAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto options = read(arguments);
        QVERIFY(!options);
        QVERIFY2(options.error().message.contains(named), qPrintable(options.error().message));
    }

    void idsMustNameSomething_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("steps") << QStringList{u"--approve"_s, u"provision"_s, u"--done"_s, u"restore-data/orders"_s}
                               << QString();
        QTest::newRow("data") << QStringList{u"--restore-again"_s, u"orders"_s} << QString();
        QTest::newRow("misspelt step") << QStringList{u"--retry"_s, u"provison"_s} << u"did you mean \"provision\"?"_s;
        QTest::newRow("skip") << QStringList{u"--skip"_s, u"nonsense=because I say so"_s} << u"--skip: \"nonsense\""_s;
        QTest::newRow("misspelt data") << QStringList{u"--restore-again"_s, u"order"_s}
                                       << u"did you mean \"orders\"?"_s;
    }

    void idsMustNameSomething()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, refusal);
        const auto options = read(arguments);
        QVERIFY(options);
        const auto known = checkIds(*options, samplePlan());
        QCOMPARE(known.has_value(), refusal.isEmpty());
        if (!known)
            QVERIFY2(known.error().message.contains(refusal), qPrintable(known.error().message));
    }

    void commandsAreKnownByName()
    {
        for (const QString &word :
            {u"run"_s, u"resume"_s, u"lint"_s, u"plan"_s, u"runs"_s, u"show"_s, u"--help"_s, u"--version"_s})
            QVERIFY2(isCommand(word), qPrintable(word));
        QVERIFY(!isCommand(u"recovery-manifest.yaml"_s));
    }
};

QTEST_GUILESS_MAIN(TestRecoverOptions)
#include "tst_recoveroptions.moc"
