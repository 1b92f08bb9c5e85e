#pragma once
// Follows a journal that another process writes, also in a shared folder: what is new since the last look, across a
// file that was replaced, shortened or out of reach meanwhile. Owned by its caller, one thread at a time.

#include "app/journal/journalreader.h"

#include <sys/types.h>

namespace relight {

class JournalTail
{
public:
    explicit JournalTail(QString path)
        : m_path(std::move(path))
    {
    }

    struct Look
    {
        bool anew = false; // what was heard before does not hold any more: these are all there are
        QList<RunEvent> events;
        std::optional<Error> trouble; // behind those: as of JournalReader, or the file is out of reach
    };
    Look look();

private:
    struct Place
    {
        dev_t device = 0;
        ino_t file = 0;
        bool operator==(const Place &) const = default;
    };
    std::optional<Place> place() const; // none: it is not there
    Result<> open(Place now);

    const QString m_path;
    std::optional<JournalReader> m_reader;
    Place m_place;
    QString m_runId;
    qint64 m_heard = 0; // sequence of the last event that was handed over
};

} // namespace relight
