#include "app/journal/journaltail.h"

#include <QFile>

#include <sys/stat.h>

namespace relight {

std::optional<JournalTail::Place> JournalTail::place() const
{
    struct stat now{};
    if (::stat(QFile::encodeName(m_path).constData(), &now) != 0)
        return std::nullopt;
    return Place{now.st_dev, now.st_ino};
}

Result<> JournalTail::open(Place now)
{
    auto reader = JournalReader::open(m_path);
    if (!reader)
        return std::unexpected(reader.error());
    m_reader = *std::move(reader);
    m_place = now;
    return {};
}

JournalTail::Look JournalTail::look()
{
    Look look;
    const auto now = place();
    if (m_reader && now != m_place) // synchronised, restored, or the folder is not mounted
        m_reader.reset();
    if (!m_reader) {
        if (const auto opened = open(now.value_or(Place{})); !opened) {
            look.trouble = opened.error();
            return look;
        }
    }
    const auto read = m_reader->read([&](RunEvent &&event) { look.events << std::move(event); });
    if (!read && read.error().code == ErrorCode::Conflict) {
        m_reader.reset();
        m_runId.clear(); // what was heard may have been written differently since
        return this->look();
    }
    const QString runId = m_reader->runId();
    const qint64 last = m_reader->sequence();
    bool whole = true;
    if (!read) {
        look.trouble = read.error();
        if (read.error().status != 0) { // of the system, not of what is written: opened again, it may answer
            m_reader.reset();
            whole = false;
        }
    }
    look.anew = whole && m_heard > 0 && (runId != m_runId || last < m_heard);
    if (!look.anew)
        look.events.removeIf([this](const RunEvent &event) { return event.sequence <= m_heard; });
    if (whole)
        m_runId = runId;
    m_heard = whole ? last : std::max(last, m_heard);
    return look;
}

} // namespace relight
