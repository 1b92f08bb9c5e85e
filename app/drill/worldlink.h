#pragma once
// The drill's end of the world's control socket: one question, one answer (docs: control/controlserver.h). Thread-safe;
// an answer comes at once, as it takes no time in the world.

#include "models/base/error.h"
#include "models/base/time.h"

#include <QByteArray>
#include <QJsonObject>

#include <mutex>

namespace relight {

class WorldLink
{
public:
    WorldLink() = default;
    ~WorldLink();
    WorldLink(const WorldLink &) = delete;
    WorldLink &operator=(const WorldLink &) = delete;

    Result<> connectTo(const QString &socket); // Unavailable
    // The answer to {"do": what, …}. Unavailable: the world is gone; Failed: what it says it could not do.
    Result<QJsonObject> ask(const QString &what, QJsonObject with = {});

private:
    std::mutex m_mutex; // one question at a time
    int m_socket = -1;
    QByteArray m_received;
};

} // namespace relight
