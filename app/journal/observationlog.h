#pragma once
// What was seen, not what was done: one JSON object a line in observations.jsonl, bounded and not synced. Losing its
// end loses no fact of the run. Owned by the engine, used on its thread.

#include "app/journal/posixfile.h"

namespace relight {

class ObservationLog
{
public:
    struct Limits
    {
        qint64 fileBytes = 16 << 20; // then observations.jsonl becomes observations.1.jsonl, whose predecessor goes
        qint64 keepFree = 64 << 20;  // of the disk, for the journal: below it nothing more is written
    };

    // Goes on behind what is there. Error: Storage, NotFound (no such folder).
    static Result<ObservationLog> open(const QString &runFolder, Limits limits);
    static Result<ObservationLog> open(const QString &runFolder) { return open(runFolder, Limits()); }

    // `json` without a newline in it. Error Storage: this line is not there; the log stays usable.
    Result<> append(const QByteArray &json);

private:
    Result<> rotate();
    Result<> reopen();

    QString m_folder;
    Limits m_limits;
    PosixFile m_file;
    qint64 m_size = 0;
    qint64 m_sinceLook = 0; // bytes written since the disk was looked at
};

} // namespace relight
