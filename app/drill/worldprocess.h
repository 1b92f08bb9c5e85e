#pragma once
// The world's program (relight-world), started for one drill and gone with it: its standard input is ours, and when
// that closes it ends. Made and destroyed on one thread, which blocks while the world gets ready.

#include "models/base/error.h"

#include <QJsonObject>
#include <QString>

namespace relight {

class WorldProcess
{
public:
    WorldProcess() = default;
    ~WorldProcess();
    WorldProcess(const WorldProcess &) = delete;
    WorldProcess &operator=(const WorldProcess &) = delete;

    // `setting` is written to its standard input as one line; what it answers once it listens is returned: addresses,
    // repository. Failed: with what it said.
    Result<QJsonObject> start(const QString &program, const QJsonObject &setting);
    int pid() const { return m_pid; }

private:
    int m_pid = -1;
    int m_input = -1;
};

} // namespace relight
