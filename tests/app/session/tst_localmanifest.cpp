// A manifest edited on disk and in a real repository: checked once typing rests, never saved over someone else's
// change, committed alone.
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "app/session/localmanifest.h"
#include "tests/app/git/gitfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace relight;

static const QByteArray good = "recovery:\n  cluster:\n    provisioner: existing\n  gitops:\n"
                               "    repo: https://git.example.com/fleet.git\n    path: clusters/edge\n";

class TestLocalManifest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void checksTheText();
    void dropsAnswersForOlderTexts();
    void savesAtomically();
    void refusesToSaveOverOthers();
    void seesWhatOthersDo();
    void staysReadOnly();
    void locksWhatIsNotUtf8();
    void keepsWindowsLineEnds();
    void tellsHowItStandsInGit();
    void commitsThisFileAlone();
    void commitRunsNoHookAndPushesNothing();
    void commitSaysWhyNot();
    void comparesWithHead();
    void livesOutsideGit();
    void isBusyUntilItsSaveEnds();
    void locksWhatGrewTooLarge();

private:
    std::unique_ptr<LocalManifest> open(const QString &path) const
    {
        return std::make_unique<LocalManifest>(*m_git, *m_git, path, readAll(path));
    }
    QString path() const { return m_fixture->work() + QStringLiteral("/recovery.yaml"); }
    QString head() const { return QString::fromLatin1(m_fixture->git({"rev-parse", "HEAD"})); }

    SystemClock m_clock;
    std::unique_ptr<LibGit2> m_git;
    std::unique_ptr<GitFixture> m_fixture;
};

void TestLocalManifest::init()
{
    m_git.reset();
    m_git = std::make_unique<LibGit2>(m_clock);
    m_fixture = std::make_unique<GitFixture>();
    m_fixture->write(QStringLiteral("recovery.yaml"), good);
    m_fixture->write(QStringLiteral("other.yaml"), "a: 1\n");
    m_fixture->commit(QStringLiteral("first"));
}

void TestLocalManifest::checksTheText()
{
    const auto document = open(path());
    QTRY_COMPARE(document->check().revision, 1);
    QVERIFY(document->check().plan);
    QCOMPARE(document->check().name, QStringLiteral("edge"));
    document->setText(QString::fromUtf8(good).replace(QStringLiteral("existing"), QStringLiteral("terrafrom")));
    QTRY_COMPARE(document->check().revision, 2);
    QVERIFY(document->check().hasErrors());
    QCOMPARE(document->check().diagnostics.first().at.line, 3);
    QVERIFY(document->status().modified);
    document->setText(QString::fromUtf8(good));
    QVERIFY(!document->status().modified);
}

void TestLocalManifest::dropsAnswersForOlderTexts()
{
    const auto document = open(path());
    QSignalSpy checked(document.get(), &ManifestDocument::checked);
    for (int i = 0; i < 20; ++i)
        document->setText(QString::fromUtf8(good) + QStringLiteral("# %1\n").arg(i));
    QTRY_COMPARE(document->check().revision, 21);
    for (const QList<QVariant> &told : std::as_const(checked))
        QCOMPARE(told.first().value<ManifestCheck>().revision, 21); // also the first text's answer came too late
}

void TestLocalManifest::savesAtomically()
{
    const auto document = open(path());
    QSignalSpy saved(document.get(), &ManifestDocument::saved);
    document->setText(QString::fromUtf8(good) + QStringLiteral("# a word\n"));
    document->save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(readAll(path()), good + "# a word\n");
    QVERIFY(!document->status().modified);
    QTRY_VERIFY(!document->status().committed);
    document->save(); // again, at once: its own change is nobody else's
    QTRY_COMPARE(saved.size(), 2);
    QVERIFY(!document->status().changedOnDisk);
}

void TestLocalManifest::refusesToSaveOverOthers()
{
    const auto document = open(path());
    QSignalSpy failed(document.get(), &ManifestDocument::failed);
    QSignalSpy saved(document.get(), &ManifestDocument::saved);
    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {}\n");
    document->setText(QString::fromUtf8(good) + QStringLiteral("# mine\n"));
    document->save();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(1).value<Error>().code, ErrorCode::Conflict);
    QCOMPARE(readAll(path()), QByteArray("recovery: {}\n"));
    QTRY_VERIFY(document->status().changedOnDisk);
    QVERIFY(document->status().modified);
    document->save(true);
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(readAll(path()), good + "# mine\n");
}

void TestLocalManifest::seesWhatOthersDo()
{
    const auto document = open(path());
    QTRY_VERIFY(document->status().inGit());
    QVERIFY(!document->status().changedOnDisk);
    m_fixture->write(QStringLiteral("recovery.yaml"), "recovery: {}\n");
    QTRY_VERIFY(document->status().changedOnDisk);
    QSignalSpy replaced(document.get(), &ManifestDocument::textReplaced);
    document->reload();
    QTRY_COMPARE(replaced.size(), 1);
    QCOMPARE(document->text(), QStringLiteral("recovery: {}\n"));
    QVERIFY(!document->status().changedOnDisk);
    QFile::remove(path());
    QTRY_VERIFY(document->status().changedOnDisk);
}

void TestLocalManifest::staysReadOnly()
{
    QFile::setPermissions(path(), QFile::ReadOwner);
    if (QFileInfo(path()).isWritable())
        QSKIP("the superuser may write everything");
    const auto document = open(path());
    QSignalSpy failed(document.get(), &ManifestDocument::failed);
    document->setText(QStringLiteral("x"));
    document->save();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().at(1).value<Error>().message.contains(QStringLiteral("read-only")));
    QCOMPARE(readAll(path()), good);
}

void TestLocalManifest::locksWhatIsNotUtf8()
{
    const QByteArray latin = "recovery:\n  name: M\xfcnchen\n";
    m_fixture->write(QStringLiteral("recovery.yaml"), latin);
    const auto document = open(path());
    QSignalSpy failed(document.get(), &ManifestDocument::failed);
    document->setText(QStringLiteral("x"));
    QCOMPARE(document->revision(), 1);
    document->save(true);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(readAll(path()), latin);
    QTRY_COMPARE(document->check().diagnostics.size(), 1);
    QCOMPARE(document->check().diagnostics.first().at.line, 2);
}

void TestLocalManifest::keepsWindowsLineEnds()
{
    m_fixture->write(QStringLiteral("recovery.yaml"), QByteArray(good).replace("\n", "\r\n"));
    const auto document = open(path());
    QSignalSpy saved(document.get(), &ManifestDocument::saved);
    document->setText(document->text() + QStringLiteral("# a word\n"));
    document->save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(readAll(path()), (good + "# a word\n").replace("\n", "\r\n"));
    QTRY_COMPARE(document->check().revision, 2);
    QVERIFY(document->check().plan);
}

void TestLocalManifest::tellsHowItStandsInGit()
{
    const auto document = open(path());
    QTRY_COMPARE(document->status().repositoryPath, QStringLiteral("recovery.yaml"));
    QVERIFY(document->status().committed);
    QVERIFY(!document->status().branch.isEmpty());
    m_fixture->git({"checkout", "-q", "--detach"});
    document->refresh();
    QTRY_VERIFY(document->status().branch.isEmpty());
    QVERIFY(document->status().inGit());
}

void TestLocalManifest::commitsThisFileAlone()
{
    m_fixture->write(QStringLiteral("other.yaml"), "a: 2\n");
    m_fixture->git({"add", "other.yaml"});
    const QString before = head();
    const auto document = open(path());
    QSignalSpy saved(document.get(), &ManifestDocument::saved), committed(document.get(), &ManifestDocument::committed);
    document->setText(QString::fromUtf8(good) + QStringLiteral("# why\n"));
    document->save();
    QTRY_COMPARE(saved.size(), 1);
    document->commit(QStringLiteral("Say why\n\nIt was not said."));
    QTRY_COMPARE(committed.size(), 1);
    QCOMPARE(head(), committed.first().first().toString());
    QCOMPARE(QString::fromLatin1(m_fixture->git({"rev-parse", "HEAD^"})), before);
    QCOMPARE(m_fixture->git({"log", "-1", "--format=%s|%b"}), QByteArray("Say why|It was not said."));
    QCOMPARE(m_fixture->git({"diff", "--name-only", "HEAD^", "HEAD"}), QByteArray("recovery.yaml"));
    QCOMPARE(m_fixture->git({"status", "--porcelain"}), QByteArray("M  other.yaml")); // still staged, and only that
    QTRY_VERIFY(document->status().committed);
}

void TestLocalManifest::commitRunsNoHookAndPushesNothing()
{
    const QString hook = m_fixture->work() + QStringLiteral("/.git/hooks/pre-commit");
    m_fixture->write(QStringLiteral(".git/hooks/pre-commit"), "#!/bin/sh\ntouch ../ran\nexit 1\n");
    QFile::setPermissions(hook, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray there = m_fixture->git({"ls-remote", "origin", "HEAD"});
    m_fixture->write(QStringLiteral("recovery.yaml"), good + "# x\n");
    const auto done = m_git->commitFile(path(), QStringLiteral("Change"), GitAuthor{"Ada", "ada@example.com"});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QVERIFY(!QFileInfo::exists(m_fixture->path(QStringLiteral("ran"))));
    QCOMPARE(m_fixture->git({"ls-remote", "origin", "HEAD"}), there);
    QCOMPARE(m_fixture->git({"log", "-1", "--format=%an <%ae>"}), QByteArray("Ada <ada@example.com>"));
}

void TestLocalManifest::commitSaysWhyNot()
{
    const auto says = [this](const QString &message, const char *words) {
        const auto done = m_git->commitFile(path(), message);
        if (done)
            return false;
        if (!done.error().message.contains(QLatin1String(words)))
            qWarning() << done.error().message;
        return done.error().message.contains(QLatin1String(words));
    };
    QVERIFY(says(QStringLiteral("x"), "Nothing to commit"));
    m_fixture->write(QStringLiteral("recovery.yaml"), good + "# x\n");
    QVERIFY(says(QStringLiteral("  \n"), "needs a message"));
    m_fixture->git({"config", "commit.gpgsign", "true"});
    QVERIFY(says(QStringLiteral("x"), "signed commits"));
    m_fixture->git({"config", "commit.gpgsign", "false"});
    m_fixture->git({"checkout", "-q", "--detach"});
    QVERIFY(says(QStringLiteral("x"), "on no branch"));
}

void TestLocalManifest::comparesWithHead()
{
    const auto document = open(path());
    QSignalSpy diffed(document.get(), &ManifestDocument::diffed);
    document->setText(QString::fromUtf8(good).replace(QStringLiteral("edge"), QStringLiteral("north")));
    document->askDiff();
    QTRY_COMPARE(diffed.size(), 1);
    const auto lines = diffed.first().at(1).value<QList<DiffLine>>();
    QCOMPARE(diffed.first().at(0).toULongLong(), document->revision());
    QCOMPARE(lines.size(), 7);
    QCOMPARE(lines.at(5), (DiffLine{DiffLine::Kind::Removed, 6, 0, QStringLiteral("    path: clusters/edge")}));
    QCOMPARE(lines.at(6), (DiffLine{DiffLine::Kind::Added, 0, 6, QStringLiteral("    path: clusters/north")}));
    QCOMPARE(lines.at(0), (DiffLine{DiffLine::Kind::Same, 1, 1, QStringLiteral("recovery:")}));
    document->setText(QString::fromUtf8(good));
    document->askDiff();
    QTRY_COMPARE(diffed.size(), 2);
    for (const DiffLine &line : diffed.last().at(1).value<QList<DiffLine>>())
        QCOMPARE(line.kind, DiffLine::Kind::Same);
}

void TestLocalManifest::livesOutsideGit()
{
    QTemporaryDir folder;
    const QString alone = folder.filePath(QStringLiteral("recovery.yaml"));
    QFile file(alone);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(good);
    file.close();
    const auto document = open(alone);
    QSignalSpy failed(document.get(), &ManifestDocument::failed), saved(document.get(), &ManifestDocument::saved);
    document->askDiff();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().at(1).value<Error>().message.contains(QStringLiteral("no Git work tree")));
    QVERIFY(!document->status().inGit());
    document->setText(QString::fromUtf8(good) + QStringLiteral("#\n"));
    document->save();
    QTRY_COMPARE(saved.size(), 1);
}

void TestLocalManifest::isBusyUntilItsSaveEnds()
{
    QTemporaryDir folder; // outside Git: no diff can be made
    const QString alone = folder.filePath(QStringLiteral("recovery.yaml"));
    QVERIFY(QFile::copy(path(), alone));
    const auto document = open(alone);
    QList<bool> busy;
    connect(document.get(), &ManifestDocument::failed, this,
        [&](ManifestDocument::Deed, const Error &) { busy << document->status().busy; });
    QSignalSpy saved(document.get(), &ManifestDocument::saved);
    document->askDiff();
    document->setText(QString::fromUtf8(good) + QStringLiteral("# mine\n"));
    document->save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(busy, QList<bool>{true}); // the diff failed first; a second save would meet the first one's file
    QVERIFY(!document->status().busy);
}

void TestLocalManifest::locksWhatGrewTooLarge()
{
    const auto document = open(path());
    QSignalSpy saved(document.get(), &ManifestDocument::saved);
    document->setText(QString::fromUtf8(good) + QStringLiteral("#\n").repeated(2'100'000));
    QVERIFY(document->status().locked.isEmpty());
    document->save();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(document->status().locked.contains(QStringLiteral("4 MiB"))); // no key would be taken any more
}

QTEST_GUILESS_MAIN(TestLocalManifest)
#include "tst_localmanifest.moc"
