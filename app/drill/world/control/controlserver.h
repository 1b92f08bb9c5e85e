#pragma once
// The world's control socket (docs/plan.md, "Control"): one JSON object a line, answered at once and in order. The
// drill's clock, director and network ports ask here. The world's one thread.
//
//   status            now, next (absent: nothing is due), asleep, unsent (bytes that wait in its sockets), processes
//   advance           to, until (of quiet events, worldclock.h; absent: as `to`), and next and asleep as status said
//                     them; refused: true when that no longer holds
//   fault             begin: {id, kind, with}, or end: ID
//   anything else     what main.cpp answers

#include "app/drill/world/base/world.h"
#include "app/drill/world/control/playserver.h"

class QLocalSocket;

namespace relight::world {

class ControlServer : public QObject
{
public:
    using Answer = std::function<QJsonObject(const QJsonObject &question)>;

    ControlServer(World &world, PlayServer &children);
    void answer(const QString &what, Answer with) { m_answers.insert(what, std::move(with)); }
    bool listen(const QString &socket);
    std::function<void()> left; // the drill is gone: so is the world

private:
    void read(QLocalSocket *socket);
    QJsonObject reply(const QJsonObject &question);
    QJsonObject ground() const;
    QJsonObject status() const;

    World &m_world;
    PlayServer &m_children;
    QMap<QString, Answer> m_answers;
    QLocalServer m_server;
    int m_connections = 0;
};

} // namespace relight::world
