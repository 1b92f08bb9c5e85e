// A repository that a person wants to look at: cloned in the background, then its manifest is opened. And the sample
// that is in the program, played.
#include "app/drill/scenarios.h"
#include "app/integrations/git/giturl.h"
#include "app/journal/runfolders.h"
#include "app/window/windowsession.h"
#include "ui/start/clonedialog.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>
#include <QUrl>

namespace relight {

// The nearest to the root; empty: there is none.
static QString manifestIn(const QString &folder)
{
    QString nearest;
    QDirIterator files(folder, {QStringLiteral("recovery-manifest.yaml")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (nearest.isEmpty() || file.count(u'/') < nearest.count(u'/')
            || (file.count(u'/') == nearest.count(u'/') && file < nearest))
            nearest = file;
    }
    return nearest;
}

// libgit2 damages the heap when it is to ask a local folder that is no repository.
static Result<> isThere(const QString &url)
{
    if (parseGitUrl(url).transport != GitUrl::Transport::Local)
        return {};
    const QString path = url.startsWith(QLatin1String("file://")) ? QUrl(url).toLocalFile() : url;
    if (QFile::exists(path + QStringLiteral("/HEAD")) || QFile::exists(path + QStringLiteral("/.git")))
        return {};
    return failure(ErrorCode::NotFound, WindowSession::tr("There is no Git repository at %1").arg(url));
}

static Result<> mayBeFilled(const QString &folder)
{
    if (!QDir::isAbsolutePath(folder))
        return failure(ErrorCode::Invalid, WindowSession::tr("%1 is no whole path: begin with /").arg(folder));
    if (QDir(folder).exists() && !QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
        return failure(
            ErrorCode::Conflict, WindowSession::tr("%1 holds files already: choose another folder").arg(folder));
    return {};
}

void WindowSession::clone(const CloneWish &wish)
{
    m_cloneStop = std::stop_source();
    GitAccess access;
    access.url = wish.url;
    access.username = wish.user;
    if (!wish.password.isEmpty())
        access.password = Secret(wish.password);
    const Call call{m_cloneStop.get_token()};
    const auto told = [this](const GitProgress &now) {
        postTo(m_cloneMailbox, [this, now] {
            if (CloneDialog *dialog = m_window.cloneDialog())
                dialog->showProgress(now.receivedObjects, now.totalObjects, now.receivedBytes);
        });
    };
    if (!m_git)
        m_git = std::make_unique<LibGit2>(m_clock);
    const bool begun = m_background.start([=, this]() -> Background::Answer {
        const auto fail = [this](const QString &message) -> Background::Answer {
            return [this, message] {
                if (CloneDialog *dialog = m_window.cloneDialog())
                    dialog->showProblem(message);
            };
        };
        if (const auto free = mayBeFilled(wish.folder); !free)
            return fail(free.error().message);
        if (const auto there = isThere(wish.url); !there)
            return fail(there.error().message);
        const auto commit = m_git->remoteCommit(access, wish.revision, call);
        if (!commit)
            return fail(commit.error().message);
        if (const auto done = m_git->checkout(access, wish.folder, *commit, told, call); !done)
            return fail(done.error().message);
        const QString manifest = manifestIn(wish.folder);
        if (manifest.isEmpty())
            return fail(tr("The repository is in %1, but there is no recovery-manifest.yaml in it: write one, or open "
                           "another file")
                    .arg(wish.folder));
        return [this, manifest] {
            if (CloneDialog *dialog = m_window.cloneDialog())
                dialog->accept();
            open(manifest);
        };
    });
    if (!begun && m_window.cloneDialog())
        m_window.cloneDialog()->showProblem(tr("Still busy with the last wish; try again in a moment"));
}

void WindowSession::playSample()
{
    QFile sample(QStringLiteral(":/relight/samples/drill.yaml"));
    const QString folder = stateFolder() + QStringLiteral("/sample");
    QSaveFile file(folder + QStringLiteral("/recovery-manifest.yaml"));
    const auto scenario = findScenario(QStringLiteral("everything-goes-well"));
    if (!scenario || !sample.open(QIODevice::ReadOnly) || !QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
        || file.write(sample.readAll()) < 0 || !file.commit())
        return m_window.showProblem(tr("The sample cannot be put into %1: %2").arg(folder, file.errorString()));
    drill(file.fileName(), {.scenario = *scenario});
}

} // namespace relight
