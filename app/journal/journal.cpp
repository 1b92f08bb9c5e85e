#include "app/journal/journal.h"

#include "app/journal/journalline.h"
#include "app/journal/runfolders.h"
#include "models/run/eventjson.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace relight {

namespace {

Q_LOGGING_CATEGORY(journalLog, "relight.journal.journal")

// As mkdir -p, for this user's eyes only.
Result<> makePrivateFolders(const QString &path)
{
    if (QDir(path).exists())
        return {};
    if (const auto parent = makePrivateFolders(QFileInfo(path).path()); !parent)
        return parent;
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return std::unexpected(fileError(QStringLiteral("make the folder"), path, errno));
    return {};
}

Result<> makeRunFolder(const QString &stateFolder, const QString &folder)
{
    const QString runs = runsFolder(stateFolder);
    if (const auto made = makePrivateFolders(runs); !made)
        return made;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0)
        return PosixFile::syncFolder(runs);
    if (errno == EEXIST)
        return failure(ErrorCode::AlreadyExists,
            QStringLiteral("there is a run %1 already: take it up with \"relight resume %1\", or start this one under "
                           "another --run-id")
                .arg(QDir(folder).dirName()));
    return std::unexpected(fileError(QStringLiteral("make the folder"), folder, errno));
}

} // namespace

Journal::Journal(QString folder, RunLock lock)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
    , m_reserve(m_folder + QStringLiteral("/reserve"))
{
}

Result<Journal> Journal::create(const QString &stateFolder, const QString &runId, const LockHolder &holder)
{
    if (const auto valid = checkRunId(runId); !valid)
        return std::unexpected(valid.error());
    const QString folder = runFolder(stateFolder, runId);
    if (const auto made = makeRunFolder(stateFolder, folder); !made)
        return std::unexpected(made.error());
    const auto start = [&]() -> Result<Journal> {
        auto lock = RunLock::acquire(folder, holder);
        if (!lock)
            return std::unexpected(lock.error());
        Journal journal(folder, std::move(*lock));
        journal.m_reserve.make();
        if (const auto begun = journal.begin(runId); !begun)
            return std::unexpected(begun.error());
        return journal;
    };
    auto journal = start();
    if (!journal)
        QDir(folder).removeRecursively(); // made by us just now, and it never became a run
    return journal;
}

Result<> Journal::begin(const QString &runId)
{
    auto file = PosixFile::open(journalPath(m_folder), O_RDWR | O_CREAT);
    if (!file)
        return std::unexpected(file.error());
    m_file = std::move(*file);
    if (const auto cleared = m_file.truncate(0); !cleared)
        return cleared;
    QByteArray header;
    appendSealed(header, headerJson(runId));
    if (const auto written = put(header); !written)
        return written;
    m_size = header.size();
    return PosixFile::syncFolder(m_folder);
}

Result<Journal::Opened> Journal::open(const QString &stateFolder, const QString &runId, const LockHolder &holder)
{
    if (const auto valid = checkRunId(runId); !valid)
        return std::unexpected(valid.error());
    const QString folder = runFolder(stateFolder, runId);
    if (!QDir(folder).exists())
        return failure(ErrorCode::NotFound,
            QStringLiteral("there is no run %1 in %2; \"relight runs\" lists them")
                .arg(runId, runsFolder(stateFolder)));
    auto lock = RunLock::acquire(folder, holder);
    if (!lock)
        return std::unexpected(lock.error());
    Journal journal(folder, std::move(*lock));
    auto contents = readJournal(journalPath(folder));
    if (!contents)
        return std::unexpected(contents.error());
    if (contents->damage)
        return std::unexpected(*contents->damage);
    journal.m_reserve.make();
    if (contents->wholeBytes == 0) {
        // It died before its first line was whole; nothing was ever acknowledged.
        if (const auto begun = journal.begin(runId); !begun)
            return std::unexpected(begun.error());
        return Opened{std::move(journal), std::move(*contents)};
    }
    auto file = PosixFile::open(journalPath(folder), O_RDWR);
    if (!file)
        return std::unexpected(file.error());
    journal.m_file = std::move(*file);
    if (contents->tornBytes > 0) {
        if (const auto cut = journal.m_file.truncate(contents->wholeBytes); !cut)
            return std::unexpected(cut.error());
        qCWarning(journalLog).noquote() << QStringLiteral(
            "repaired the journal of run %1: cut off %2 bytes of a last line that was never whole")
                                               .arg(runId)
                                               .arg(contents->tornBytes);
    }
    // A killed writer may have written lines that it had not synced yet; whoever acts on them now needs them on disk.
    if (const auto synced = journal.m_file.syncData(); !synced)
        return std::unexpected(synced.error());
    journal.m_size = contents->wholeBytes;
    journal.m_sequence = contents->events.isEmpty() ? 0 : contents->events.last().sequence;
    return Opened{std::move(journal), std::move(*contents)};
}

Result<> Journal::append(const QList<RunEvent> &events)
{
    QByteArray bytes;
    qint64 sequence = m_sequence;
    for (const RunEvent &event : events) {
        if (event.sequence != ++sequence)
            return failure(ErrorCode::Invalid,
                QStringLiteral("event %1 cannot follow event %2 in the journal %3; nothing was written")
                    .arg(event.sequence)
                    .arg(sequence - 1)
                    .arg(m_folder));
        appendSealed(bytes, eventToJson(event));
    }
    if (bytes.isEmpty())
        return {};
    Result<> written = put(bytes);
    if (!written && isDiskFull(written.error()) && m_reserve.release()) {
        qCWarning(journalLog).noquote() << QStringLiteral(
            "the disk of %1 is full: the journal goes on in the space it had set aside")
                                               .arg(m_folder);
        written = put(bytes);
    }
    if (!written)
        return written;
    m_size += bytes.size();
    m_sequence = sequence;
    return {};
}

Result<> Journal::put(const QByteArray &bytes)
{
    if (m_leftover) {
        if (const auto cut = m_file.truncate(m_size); !cut)
            return cut;
        m_leftover = false;
    }
    Result<> done = m_file.writeAt(m_size, bytes);
    if (done)
        done = m_file.syncData();
    if (!done)
        m_leftover = !m_file.truncate(m_size);
    return done;
}

} // namespace relight
