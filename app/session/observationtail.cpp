#include "app/session/observationtail.h"

#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>

namespace relight {

static constexpr qsizetype readBytes = 1 << 20;
static constexpr qsizetype longestLine = 64 << 20; // a file without line ends is not read into memory whole

std::optional<ObservationTail::Place> ObservationTail::place() const
{
    struct stat now{};
    if (::stat(QFile::encodeName(m_path).constData(), &now) != 0)
        return std::nullopt;
    return Place{now.st_dev, now.st_ino};
}

ObservationTail::Look ObservationTail::look(const std::stop_token &stop)
{
    const auto now = place();
    if (!now)
        return {};
    Result<> read;
    if (m_file.isOpen() && *now == m_place && m_file.size().value_or(0) >= m_read) {
        read = this->read(stop);
    } else {
        auto file = PosixFile::open(m_path, O_RDONLY);
        if (file) {
            m_file = *std::move(file);
            m_place = *now;
            m_read = 0;
            m_part.clear();
            m_passesOver = false;
            m_inFile.clear();
            m_anew = true;
            read = this->read(stop);
        } else {
            read = std::unexpected(file.error());
        }
    }
    if (!read) {
        m_file.close(); // opened again, it may answer
        Look look;
        look.trouble = read.error();
        return look;
    }
    return told();
}

Result<> ObservationTail::read(const std::stop_token &stop)
{
    QByteArray bytes(readBytes, Qt::Uninitialized);
    while (!stop.stop_requested()) {
        const auto count = m_file.readAt(m_read, bytes.data(), readBytes);
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            return {};
        m_read += *count;
        take(bytes.first(*count));
    }
    return {};
}

void ObservationTail::take(const QByteArray &bytes)
{
    qsizetype from = 0;
    for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', from)) {
        if (!std::exchange(m_passesOver, false))
            takeLine(m_part + bytes.sliced(from, end - from));
        m_part.clear();
        from = end + 1;
    }
    if (m_passesOver)
        return;
    m_part += bytes.sliced(from);
    if (m_part.size() > longestLine) {
        m_part.clear();
        m_passesOver = true;
        ++m_damaged;
    }
}

void ObservationTail::takeLine(const QByteArray &line)
{
    auto seen = parseObservation(line);
    if (!seen) {
        ++m_damaged;
        return;
    }
    m_at = std::max(m_at.value_or(seen->at), seen->at);
    for (const QString &key : std::as_const(seen->removed)) {
        m_inFile.remove(key);
        m_touched.insert(key);
    }
    if (!seen->application)
        return;
    if (!seen->source.isEmpty())
        m_source = seen->source;
    const QString key = seen->application->key();
    m_touched.insert(key);
    m_inFile.insert(key, *std::move(seen));
}

// Only what differs from what was told: a file that was replaced mostly says what the one before said.
ObservationTail::Look ObservationTail::told()
{
    Look look;
    if (std::exchange(m_anew, false)) {
        for (auto known = m_told.keyBegin(); known != m_told.keyEnd(); ++known)
            m_touched.insert(*known);
    }
    for (const QString &key : std::exchange(m_touched, {})) {
        const auto now = m_inFile.constFind(key);
        const auto before = m_told.constFind(key);
        if (now == m_inFile.cend()) {
            if (m_told.remove(key) > 0)
                look.removed << key;
        } else if (before == m_told.cend() || *before != *now) {
            look.changed << *now;
            m_told.insert(key, *now);
        }
    }
    look.source = m_source;
    look.at = m_at;
    return look;
}

} // namespace relight
