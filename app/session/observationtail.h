#pragma once
// Follows what the session that drives a run writes of its applications, also in a shared folder: what changed since
// the last look, across a file that was replaced, shortened or out of reach meanwhile. Owned by its caller, one thread
// at a time.

#include "app/journal/posixfile.h"
#include "models/convergence/observation.h"

#include <QHash>
#include <QSet>

#include <stop_token>
#include <sys/types.h>

namespace relight {

class ObservationTail
{
public:
    explicit ObservationTail(QString path)
        : m_path(std::move(path))
    {
    }

    struct Look
    {
        QList<Observation> changed; // each with an application, the latest of it
        QStringList removed;        // keys; of what a look told of before
        QString source;
        std::optional<Timestamp> at;  // the last change
        std::optional<Error> trouble; // it is there, and cannot be read; what is known stays
    };
    // A file that begins anew holds all that is known. It is not there: nothing is told.
    Look look(const std::stop_token &stop);

    int damaged() const { return m_damaged; } // lines that made no sense and were passed over, all in all

private:
    struct Place
    {
        dev_t device = 0;
        ino_t file = 0;
        bool operator==(const Place &) const = default;
    };
    std::optional<Place> place() const; // none: it is not there
    Result<> read(const std::stop_token &stop);
    void take(const QByteArray &bytes);
    void takeLine(const QByteArray &line);
    Look told();

    const QString m_path;
    PosixFile m_file;
    Place m_place;
    qint64 m_read = 0;
    QByteArray m_part;         // of a line that is not whole yet
    bool m_passesOver = false; // the rest of a line that has no end
    int m_damaged = 0;

    QHash<QString, Observation> m_inFile; // by key: as the lines of this file say so far
    QHash<QString, Observation> m_told;   // what the looks told
    QSet<QString> m_touched;
    QString m_source;
    std::optional<Timestamp> m_at;
    bool m_anew = false;
};

} // namespace relight
