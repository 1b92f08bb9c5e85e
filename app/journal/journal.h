#pragma once
// The flight recorder of one run: what append() took is on disk and survives anything but the disk. Owned by the
// engine, used on its thread only; other processes read with JournalReader. Files: journal.jsonl, lock and reserve in
// the run's folder, for this user's eyes only.

#include "app/journal/journalreader.h"
#include "app/journal/reserve.h"
#include "app/journal/runlock.h"

namespace relight {

class Journal
{
public:
    struct Opened;

    // Makes the run's folder (mode 0700) and an empty journal in it. Errors: Invalid: not a run id; AlreadyExists: a
    // run of that id; Storage.
    static Result<Journal> create(const QString &stateFolder, const QString &runId, const LockHolder &holder);

    // Takes up a run. A torn last line (never acknowledged) is cut off. Errors: NotFound; Conflict: another writes it,
    // by name; Storage: damage, by line; Invalid: a newer format.
    static Result<Opened> open(const QString &stateFolder, const QString &runId, const LockHolder &holder);

    // One write and one sync for all of them (group commit). Their sequences go on from sequence() + 1 without a gap,
    // else Invalid. Error Storage: none of them counts, nothing of them stays in the file, and the same call can be
    // made again later.
    Result<> append(const QList<RunEvent> &events);

    qint64 sequence() const { return m_sequence; } // of the last event on disk; 0: none yet
    const QString &folder() const { return m_folder; }
    // The disk is full and the space set aside is in use: pause the run now, while there is room to say so.
    bool onReserve() const { return !m_reserve.isThere(); }

private:
    Journal(QString folder, RunLock lock);
    Result<> begin(const QString &runId);
    Result<> put(const QByteArray &bytes);

    QString m_folder;
    RunLock m_lock;
    Reserve m_reserve;
    PosixFile m_file;
    qint64 m_size = 0; // of what is acknowledged
    qint64 m_sequence = 0;
    bool m_leftover = false; // a failed write could not be taken back yet
};

struct Journal::Opened
{
    Journal journal;
    JournalContents contents; // tornBytes: so many were cut off
};

} // namespace relight
