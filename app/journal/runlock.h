#pragma once
// One writer a run: a lock that the kernel drops when its process dies, on a file that says who holds it. Owned by the
// Journal; one thread.

#include "app/journal/posixfile.h"
#include "models/base/time.h"

#include <optional>

namespace relight {

struct LockHolder
{
    qint64 pid = 0;
    QString host, user;
    Timestamp since;
    bool operator==(const LockHolder &) const = default;

    QString text() const; // "ada@laptop, process 4711, since 2026-08-01T10:00:00.000Z"
    static LockHolder thisProcess(Timestamp now);
};

class RunLock
{
public:
    // Error Conflict: another living process has it; the message names it. What a dead one left behind is no hindrance.
    static Result<RunLock> acquire(const QString &runFolder, const LockHolder &holder);

    // Who writes this run at this moment, if anybody does. Takes nothing.
    static std::optional<LockHolder> holderOf(const QString &runFolder);

private:
    PosixFile m_file;
};

} // namespace relight
