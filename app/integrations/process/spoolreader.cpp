#include "app/integrations/process/spoolreader.h"

#include "app/integrations/process/spooltail.h"
#include "app/integrations/process/supervisor/spoolformat.h"

#include <QFile>
#include <QtEndian>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

namespace relight {

static constexpr qint64 linesPerEntry = qint64(spool::linesPerIndexEntry);

static qint64 sizeOf(int fd)
{
    struct stat info = {};
    return fd >= 0 && ::fstat(fd, &info) == 0 ? qint64(info.st_size) : 0;
}

struct SpoolReader::Files
{
    int log = -1, index = -1;
    ~Files()
    {
        for (const int fd : {log, index}) {
            if (fd >= 0)
                ::close(fd);
        }
    }

    qint64 entries() const { return sizeOf(index) / 8; }
    qint64 offset(qint64 entry) const
    {
        quint64 bytes = 0;
        return ::pread(index, &bytes, sizeof bytes, entry * 8) == sizeof bytes ? qint64(qFromLittleEndian(bytes)) : 0;
    }

    // Whole lines of the log from `offset` on, until the callback says enough.
    void forEachLine(qint64 offset, const std::function<bool(std::string_view)> &line) const
    {
        QByteArray buffer(128 * 1024, Qt::Uninitialized);
        for (;;) {
            const ssize_t n = ::pread(log, buffer.data(), size_t(buffer.size()), offset);
            if (n <= 0)
                return;
            std::string_view bytes(buffer.constData(), size_t(n));
            size_t newline = bytes.find('\n');
            if (newline == bytes.npos) {
                if (n < buffer.size())
                    return;
                buffer.resize(2 * buffer.size());
                continue;
            }
            for (; newline != bytes.npos; newline = bytes.find('\n')) {
                if (!line(bytes.substr(0, newline)))
                    return;
                bytes.remove_prefix(newline + 1);
                offset += qint64(newline) + 1;
            }
        }
    }
};

Result<SpoolReader> SpoolReader::open(const QString &directory, const QString &key)
{
    const QByteArray base = QFile::encodeName(directory + QLatin1Char('/') + key);
    auto files = std::make_shared<Files>();
    files->log = ::open((base + ".log").constData(), O_RDONLY | O_CLOEXEC);
    files->index = ::open((base + ".idx").constData(), O_RDONLY | O_CLOEXEC);
    if (files->log < 0)
        return failure(ErrorCode::NotFound, QStringLiteral("There is no log of %1").arg(key), directory);
    return SpoolReader(std::move(files));
}

qint64 SpoolReader::size() const
{
    return sizeOf(m_files->log);
}

qint64 SpoolReader::lineCount() const
{
    const qint64 last = std::max<qint64>(0, m_files->entries() - 1);
    qint64 count = last * linesPerEntry;
    m_files->forEachLine(m_files->offset(last), [&](std::string_view) {
        ++count;
        return true;
    });
    return count;
}

QList<SpoolLine> SpoolReader::lines(qint64 first, qint64 count) const
{
    QList<SpoolLine> result;
    if (first < 0 || count <= 0)
        return result;
    const qint64 entry = std::clamp<qint64>(first / linesPerEntry, 0, std::max<qint64>(0, m_files->entries() - 1));
    qint64 number = entry * linesPerEntry;
    m_files->forEachLine(m_files->offset(entry), [&](std::string_view bytes) {
        if (number++ < first)
            return true;
        SpoolLine line;
        if (const auto record = parseSpoolRecord(bytes)) {
            line.stream = record->stream == spool::streamOut ? SpoolLine::Stream::Out
                : record->stream == spool::streamErr         ? SpoolLine::Stream::Err
                                                             : SpoolLine::Stream::Note;
            line.time = Timestamp(Milliseconds(record->time));
            line.text = QByteArray(record->text.data(), qsizetype(record->text.size()));
            line.continues = record->end == spool::endCut;
            line.isProgress = record->end == spool::endReturn;
        }
        result.append(std::move(line));
        return result.size() < count;
    });
    return result;
}

} // namespace relight
