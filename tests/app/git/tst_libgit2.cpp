// LibGit2 on repositories of this machine: the kept checkout, the work tree, files of a commit.

#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "tests/app/git/gitfixture.h"

#include <QDir>
#include <QTest>

using namespace relight;

class TestLibGit2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void remoteCommitFollowsABranch();
    void remoteSaysWhatIsMissing();
    void aFolderIsNoRemote();
    void aDamagedRepositoryIsThere();
    void checkoutMovesAndKeepsUntracked();
    void checkoutNamesWhatIsInTheWay();
    void checkoutBringsBackDeletedFiles();
    void checkoutRefusesAFolderOfOthers();
    void checkoutOfAKnownCommitNeedsNoServer();
    void checkoutFollowsAMovedRepository();
    void fetchLeavesTheWorkTree();
    void fetchLeavesAPersonsRefs();
    void unknownCommit();
    void filesOfACommit();
    void workTreeStates();
    void workTreeOfNothing();
    void pulledStopCancels();

private:
    GitAccess access() const { return {m_fixture->bare(), {}, {}, {}, {}}; }
    QString checkoutPath() const { return m_fixture->path(QStringLiteral("kept/fleet")); }
    Result<> checkOut(const QString &commit) { return m_git->checkout(access(), checkoutPath(), commit, {}, {}); }

    SystemClock m_clock;
    std::unique_ptr<LibGit2> m_git;
    std::unique_ptr<GitFixture> m_fixture;
    QString m_first;
};

#define VERIFY_OK(result) QVERIFY2(result, qPrintable((result) ? QString() : (result).error().message))
#define COMPARE_ERROR(result, expected, words)                                                                         \
    do {                                                                                                               \
        QVERIFY(!(result));                                                                                            \
        QVERIFY2((result).error().message.contains(QLatin1String(words)), qPrintable((result).error().message));       \
        QCOMPARE((result).error().code, expected);                                                                     \
    } while (false)

void TestLibGit2::init()
{
    m_git = std::make_unique<LibGit2>(m_clock);
    m_fixture = std::make_unique<GitFixture>();
    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {}\n");
    m_fixture->write(QStringLiteral("clusters/production/app.yaml"), "one\n");
    m_first = m_fixture->commit(QStringLiteral("first"));
}

void TestLibGit2::cleanup()
{
    m_git.reset();
    m_fixture.reset();
}

void TestLibGit2::remoteCommitFollowsABranch()
{
    QCOMPARE(m_git->remoteCommit(access(), QStringLiteral("main"), {}).value_or(QString()), m_first);
    m_fixture->write(QStringLiteral("more.yaml"), "x\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    QVERIFY(second != m_first);
    QCOMPARE(m_git->remoteCommit(access(), QStringLiteral("main"), {}).value_or(QString()), second);
    QCOMPARE(m_git->remoteCommit(access(), QString(), {}).value_or(QString()), second);
    m_fixture->git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("-m"), QStringLiteral("v1"),
        QStringLiteral("v1"), m_first});
    m_fixture->git({QStringLiteral("push"), QStringLiteral("-q"), QStringLiteral("origin"), QStringLiteral("v1")});
    QCOMPARE(m_git->remoteCommit(access(), QStringLiteral("v1"), {}).value_or(QString()), m_first);
}

void TestLibGit2::remoteSaysWhatIsMissing()
{
    COMPARE_ERROR(m_git->remoteCommit(access(), QStringLiteral("release"), {}), ErrorCode::NotFound,
        "no branch or tag \"release\"");
    GitAccess gone = access();
    gone.url += QStringLiteral(".gone");
    COMPARE_ERROR(m_git->remoteCommit(gone, QStringLiteral("main"), {}), ErrorCode::NotFound,
        "there is no repository at this address");
    const GitFixture empty;
    COMPARE_ERROR(m_git->remoteCommit({empty.bare(), {}, {}, {}, {}}, QString(), {}), ErrorCode::NotFound, "no commit");
}

void TestLibGit2::aFolderIsNoRemote()
{
    for (const QString &place : {m_fixture->path(QStringLiteral("clusters")), m_fixture->path(QStringLiteral("none")),
             QStringLiteral("file://") + m_fixture->path(QStringLiteral("clusters"))})
        COMPARE_ERROR(m_git->remoteCommit({place, {}, {}, {}, {}}, QStringLiteral("main"), {}), ErrorCode::NotFound,
            "there is no repository at this address");
    QCOMPARE(
        m_git->remoteCommit({QStringLiteral("file://") + m_fixture->bare(), {}, {}, {}, {}}, QStringLiteral("main"), {})
            .value_or(QString()),
        m_first);
}

void TestLibGit2::aDamagedRepositoryIsThere()
{
    const QString work = m_fixture->path(QStringLiteral("damaged"));
    QVERIFY(QDir().mkpath(work));
    QFile link(work + QStringLiteral("/.git"));
    QVERIFY(link.open(QIODevice::WriteOnly) && link.write("gitdirectory\n") > 0);
    link.close();
    const auto commit = m_git->remoteCommit({work, {}, {}, {}, {}}, QStringLiteral("main"), {});
    QVERIFY(!commit && commit.error().code != ErrorCode::NotFound);
    QVERIFY2(commit.error().message.contains(QLatin1String(".git` file")), qPrintable(commit.error().message));
}

void TestLibGit2::checkoutMovesAndKeepsUntracked()
{
    QList<GitProgress> heard;
    const auto cloned
        = m_git->checkout(access(), checkoutPath(), m_first, [&](const GitProgress &now) { heard.append(now); }, {});
    VERIFY_OK(cloned);
    QCOMPARE(readAll(checkoutPath() + QStringLiteral("/clusters/production/app.yaml")), "one\n");
    QVERIFY(!heard.isEmpty());
    QVERIFY(heard.last().totalObjects > 0);
    QCOMPARE(heard.last().receivedObjects, heard.last().totalObjects);
    QCOMPARE(QDir(m_fixture->path(QStringLiteral("kept"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
        QStringList{QStringLiteral("fleet")});

    QFile state(checkoutPath() + QStringLiteral("/terraform.tfstate"));
    QVERIFY(state.open(QIODevice::WriteOnly) && state.write("state") == 5);
    state.close();
    m_fixture->write(QStringLiteral("clusters/production/app.yaml"), "two\n");
    m_fixture->write(QStringLiteral("new.yaml"), "new\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    VERIFY_OK(checkOut(second));
    QCOMPARE(readAll(checkoutPath() + QStringLiteral("/clusters/production/app.yaml")), "two\n");
    QCOMPARE(readAll(state.fileName()), "state");
    VERIFY_OK(checkOut(m_first)); // and back
    QCOMPARE(readAll(checkoutPath() + QStringLiteral("/clusters/production/app.yaml")), "one\n");
    QVERIFY(!QFile::exists(checkoutPath() + QStringLiteral("/new.yaml")));
    QCOMPARE(readAll(state.fileName()), "state");
}

void TestLibGit2::checkoutNamesWhatIsInTheWay()
{
    VERIFY_OK(checkOut(m_first));
    const QString file = checkoutPath() + QStringLiteral("/clusters/production/app.yaml");
    QFile changed(file);
    QVERIFY(changed.open(QIODevice::WriteOnly) && changed.write("mine\n") == 5);
    changed.close();
    m_fixture->write(QStringLiteral("clusters/production/app.yaml"), "two\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    const auto moved = checkOut(second);
    COMPARE_ERROR(moved, ErrorCode::Conflict, "clusters/production/app.yaml");
    QCOMPARE(readAll(file), "mine\n");
    QCOMPARE(m_git->workTree(file, {}).value_or(WorkTreeStatus{}).headCommit, m_first); // nothing moved
}

void TestLibGit2::checkoutBringsBackDeletedFiles()
{
    VERIFY_OK(checkOut(m_first));
    QVERIFY(QFile::remove(checkoutPath() + QStringLiteral("/recovery.yaml")));
    VERIFY_OK(checkOut(m_first));
    QCOMPARE(readAll(checkoutPath() + QStringLiteral("/recovery.yaml")), "recovery: {}\n");
}

void TestLibGit2::checkoutRefusesAFolderOfOthers()
{
    QVERIFY(QDir().mkpath(checkoutPath()));
    VERIFY_OK(checkOut(m_first)); // empty: fine
    QVERIFY(QDir(checkoutPath()).removeRecursively());
    QVERIFY(QDir().mkpath(checkoutPath() + QStringLiteral("/diary")));
    COMPARE_ERROR(checkOut(m_first), ErrorCode::Conflict, "is not a Git repository");
    QVERIFY(QFile::exists(checkoutPath() + QStringLiteral("/diary")));
}

void TestLibGit2::checkoutOfAKnownCommitNeedsNoServer()
{
    VERIFY_OK(checkOut(m_first));
    QVERIFY(QFile::rename(m_fixture->bare(), m_fixture->path(QStringLiteral("away.git"))));
    VERIFY_OK(checkOut(m_first));
}

void TestLibGit2::checkoutFollowsAMovedRepository()
{
    VERIFY_OK(checkOut(m_first));
    m_fixture->write(QStringLiteral("new.yaml"), "new\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    const QString away = m_fixture->path(QStringLiteral("away.git"));
    QVERIFY(QFile::rename(m_fixture->bare(), away));
    VERIFY_OK(m_git->checkout({away, {}, {}, {}, {}}, checkoutPath(), second, {}, {}));
    QCOMPARE(runProgram(QStringLiteral("git"),
                 {QStringLiteral("remote"), QStringLiteral("get-url"), QStringLiteral("origin")}, checkoutPath()),
        away.toUtf8());
}

void TestLibGit2::fetchLeavesTheWorkTree()
{
    VERIFY_OK(checkOut(m_first));
    m_fixture->write(QStringLiteral("clusters/production/app.yaml"), "two\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    VERIFY_OK(m_git->fetch(access(), checkoutPath(), second, {}, {}));
    QCOMPARE(readAll(checkoutPath() + QStringLiteral("/clusters/production/app.yaml")), "one\n");
    QCOMPARE(
        m_git->readFile(checkoutPath(), second, QStringLiteral("clusters/production/app.yaml")).value_or(QByteArray()),
        "two\n");
    COMPARE_ERROR(m_git->fetch(access(), m_fixture->path(QStringLiteral("nowhere")), second, {}, {}),
        ErrorCode::NotFound, "is not a Git repository");
}

// A clone of a fork with tags of its own: what was there before is there after, byte for byte.
void TestLibGit2::fetchLeavesAPersonsRefs()
{
    const QString mine = m_fixture->path(QStringLiteral("mine"));
    const auto git
        = [&](const QString &words) { return runProgram(QStringLiteral("git"), words.split(QLatin1Char(' ')), mine); };
    runProgram(QStringLiteral("git"), {QStringLiteral("clone"), QStringLiteral("-q"), m_fixture->bare(), mine});
    git(QStringLiteral("tag v1 %1").arg(m_first));
    git(QStringLiteral("fetch -q origin"));
    const QByteArray fetchHead = readAll(mine + QStringLiteral("/.git/FETCH_HEAD"));
    QVERIFY(!fetchHead.isEmpty());
    const QString refs = QStringLiteral("for-each-ref refs/heads refs/tags refs/remotes");
    const QByteArray before = git(refs), config = readAll(mine + QStringLiteral("/.git/config"));

    m_fixture->write(QStringLiteral("new.yaml"), "new\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    for (const QString &tag : {QStringLiteral("v1"), QStringLiteral("v2")})
        m_fixture->git({QStringLiteral("tag"), tag, second});
    m_fixture->git({QStringLiteral("push"), QStringLiteral("-q"), QStringLiteral("--tags"), QStringLiteral("origin"),
        QStringLiteral("HEAD:refs/heads/only-upstream")});
    VERIFY_OK(m_git->fetch(access(), mine, second, {}, {}));
    QCOMPARE(m_git->readFile(mine, second, QStringLiteral("new.yaml")).value_or(QByteArray()), "new\n");
    QCOMPARE(git(refs), before);
    QCOMPARE(readAll(mine + QStringLiteral("/.git/FETCH_HEAD")), fetchHead);
    QCOMPARE(readAll(mine + QStringLiteral("/.git/config")), config);
    // Held all the same: git does not clear it away.
    QCOMPARE(git(QStringLiteral("for-each-ref --format=%(refname) --contains %1").arg(second)),
        "refs/relight/heads/main\nrefs/relight/heads/only-upstream\nrefs/relight/tags/v1\nrefs/relight/tags/v2");
}

void TestLibGit2::unknownCommit()
{
    COMPARE_ERROR(checkOut(QString(40, QLatin1Char('1'))), ErrorCode::NotFound, "111111111111 is not in");
    QVERIFY(!QFile::exists(checkoutPath()));
    COMPARE_ERROR(checkOut(QStringLiteral("main")), ErrorCode::Invalid, "40 hexadecimal digits");
}

void TestLibGit2::filesOfACommit()
{
    const QString work = m_fixture->work();
    QCOMPARE(
        m_git->readFile(work, m_first, QStringLiteral("./recovery.yaml")).value_or(QByteArray()), "recovery: {}\n");
    COMPARE_ERROR(
        m_git->readFile(work, m_first, QStringLiteral("apps/root.yaml")), ErrorCode::NotFound, "apps/root.yaml");
    COMPARE_ERROR(m_git->readFile(work, m_first, QStringLiteral("clusters")), ErrorCode::Invalid, "is a folder");
    COMPARE_ERROR(m_git->readFile(work, QString(40, QLatin1Char('1')), QStringLiteral("a")), ErrorCode::NotFound,
        "not in this copy");
    m_fixture->write(QStringLiteral("clusters/staging/x.yaml"), "x\n");
    const QString second = m_fixture->commit(QStringLiteral("second"));
    QCOMPARE(m_git->listFiles(work, second, QStringLiteral("clusters/")).value_or(QStringList()),
        (QStringList{QStringLiteral("clusters/production/app.yaml"), QStringLiteral("clusters/staging/x.yaml")}));
    QCOMPARE(m_git->listFiles(work, second, QString()).value_or(QStringList()).size(), 3);
    QCOMPARE(m_git->listFiles(m_fixture->bare(), second, QStringLiteral("clusters")).value_or(QStringList()).size(), 2);
    COMPARE_ERROR(m_git->listFiles(work, second, QStringLiteral("recovery.yaml")), ErrorCode::Invalid, "is a file");
    QMap<QString, QByteArray> contents;
    const auto isWanted = [](const QString &path) { return !path.endsWith(u"app.yaml"); };
    const auto take = [&](const QString &path, const QByteArray &content) { contents.insert(path, content); };
    VERIFY_OK(m_git->readFiles(work, second, QStringLiteral("./clusters"), isWanted, take));
    QCOMPARE(contents, (QMap<QString, QByteArray>{{QStringLiteral("clusters/staging/x.yaml"), "x\n"}}));
    VERIFY_OK(m_git->readFiles(work, m_first, QString(), isWanted, take));
    QCOMPARE(contents.value(QStringLiteral("recovery.yaml")), "recovery: {}\n");
    COMPARE_ERROR(m_git->readFiles(work, second, QStringLiteral("none"), isWanted, take), ErrorCode::NotFound, "none");
    // The same tree at both commits, told by its id.
    const auto before = m_git->objectId(work, m_first, QStringLiteral("clusters/production"));
    VERIFY_OK(before);
    QCOMPARE(*before,
        QString::fromLatin1(
            m_fixture->git({QStringLiteral("rev-parse"), m_first + QStringLiteral(":clusters/production")})));
    QCOMPARE(m_git->objectId(work, second, QStringLiteral("clusters/production")).value_or(QString()), *before);
    COMPARE_ERROR(m_git->objectId(work, second, QStringLiteral("nope")), ErrorCode::NotFound, "nope");
}

void TestLibGit2::workTreeStates()
{
    const QString manifest = m_fixture->work() + QStringLiteral("/recovery.yaml");
    const QStringList paths{QStringLiteral("clusters/production"), QStringLiteral("recovery.yaml")};
    auto status = m_git->workTree(manifest, paths);
    VERIFY_OK(status);
    QCOMPARE(status->root, QDir(m_fixture->work()).canonicalPath());
    QCOMPARE(status->headCommit, m_first);
    QCOMPARE(status->branch, QStringLiteral("main"));
    QVERIFY(status->manifestCommitted && status->pushed && status->changed.isEmpty());

    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {format: 1}\n");
    m_fixture->write(QStringLiteral("clusters/production/untracked[1].yaml"), "x\n");
    m_fixture->write(QStringLiteral("elsewhere.yaml"), "not asked\n");
    QVERIFY(QFile::remove(m_fixture->work() + QStringLiteral("/clusters/production/app.yaml")));
    status = m_git->workTree(manifest, paths);
    VERIFY_OK(status);
    QVERIFY(!status->manifestCommitted);
    QCOMPARE(status->changed,
        (QStringList{QStringLiteral("clusters/production/app.yaml"),
            QStringLiteral("clusters/production/untracked[1].yaml"), QStringLiteral("recovery.yaml")}));
    QVERIFY(m_git->workTree(manifest, {QStringLiteral(".")})->changed.contains(QStringLiteral("elsewhere.yaml")));
    QVERIFY(m_git->workTree(manifest, {})->changed.isEmpty());

    m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")});
    QVERIFY(!m_git->workTree(manifest, paths)->manifestCommitted); // staged is not committed
    m_fixture->git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("second")});
    status = m_git->workTree(manifest, paths);
    QVERIFY(status->manifestCommitted && !status->pushed && status->changed.isEmpty());
    m_fixture->git({QStringLiteral("push"), QStringLiteral("-q")});
    m_fixture->git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("--detach"), m_first});
    status = m_git->workTree(manifest, paths);
    QVERIFY(status->pushed && status->branch.isEmpty()); // an ancestor of what was pushed
}

void TestLibGit2::workTreeOfNothing()
{
    COMPARE_ERROR(m_git->workTree(m_fixture->path(QStringLiteral("recovery.yaml")), {}), ErrorCode::NotFound,
        "is in no Git work tree");
    COMPARE_ERROR(m_git->workTree(m_fixture->path(QStringLiteral("no/such/recovery.yaml")), {}), ErrorCode::NotFound,
        "no folder");
    COMPARE_ERROR(
        m_git->workTree(m_fixture->bare() + QStringLiteral("/HEAD"), {}), ErrorCode::NotFound, "bare repository");
}

void TestLibGit2::pulledStopCancels()
{
    std::stop_source stop;
    stop.request_stop();
    COMPARE_ERROR(
        m_git->checkout(access(), checkoutPath(), m_first, {}, {stop.get_token()}), ErrorCode::Cancelled, "cancelled");
    m_git.reset(); // joins what was left
    QVERIFY(!QFile::exists(checkoutPath()));
}

QTEST_GUILESS_MAIN(TestLibGit2)
#include "tst_libgit2.moc"
