#pragma once
// The log of a child for a view: any line by its number, found through the sparse index, while the child may still be
// writing. A value that shares two open files; const functions are safe on any thread. Asked again, it sees what has
// been written meanwhile.

#include "models/base/time.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace relight {

struct SpoolLine
{
    enum class Stream { Out, Err, Note }; // Note: from Relight's supervisor, not from the command
    Stream stream = Stream::Out;
    Timestamp time{};
    QByteArray text;         // scrubbed, without line end; any bytes
    bool continues = false;  // the next line of this stream is the rest of it
    bool isProgress = false; // ended by a carriage return: the next line of this stream overwrites it on a terminal
};

class SpoolReader
{
public:
    // NotFound: there is no log of that key.
    [[nodiscard]] static Result<SpoolReader> open(const QString &directory, const QString &key);

    qint64 size() const; // bytes of the log: grown since last time means that there are more lines
    qint64 lineCount() const;
    // Lines first … first + count - 1, fewer where the log ends.
    QList<SpoolLine> lines(qint64 first, qint64 count) const;

private:
    struct Files;
    explicit SpoolReader(std::shared_ptr<const Files> files)
        : m_files(std::move(files))
    {
    }
    std::shared_ptr<const Files> m_files;
};

} // namespace relight
