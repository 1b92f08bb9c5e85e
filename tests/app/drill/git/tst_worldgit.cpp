// The drill's Git server against the real client, each on a thread of its own.

#include "app/drill/world/git/estate/estate.h"
#include "app/drill/world/git/gitserver.h"
#include "app/drill/world/git/gunzip.h"
#include "app/drill/world/git/pktline.h"
#include "app/drill/world/git/repository.h"
#include "app/drill/world/git/uploadpack.h"
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/iothread.h"
#include "app/integrations/io/systemclock.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

#define VERIFY_OK(result) QVERIFY2(result, qPrintable((result) ? QString() : (result).error().message))

class TestWorldGit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sameFilesSameCommit();
    void refusedPath();
    void remoteCommit();
    void checkoutAndRead();
    void fetchIntoPersonsRepository();
    void laterCommit();
    void commitThatIsNotThere();
    void gitDown();
    void gitProgram();
    void largeEstate();
    void packetLines();
    void unpackedBodies();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    GitAccess access() const { return {m_server->url().toString(), {}, {}, {}, {}}; }
    void serve(const RepositoryFiles &files, const QString &revision = u"main"_s);

    SystemClock m_clock;
    const LibGit2 m_kept{m_clock}; // libgit2 stays up until every thread that used it has ended and given back its part
    std::unique_ptr<LibGit2> m_git;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<World> m_world;
    std::unique_ptr<IoThread> m_thread; // the world's
    std::unique_ptr<GitServer> m_server;
};

void TestWorldGit::serve(const RepositoryFiles &files, const QString &revision)
{
    m_world->repository = files;
    VERIFY_OK(makeRepository(path(u"repo.git"_s), m_world->repository, revision));
    Result<quint16> port = 0;
    m_thread->runAndWait([&] {
        m_server = std::make_unique<GitServer>(*m_world, path(u"repo.git"_s));
        port = m_server->listen();
    });
    VERIFY_OK(port);
    QCOMPARE(m_world->addresses.git, *port);
}

void TestWorldGit::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_git = std::make_unique<LibGit2>(m_clock, LibGit2::Limits{Milliseconds{5'000}, Milliseconds{10'000}});
    m_world = std::make_unique<World>(RecoveryManifest{}, Timestamp{}, 1);
    m_thread = std::make_unique<IoThread>(u"world"_s);
    serve({{}, {{u"apps/root.yaml"_s, "kind: Application\n"}, {u"ops/run.sh"_s, "#!/bin/sh\n"}}});
}

void TestWorldGit::cleanup()
{
    m_git.reset();
    m_thread->runAndWait([this] { m_server.reset(); });
    m_thread.reset();
    m_world.reset();
    m_folder.reset();
}

void TestWorldGit::sameFilesSameCommit()
{
    RepositoryFiles again{{}, m_world->repository.files};
    VERIFY_OK(makeRepository(path(u"again.git"_s), again));
    QCOMPARE(again.commit, m_world->repository.commit);
    QCOMPARE(again.commit.size(), 40);
    VERIFY_OK(makeRepository(path(u"again.git"_s), again)); // over itself
    QCOMPARE(again.commit, m_world->repository.commit);
    again.files[u"apps/root.yaml"_s] = "kind: ApplicationSet\n";
    VERIFY_OK(makeRepository(path(u"other.git"_s), again));
    QVERIFY(again.commit != m_world->repository.commit);
    QCOMPARE(branchFor(u"v1.2"_s), u"refs/heads/v1.2"_s);
    QCOMPARE(branchFor(u"bad..name"_s), u"refs/heads/main"_s);
}

void TestWorldGit::refusedPath()
{
    RepositoryFiles files{{}, {{u"a/../../b"_s, "x"}}};
    const auto made = makeRepository(path(u"bad.git"_s), files);
    QVERIFY(!made);
    QVERIFY(files.commit.isEmpty());
}

void TestWorldGit::remoteCommit()
{
    for (const QString &revision : {u"main"_s, u"HEAD"_s, QString(), u"refs/heads/main"_s}) {
        const auto commit = m_git->remoteCommit(access(), revision, {});
        VERIFY_OK(commit);
        QCOMPARE(*commit, m_world->repository.commit);
    }
    const auto none = m_git->remoteCommit(access(), u"staging"_s, {});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
    GitAccess elsewhere = access();
    elsewhere.url.replace("repo.git"_L1, "other.git"_L1);
    QCOMPARE(m_git->remoteCommit(elsewhere, {}, {}).error().code, ErrorCode::NotFound);
}

void TestWorldGit::checkoutAndRead()
{
    const QString commit = m_world->repository.commit, kept = path(u"kept"_s);
    VERIFY_OK(m_git->checkout(access(), kept, commit, {}, {}));
    QCOMPARE(m_git->readFile(kept, commit, u"apps/root.yaml"_s).value_or(QByteArray()), "kind: Application\n");
    QCOMPARE(m_git->listFiles(kept, commit, {}).value_or(QStringList()).size(), 2);
    QVERIFY(QFile::permissions(kept + u"/ops/run.sh"_s) & QFile::ExeOwner);
    QVERIFY(!(QFile::permissions(kept + u"/apps/root.yaml"_s) & QFile::ExeOwner));
}

void TestWorldGit::fetchIntoPersonsRepository()
{
    RepositoryFiles own{{}, {{u"own.yaml"_s, "x\n"}}};
    VERIFY_OK(makeRepository(path(u"own"_s), own));
    const QString commit = m_world->repository.commit;
    VERIFY_OK(m_git->fetch(access(), path(u"own"_s), commit, {}, {}));
    QCOMPARE(
        m_git->readFile(path(u"own"_s), commit, u"apps/root.yaml"_s).value_or(QByteArray()), "kind: Application\n");
    QCOMPARE(m_git->readFile(path(u"own"_s), own.commit, u"own.yaml"_s).value_or(QByteArray()), "x\n");
}

void TestWorldGit::laterCommit()
{
    const QString first = m_world->repository.commit, kept = path(u"kept"_s);
    VERIFY_OK(m_git->checkout(access(), kept, first, {}, {}));
    Result<> done;
    m_thread->runAndWait([&] {
        // More haves than one round of the client's: it has a hundred commits of its own by then.
        for (int i = 0; i < 100 && done; ++i) {
            m_world->repository.files[u"apps/fix.yaml"_s] = "fix: " + QByteArray::number(i) + '\n';
            done = commit(path(u"repo.git"_s), m_world->repository, u"Fix %1"_s.arg(i));
            if (i == 98 && done)
                m_world->repository.files[u"last"_s] = m_world->repository.commit.toLatin1();
        }
    });
    VERIFY_OK(done);
    const QString last = m_world->repository.commit;
    QVERIFY(last != first);
    QCOMPARE(m_git->remoteCommit(access(), u"main"_s, {}).value_or(QString()), last);
    VERIFY_OK(m_git->checkout(access(), kept, last, {}, {}));
    QCOMPARE(m_git->readFile(kept, last, u"apps/fix.yaml"_s).value_or(QByteArray()), "fix: 99\n");
    // A hundred commits are there, and one more is asked for.
    m_thread->runAndWait([&] {
        m_world->repository.files[u"apps/fix.yaml"_s] = "fix: at last\n";
        done = commit(path(u"repo.git"_s), m_world->repository, u"Fix it at last"_s);
    });
    VERIFY_OK(done);
    VERIFY_OK(m_git->checkout(access(), kept, m_world->repository.commit, {}, {}));
    QCOMPARE(
        m_git->readFile(kept, m_world->repository.commit, u"apps/fix.yaml"_s).value_or(QByteArray()), "fix: at last\n");
}

void TestWorldGit::commitThatIsNotThere()
{
    const auto done = m_git->checkout(access(), path(u"kept"_s), QString(40, u'1'), {}, {});
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains("is not in"_L1), qPrintable(done.error().message));
    QCOMPARE(done.error().code, ErrorCode::NotFound);
}

void TestWorldGit::gitDown()
{
    m_thread->runAndWait([this] { m_world->faults.begin({u"down"_s, u"git-down"_s, {}}); });
    const auto refused = m_git->remoteCommit(access(), {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.contains("503"_L1), qPrintable(refused.error().message));
    m_thread->runAndWait([this] { m_world->faults.end(u"down"_s); });
    VERIFY_OK(m_git->remoteCommit(access(), {}, {}));
}

// Another reading of the protocol, where the program is at hand.
void TestWorldGit::gitProgram()
{
    QProcess git;
    git.start(u"git"_s, {u"clone"_s, u"-q"_s, access().url, path(u"by-git"_s)});
    if (!git.waitForStarted(10'000))
        QSKIP("there is no git program here");
    QVERIFY(git.waitForFinished(30'000));
    QVERIFY2(git.exitCode() == 0, git.readAllStandardError().constData());
    QVERIFY(QFile::exists(path(u"by-git/apps/root.yaml"_s)));
    Result<> done;
    m_thread->runAndWait([&] {
        m_world->repository.files[u"apps/more.yaml"_s] = "more\n";
        done = commit(path(u"repo.git"_s), m_world->repository, u"More"_s);
    });
    VERIFY_OK(done);
    git.start(u"git"_s, {u"-C"_s, path(u"by-git"_s), u"pull"_s, u"-q"_s});
    QVERIFY(git.waitForFinished(30'000));
    QVERIFY2(git.exitCode() == 0, git.readAllStandardError().constData());
    QVERIFY(QFile::exists(path(u"by-git/apps/more.yaml"_s)));
    git.start(u"git"_s, {u"-C"_s, path(u"repo.git"_s), u"fsck"_s, u"--strict"_s});
    QVERIFY(git.waitForFinished(30'000));
    QVERIFY2(git.exitCode() == 0, git.readAllStandardError().constData());
}

void TestWorldGit::largeEstate()
{
    RecoveryManifest manifest;
    manifest.gitops.repo = u"https://github.com/yourorg/gitops-repo.git"_s;
    QElapsedTimer timer;
    timer.start();
    RepositoryFiles files = estateFor(manifest, {{}, 10'000, 50'000});
    const qint64 estate = timer.restart();
    VERIFY_OK(makeRepository(path(u"large.git"_s), files));
    const qint64 repository = timer.restart();
    const auto pack = UploadPack(path(u"large.git"_s)).answer({{files.commit.toLatin1()}, true});
    VERIFY_OK(pack);
    const qint64 packing = timer.restart();
    m_thread->runAndWait([&] {
        m_server = std::make_unique<GitServer>(*m_world, path(u"large.git"_s));
        QVERIFY(m_server->listen());
    });
    VERIFY_OK(m_git->checkout(access(), path(u"kept"_s), files.commit, {}, {}));
    qInfo("%lld files: estate %lld ms, repository %lld ms, pack %lld ms (%lld bytes), checkout %lld ms",
        qint64(files.files.size()), estate, repository, packing, qint64(pack->size()), timer.elapsed());
    QCOMPARE(m_git->listFiles(path(u"kept"_s), files.commit, {}).value_or(QStringList()).size(), files.files.size());
    QVERIFY(estate + repository < 20'000); // 2 s without sanitizers, on a machine that does nothing else
}

void TestWorldGit::packetLines()
{
    QCOMPARE(packetLine("done\n"), "0009done\n");
    const QByteArray id(40, 'a');
    const auto request = readUploadRequest(packetLine("want " + id + " ofs-delta agent=x\n") + flushPacket
        + packetLine("have " + id) + packetLine("done"));
    QVERIFY(request);
    QCOMPARE(request->wants, QList<QByteArray>{id});
    QVERIFY(request->done);
    for (const QByteArray &bad :
        {QByteArray("00"), QByteArray("zzzz"), QByteArray("0003"), QByteArray("ffffwant"), packetLine("want 12"),
            packetLine("want"), packetLine("deepen 1"), packetLine("want " + QByteArray(40, 'Z'))})
        QVERIFY2(!readUploadRequest(bad), bad.constData());
}

void TestWorldGit::unpackedBodies()
{
    // "hello\n" as gzip writes it
    const QByteArray packed = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c9e7020020303a3606000000");
    QCOMPARE(gunzip(packed, 100).value_or(QByteArray()), "hello\n");
    QVERIFY(!gunzip(packed, 3));
    QVERIFY(!gunzip(packed.chopped(9), 100));
    QVERIFY(!gunzip("plain", 100));
}

QTEST_GUILESS_MAIN(TestWorldGit)
#include "tst_worldgit.moc"
