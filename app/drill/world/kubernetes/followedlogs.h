#pragma once
// The logs that somebody follows: each a chunked answer that grows with what the container writes, and ends with it.
// The world's one thread; owned by the API server.

#include "app/drill/world/kubernetes/podlogs.h"

#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpSocket>

#include <map>
#include <set>

namespace relight::world {

class FollowedLogs
{
public:
    explicit FollowedLogs(World &world);

    // Of a container that runs. `socket`: where the reader listens, to see that it is gone.
    void open(
        const LogQuestion &question, const ContainerLog &log, QHttpServerResponder &&responder, QTcpSocket *socket);

private:
    struct Followed
    {
        LogQuestion question;
        QHttpServerResponder responder;
        QPointer<QTcpSocket> socket;
        QString started;
        Timestamp told; // up to here everything was told
    };
    void tell(quint64 number);
    void hear(const Happening &happening);
    void endIfOver(quint64 number);
    void endLater(quint64 number);
    void end(std::map<quint64, Followed>::iterator followed);

    World &m_world;
    std::map<quint64, Followed> m_followed;
    std::set<quint64> m_perhapsOver;
    quint64 m_made = 0;
};

} // namespace relight::world
