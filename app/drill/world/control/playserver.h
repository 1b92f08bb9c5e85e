#pragma once
// The world's end of the small programs that a drill runs (drill/play): each connects here, says what it is, prints
// what it is told and ends as it is told. A child counts as asleep once everything it was told to print has been read
// by whoever started it. Frames to a child: 'o', 'e' or 'x', four bytes of length (network order), bytes. From it: the
// first frame 'r' with what it is (fields ended by NUL), then 'p' for every printed frame. The world's one thread.

#include "app/drill/world/play/playsession.h"

#include <QLocalServer>

namespace relight::world {

class PlayServer : public QObject
{
public:
    using Start = std::function<void(const PlayRequest &, std::shared_ptr<PlaySession>)>;

    explicit PlayServer(Start start);
    ~PlayServer() override;
    bool listen(const QString &socket);
    QString errorString() const { return m_server.errorString(); } // why it did not

    int asleep() const;
    QList<int> processes() const;

private:
    class Child;
    void connected();

    Start m_start;
    QLocalServer m_server;
    QList<std::shared_ptr<Child>> m_children;
};

} // namespace relight::world
