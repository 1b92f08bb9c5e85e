#pragma once
// What was seen, not what was done: JSON objects, one a line, in observations.jsonl, bounded and not synced. Losing its
// end loses no fact of the run. Each file begins with all that was known then, and takes its name only once that is
// whole: who reads it has everything, however late. Owned by the session's writer, used on its thread.

#include "app/journal/posixfile.h"

namespace relight {

[[nodiscard]] QString observationsPath(const QString &runFolder);

class ObservationLog
{
public:
    struct Limits
    {
        // When a file is full; one that begins with much is full at the triple of that: ten thousand applications begin
        // with some 18 MB, and are not to be written anew all the time.
        qint64 fileBytes = 16 << 20;
        qint64 keepFree = 64 << 20; // of the disk, for the journal: below it nothing more is written
    };

    explicit ObservationLog(QString runFolder)
        : ObservationLog(std::move(runFolder), Limits())
    {
    }
    ObservationLog(QString runFolder, Limits limits);

    // A new file. What is appended from here on is all that is known; nobody sees it before publish().
    // Errors: Storage, NotFound (no such folder).
    Result<> begin();
    // In place of the file before, which becomes observations.1.jsonl, and that one's predecessor goes.
    Result<> publish();
    // Whole lines, each with its newline. Error Storage: none of them is there; the log stays usable.
    Result<> append(const QByteArray &lines);
    bool isFull() const; // begin() another one

private:
    Result<> checkRoom();

    QString m_folder;
    Limits m_limits;
    PosixFile m_file;
    qint64 m_size = 0;
    qint64 m_begun = 0;     // bytes it had when it was published
    qint64 m_sinceLook = 0; // bytes written since the disk was looked at
};

} // namespace relight
