#include "app/session/localmanifest.h"

#include "app/integrations/git/gitlines.h"
#include "app/session/runsetup.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace relight {

using namespace std::chrono_literals;

struct LocalManifest::Seen
{
    std::optional<QByteArray> bytes; // none: it cannot be read, or is gone
    std::optional<WorkTreeStatus> tree;
};

namespace {

Result<QByteArray> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Storage, QStringLiteral("Cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

// On disk under a new name first, then in one go in its place.
Result<> writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QFileInfo(path).isWritable() && QFileInfo::exists(path))
        return failure(ErrorCode::Storage,
            QStringLiteral("%1 is read-only: change its permissions (chmod u+w), then save again").arg(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Storage,
            QStringLiteral("%1 was not saved, it is as it was before: %2").arg(path, file.errorString()));
    return {};
}

QByteArray withoutCarriageReturns(QByteArray bytes)
{
    return bytes.replace("\r\n", "\n");
}

ManifestCheck examine(const QString &path, const QByteArray &bytes, quint64 revision)
{
    LoadedManifest read = readManifest(path, bytes);
    ManifestCheck check;
    check.revision = revision;
    check.name = read.manifest ? read.manifest->name : QString();
    check.diagnostics = std::move(read.diagnostics);
    check.plan = std::move(read.plan);
    return check;
}

} // namespace

LocalManifest::LocalManifest(Git &git, WorkFiles &files, const QString &path, const QByteArray &bytes)
    : m_git(git)
    , m_files(files)
    , m_path(QFileInfo(path).canonicalFilePath()) // of a link: the file itself is saved and committed
{
    if (m_path.isEmpty())
        m_path = QFileInfo(path).absoluteFilePath();
    m_status.path = m_path;
    take(bytes);
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    m_settle.setSingleShot(true);
    m_settle.setInterval(200ms);
    connect(&m_pause, &QTimer::timeout, this, &LocalManifest::checkNow);
    connect(&m_settle, &QTimer::timeout, this, &LocalManifest::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    watch();
    look();
    checkNow();
}

// A file that is replaced by another of its name is watched no more.
void LocalManifest::watch()
{
    if (!m_watcher.files().contains(m_path) && QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
    if (m_watcher.directories().isEmpty())
        m_watcher.addPath(QFileInfo(m_path).absolutePath());
}

void LocalManifest::take(const QByteArray &bytes)
{
    m_onDisk = bytes;
    m_origin = manifestText(bytes);
    m_text = m_origin.text;
    m_status.locked = m_origin.locked;
    m_status.note = m_origin.note;
    m_status.modified = false;
    m_status.changedOnDisk = false;
}

void LocalManifest::setText(const QString &text)
{
    if (!m_origin.locked.isEmpty() || text == m_text)
        return;
    m_text = text;
    ++m_revision;
    m_pause.start();
    updateModified();
}

void LocalManifest::updateModified()
{
    const bool modified = m_text != m_origin.text;
    if (std::exchange(m_status.modified, modified) != modified)
        Q_EMIT statusChanged();
}

// One at a time; an answer for an older text is dropped, and the text as it is then is checked.
void LocalManifest::checkNow()
{
    m_pause.stop();
    if (std::exchange(m_checking, true))
        return;
    const QByteArray bytes = m_origin.locked.isEmpty() ? m_text.toUtf8() : m_onDisk;
    m_work.add([this, path = m_path, bytes, revision = m_revision]() -> SerialWork::Answer {
        return [this, check = examine(path, bytes, revision)] {
            m_checking = false;
            if (check.revision != m_revision) {
                if (!m_pause.isActive())
                    checkNow();
                return;
            }
            m_check = check;
            Q_EMIT checked(m_check);
        };
    });
}

void LocalManifest::refresh()
{
    look();
}

void LocalManifest::look()
{
    m_work.add([this, path = m_path]() -> SerialWork::Answer {
        Seen seen;
        if (auto bytes = readWhole(path))
            seen.bytes = std::move(*bytes);
        if (auto tree = m_git.workTree(path, {}))
            seen.tree = std::move(*tree);
        return [this, seen] { heard(seen); };
    });
}

void LocalManifest::heard(const Seen &seen)
{
    watch();
    ManifestStatus next = m_status;
    next.changedOnDisk = !seen.bytes || *seen.bytes != m_onDisk;
    next.repositoryPath = seen.tree ? QDir(seen.tree->root).relativeFilePath(m_path) : QString();
    next.branch = seen.tree ? seen.tree->branch : QString();
    next.headCommit = seen.tree ? seen.tree->headCommit : QString();
    next.committed = seen.tree && seen.tree->manifestCommitted;
    if (next == m_status)
        return;
    m_status = next;
    Q_EMIT statusChanged();
}

void LocalManifest::setBusy(bool busy)
{
    if (std::exchange(m_status.busy, busy) != busy)
        Q_EMIT statusChanged();
}

void LocalManifest::refuse(Deed deed, const Error &error)
{
    if (deed == Deed::Save || deed == Deed::Commit) // the others do not write, and may fail while one of these does
        setBusy(false);
    Q_EMIT failed(deed, error);
}

void LocalManifest::save(bool overOthers)
{
    if (m_status.busy)
        return;
    if (!m_origin.locked.isEmpty())
        return refuse(Deed::Save, {ErrorCode::Invalid, m_origin.locked, {}, 0});
    setBusy(true);
    const QByteArray bytes = manifestBytes(m_text, m_origin);
    m_work.add([this, path = m_path, text = m_text, bytes, known = m_onDisk, overOthers]() -> SerialWork::Answer {
        const auto fail = [this](const Error &error) -> SerialWork::Answer {
            return [this, error] {
                refuse(Deed::Save, error);
                look();
            };
        };
        if (!overOthers) {
            const auto there = readWhole(path);
            if (!there || *there != known)
                return fail({ErrorCode::Conflict,
                    tr("%1 was changed by someone else since it was read here, so it was not saved. Read it again, or "
                       "save over it.")
                        .arg(path),
                    {}, 0});
        }
        if (const auto written = writeWhole(path, bytes); !written)
            return fail(written.error());
        return [this, text, bytes] {
            m_onDisk = bytes;
            m_origin = manifestText(bytes);
            m_status.note.clear();
            m_status.locked = m_origin.locked; // it may have grown too large
            m_status.changedOnDisk = false;
            m_status.modified = m_text != text; // typing went on
            m_status.busy = false;
            Q_EMIT statusChanged();
            Q_EMIT saved();
            look();
        };
    });
}

void LocalManifest::commit(const QString &message)
{
    if (m_status.busy)
        return;
    setBusy(true);
    m_work.add([this, path = m_path, message]() -> SerialWork::Answer {
        auto done = m_files.commitFile(path, message);
        return [this, done = std::move(done)] {
            if (!done)
                return refuse(Deed::Commit, done.error());
            setBusy(false);
            Q_EMIT committed(*done);
            look();
        };
    });
}

void LocalManifest::askDiff()
{
    m_work.add([this, path = m_path, text = m_text, revision = m_revision]() -> SerialWork::Answer {
        const auto head = m_files.headFile(path);
        const bool fresh = !head && head.error().code == ErrorCode::NotFound && m_git.workTree(path, {});
        if (!head && !fresh) // in Git, but not committed yet: all of it is new
            return [this, error = head.error()] { refuse(Deed::Diff, error); };
        auto lines = diffLines(fresh ? QByteArray() : withoutCarriageReturns(*head), text.toUtf8());
        return [this, lines = std::move(lines), revision] {
            if (!lines)
                return refuse(Deed::Diff, lines.error());
            Q_EMIT diffed(revision, *lines);
        };
    });
}

void LocalManifest::reload()
{
    m_work.add([this, path = m_path]() -> SerialWork::Answer {
        auto bytes = readWhole(path);
        return [this, bytes = std::move(bytes)] {
            if (!bytes)
                return refuse(Deed::Read, bytes.error());
            take(*bytes);
            ++m_revision;
            Q_EMIT textReplaced();
            Q_EMIT statusChanged();
            checkNow();
            look();
        };
    });
}

} // namespace relight
