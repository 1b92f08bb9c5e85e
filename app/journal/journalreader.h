#pragma once
// Reads a journal, from the start or on from where it was, while another process writes it. Owned by its caller, one
// thread at a time.

#include "app/journal/posixfile.h"
#include "models/run/eventparser.h"
#include "models/run/runstate.h"

#include <functional>
#include <vector>

namespace relight {

class JournalReader
{
public:
    using Sink = std::function<void(RunEvent &&event)>;

    // Errors: NotFound; Storage (cannot be read).
    static Result<JournalReader> open(const QString &path);

    // Hands every whole event after the last one read to `sink`, in order, and says how many. A last line that is not
    // whole yet stays for the next call. Errors: Storage: a damaged line or a gap, named by its number; Invalid: a
    // newer format or an event this version does not know (all before it was handed over; the same error comes again);
    // Conflict: the file became shorter than what was read of it.
    Result<qint64> read(const Sink &sink);

    const QString &runId() const { return m_runId; } // empty until the header was whole
    qint64 wholeBytes() const { return m_whole; }    // the end of the last whole line
    qint64 tornBytes() const { return m_torn; }      // after the last read: bytes behind it that are no whole line
    qint64 sequence() const { return m_sequence; }   // of the last event read

private:
    JournalReader() = default;
    Result<std::size_t> takeLines(std::string_view bytes, bool atEnd, const Sink &sink);
    Result<> takeHeader(std::string_view json);
    Result<> takeEvent(std::string_view json, const Sink &sink);
    std::unexpected<Error> damaged(const QString &what) const;
    std::unexpected<Error> unreadable(const QString &why) const;

    PosixFile m_file;
    EventParser m_parser;
    RunEvent m_event;
    std::vector<char> m_buffer;
    QString m_runId;
    qint64 m_whole = 0;
    qint64 m_torn = 0;
    qint64 m_sequence = 0;
    qint64 m_lines = 0; // whole ones
};

struct JournalContents
{
    QString runId;
    QList<RunEvent> events; // every whole one before the damage
    qint64 wholeBytes = 0;
    qint64 tornBytes = 0;        // a last line that never became whole: not acknowledged, so nothing is lost
    std::optional<Error> damage; // set: the journal goes on behind it, but cannot be trusted (or is of a newer format):
                                 // show it, never resume it
};

[[nodiscard]] Result<JournalContents> readJournal(const QString &path);

} // namespace relight
