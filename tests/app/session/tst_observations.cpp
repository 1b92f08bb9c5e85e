// What is seen of a run's applications, written by who drives it and read by who looks on.
#include "app/session/observationtail.h"
#include "app/session/observationwriter.h"
#include "tests/support/nullports.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

constexpr ObservationWriter::Pace atOnce{std::chrono::milliseconds(0), std::chrono::milliseconds(0), 0};
constexpr ObservationWriter::Pace seldom{std::chrono::hours(1), std::chrono::hours(1), 1};
constexpr Timestamp start{Milliseconds{1'700'000'000'000}};
const QString source = u"Argo CD API"_s;

Application app(const QString &name, HealthStatus health = HealthStatus::Progressing)
{
    Application app;
    app.name = name;
    app.appNamespace = u"argocd"_s;
    app.hasStatus = true;
    app.sync = SyncStatus::Synced;
    app.health = health;
    return app;
}

struct RunFolder
{
    QTemporaryDir folder;
    test::NullSecrets secrets;

    ObservationLog log(qint64 fileBytes = 1 << 20) const
    {
        return ObservationLog(folder.path(), {.fileBytes = fileBytes, .keepFree = 0});
    }
    QString path() const { return observationsPath(folder.path()); }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    qsizetype lines() const { return bytes().count('\n'); }
    bool put(const QByteArray &bytes, QIODevice::OpenMode mode = QIODevice::Append) const
    {
        QFile file(path());
        return file.open(QIODevice::WriteOnly | mode) && file.write(bytes) == bytes.size();
    }
};

QByteArray line(const Application &application, Timestamp at = start)
{
    return observationToJson({at, at, source, application, {}}) + '\n';
}

QStringList names(const ObservationTail::Look &look)
{
    QStringList all;
    for (const Observation &one : look.changed)
        all << one.application->name;
    all.sort();
    return all;
}

} // namespace

class TestObservations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheLatestOfMany();
    void writesNoneThatSaysTheSame();
    void forgetsWhatWent();
    void keepsHowLongItIsSo();
    void hidesSecrets();
    void hidesCredentialsOfOthers();
    void beginsAFileWithAll();
    void beginsAnewWhenTakenUp();
    void makesGoodWhatCouldNotBeWritten();

    void tailTellsOnce();
    void tailGoesOnBehindARotation();
    void tailReadsPastDamage();
    void tailSurvivesTrouble();
};

void TestObservations::writesTheLatestOfMany()
{
    const RunFolder run;
    {
        ObservationWriter writer(run.log(), run.secrets, seldom);
        writer.hear({app(u"first"_s)}, {}, source, start);
        QTRY_COMPARE(run.lines(), 1); // at once; the next one has an hour's time
        for (int i = 0; i < 50; ++i) {
            Application shop = app(u"shop"_s);
            shop.operationMessage = QString::number(i);
            writer.hear({shop}, {}, source, start + Seconds(i));
        }
        writer.hear({app(u"web"_s)}, {}, source, start + Seconds(50));
    }
    QCOMPARE(run.lines(), 3);
    const auto look = ObservationTail(run.path()).look({});
    QCOMPARE(names(look), QStringList({u"first"_s, u"shop"_s, u"web"_s}));
    for (const Observation &one : look.changed) {
        if (one.application->name == u"shop"_s)
            QCOMPARE(one.application->operationMessage, u"49"_s);
    }
    QCOMPARE(look.source, source);
    QCOMPARE(look.at, start + Seconds(50));
}

void TestObservations::writesNoneThatSaysTheSame()
{
    const RunFolder run;
    ObservationWriter writer(run.log(), run.secrets, atOnce);
    writer.hear({app(u"shop"_s)}, {}, source, start);
    QTRY_COMPARE(run.lines(), 1);
    Application again = app(u"shop"_s);
    again.resourceVersion = u"43"_s;
    again.reconciledAt = start + Seconds(180);
    again.annotations.insert(u"somebody.example/looked"_s, u"yes"_s);
    writer.hear({again}, {u"argocd/never-was"_s}, source, start + Seconds(180));
    writer.hear({app(u"web"_s)}, {}, source, start + Seconds(181));
    QTRY_COMPARE(run.lines(), 2);
    QVERIFY(run.bytes().endsWith(line(app(u"web"_s), start + Seconds(181))));
}

void TestObservations::forgetsWhatWent()
{
    const RunFolder run;
    ObservationWriter writer(run.log(), run.secrets, atOnce);
    writer.hear({app(u"shop"_s), app(u"web"_s)}, {}, source, start);
    QTRY_COMPARE(run.lines(), 2);
    writer.hear({}, {u"argocd/shop"_s}, source, start + Seconds(5));
    QTRY_COMPARE(run.lines(), 3);
    QCOMPARE(names(ObservationTail(run.path()).look({})), QStringList{u"web"_s});
}

void TestObservations::keepsHowLongItIsSo()
{
    const RunFolder run;
    ObservationWriter writer(run.log(), run.secrets, atOnce);
    writer.hear({app(u"shop"_s)}, {}, source, start);
    QTRY_COMPARE(run.lines(), 1);
    Application retried = app(u"shop"_s);
    retried.retryCount = 1;
    writer.hear({retried}, {}, source, start + Seconds(60));
    QTRY_COMPARE(run.lines(), 2);
    ObservationTail tail(run.path());
    Observation seen = tail.look({}).changed.first();
    QCOMPARE(seen.at, start + Seconds(60));
    QCOMPARE(seen.since, start);
    writer.hear({app(u"shop"_s, HealthStatus::Healthy)}, {}, source, start + Seconds(90));
    QTRY_COMPARE(run.lines(), 3);
    QCOMPARE(tail.look({}).changed.first().since, start + Seconds(90));
}

void TestObservations::hidesCredentialsOfOthers()
{
    const RunFolder run;
    {
        ObservationWriter writer(run.log(), run.secrets, atOnce);
        const QString addresses[]
            = {u"https://oauth2:glpat-1@git.example.com/r.git"_s, u"https://ghp-2@git.example.com/r.git"_s,
                u"ssh://git:pw-3@git.example.com/r.git"_s, u"git@git.example.com:shop/r.git"_s};
        for (const QString &address : addresses) {
            Application shop = app(QString::number(address.size()));
            shop.repoUrl = address;
            writer.hear({shop}, {}, source, start);
        }
        QTRY_COMPARE(run.lines(), 4);
    }
    for (const char *credential : {"oauth2", "glpat-1", "ghp-2", "pw-3"})
        QVERIFY2(!run.bytes().contains(credential), credential);
    QCOMPARE(run.bytes().count("https://git.example.com/r.git"), 2);
    QVERIFY(run.bytes().contains("git@git.example.com:shop/r.git"));
}

void TestObservations::hidesSecrets()
{
    const RunFolder run;
    Application shop = app(u"shop"_s);
    const QString leak = u"cannot pull with hunter2"_s;
    shop.repoUrl = u"https://bot:hunter2@git.example.com/r.git"_s;
    shop.healthMessage = shop.operationMessage = leak;
    shop.labels.insert(u"note"_s, leak);
    shop.annotations.insert(u"argocd.argoproj.io/sync-options"_s, leak);
    shop.resources.append({.key = {{}, {}, u"Pod"_s, {}, u"web"_s}, .healthMessage = leak});
    shop.results.append({.key = {{}, {}, u"Pod"_s, {}, u"web"_s}, .status = u"SyncFailed"_s, .message = leak});
    shop.conditions.append({u"SyncError"_s, leak});
    {
        ObservationWriter writer(run.log(), run.secrets, atOnce);
        writer.hear({shop}, {}, source, start);
    }
    QCOMPARE(run.bytes().count("«secret»"), 7); // the address has none left
    QVERIFY(!run.bytes().contains("hunter2"));
}

void TestObservations::beginsAFileWithAll()
{
    const RunFolder run;
    ObservationWriter writer(run.log(4'000), run.secrets, atOnce);
    writer.hear({app(u"quiet"_s), app(u"shop"_s), app(u"went"_s)}, {}, source, start);
    QTRY_COMPARE(run.lines(), 3);
    writer.hear({}, {u"argocd/went"_s}, source, start);
    const QString previous = run.folder.filePath(u"observations.1.jsonl"_s);
    Application shop = app(u"shop"_s);
    for (int i = 0; !QFile::exists(previous); ++i) {
        QVERIFY(i < 200);
        shop.operationMessage = u"<%1>"_s.arg(i);
        writer.hear({shop}, {}, source, start + Seconds(i));
        QTRY_VERIFY(run.bytes().contains(shop.operationMessage.toUtf8()));
    }
    const auto look = ObservationTail(run.path()).look({}); // from this file alone
    QCOMPARE(names(look), QStringList({u"quiet"_s, u"shop"_s}));
    QCOMPARE(run.lines(), 2);
    QVERIFY(!QFile::exists(run.folder.filePath(u"observations.new.jsonl"_s)));
}

void TestObservations::beginsAnewWhenTakenUp()
{
    const RunFolder run;
    {
        ObservationWriter writer(run.log(), run.secrets, atOnce);
        writer.hear({app(u"old"_s)}, {}, source, start);
    }
    ObservationTail tail(run.path());
    QCOMPARE(names(tail.look({})), QStringList{u"old"_s});
    ObservationWriter writer(run.log(), run.secrets, atOnce);
    QCOMPARE(names(ObservationTail(run.path()).look({})), QStringList{u"old"_s}); // until something is seen
    writer.hear({app(u"new"_s)}, {}, source, start);
    QTRY_VERIFY(run.bytes().contains("new"));
    const auto look = tail.look({});
    QCOMPARE(names(look), QStringList{u"new"_s});
    QCOMPARE(look.removed, QStringList{u"argocd/old"_s});
}

void TestObservations::makesGoodWhatCouldNotBeWritten()
{
    const RunFolder run;
    const QString later = run.folder.filePath(u"later"_s);
    static std::atomic<int> complaints = 0;
    const auto usual = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
        complaints += text.contains(u"who looks on sees no change"_s) ? 1 : 0;
    });
    {
        ObservationWriter writer(ObservationLog(later, {.keepFree = 0}), run.secrets, atOnce);
        writer.hear({app(u"shop"_s)}, {}, source, start);
        QTRY_COMPARE(complaints, 1);
        writer.hear({app(u"web"_s)}, {}, source, start);
        QVERIFY(QDir().mkpath(later));
        writer.hear({app(u"last"_s)}, {}, source, start);
    }
    qInstallMessageHandler(usual);
    QCOMPARE(complaints, 1); // once is enough
    const QStringList all = names(ObservationTail(observationsPath(later)).look({}));
    QCOMPARE(all, QStringList({u"last"_s, u"shop"_s, u"web"_s}));
}

void TestObservations::tailTellsOnce()
{
    const RunFolder run;
    ObservationTail tail(run.path());
    QVERIFY(tail.look({}).changed.isEmpty()); // not there: nobody saw any yet
    QVERIFY(!tail.look({}).trouble);
    QVERIFY(run.put(line(app(u"shop"_s)) + line(app(u"web"_s))));
    QCOMPARE(names(tail.look({})), QStringList({u"shop"_s, u"web"_s}));
    QVERIFY(names(tail.look({})).isEmpty());
    const QByteArray next = line(app(u"shop"_s, HealthStatus::Healthy), start + Seconds(3));
    QVERIFY(run.put(next.first(40)));
    QVERIFY(names(tail.look({})).isEmpty()); // not whole yet
    QVERIFY(run.put(next.sliced(40)));
    const auto look = tail.look({});
    QCOMPARE(names(look), QStringList{u"shop"_s});
    QCOMPARE(look.at, start + Seconds(3));
    QVERIFY(run.put(observationToJson({start, {}, {}, {}, {u"argocd/shop"_s, u"argocd/other"_s}}) + '\n'));
    QCOMPARE(tail.look({}).removed, QStringList{u"argocd/shop"_s});
    QCOMPARE(tail.damaged(), 0);
}

void TestObservations::tailGoesOnBehindARotation()
{
    const RunFolder run;
    ObservationTail tail(run.path());
    QVERIFY(run.put(line(app(u"quiet"_s)) + line(app(u"shop"_s)) + line(app(u"went"_s))));
    QCOMPARE(names(tail.look({})).size(), 3);
    QVERIFY(QFile::rename(run.path(), run.folder.filePath(u"observations.1.jsonl"_s)));
    QVERIFY(tail.look({}).removed.isEmpty()); // between the two
    QVERIFY(run.put(line(app(u"quiet"_s)) + line(app(u"shop"_s, HealthStatus::Healthy)) + line(app(u"came"_s))));
    const auto look = tail.look({});
    QCOMPARE(names(look), QStringList({u"came"_s, u"shop"_s})); // what is as before is not told again
    QCOMPARE(look.removed, QStringList{u"argocd/went"_s});
    QVERIFY(run.put(line(app(u"shop"_s)), QIODevice::Truncate)); // synchronised by who writes in place
    QCOMPARE(tail.look({}).removed.size(), 2);
}

void TestObservations::tailReadsPastDamage()
{
    const RunFolder run;
    ObservationTail tail(run.path());
    QVERIFY(run.put("\xff\xfe{{\n\n[]\n" + line(app(u"shop"_s)).first(50) + '\n' + line(app(u"web"_s)) + "{\"at\":"));
    QCOMPARE(names(tail.look({})), QStringList{u"web"_s});
    QCOMPARE(tail.damaged(), 4);
    QVERIFY(run.put("7}\n" + line(app(u"last"_s))));
    QCOMPARE(names(tail.look({})), QStringList{u"last"_s});
    QCOMPARE(tail.damaged(), 5);
}

void TestObservations::tailSurvivesTrouble()
{
    const RunFolder run;
    ObservationTail tail(run.path());
    QVERIFY(run.put(line(app(u"shop"_s))));
    QCOMPARE(names(tail.look({})), QStringList{u"shop"_s});
    QVERIFY(QFile::remove(run.path()));
    QVERIFY(QDir().mkpath(run.path())); // there, and no file
    const auto look = tail.look({});
    QVERIFY(look.trouble);
    QVERIFY(look.removed.isEmpty());
    QVERIFY(QDir().rmdir(run.path()));
    QVERIFY(run.put(line(app(u"shop"_s)) + line(app(u"web"_s))));
    QCOMPARE(names(tail.look({})), QStringList{u"web"_s});
}

QTEST_GUILESS_MAIN(TestObservations)
#include "tst_observations.moc"
