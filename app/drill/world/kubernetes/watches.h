#pragma once
// The open watches: each a chunked answer that grows with what happens in the store. They end at their virtual time, or
// when the world says so. The world's one thread; owned by the API server.

#include "app/drill/world/base/world.h"
#include "app/drill/world/kubernetes/selectors.h"

#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace relight::world {

struct WatchQuestion
{
    Kind kind;
    QString space;
    Selectors selectors;
    QString version; // resourceVersion; empty or "0": everything there is first
    Seconds timeout{1800};
    bool bookmarks = false;
};

class Watches
{
public:
    explicit Watches(World &world);

    // `socket`: where the watcher listens, to see that it is gone.
    void open(const WatchQuestion &question, QHttpServerResponder &&responder, QTcpSocket *socket);
    void endAll();    // as at their time
    void expireAll(); // 410 Gone

private:
    struct Watch
    {
        WatchQuestion question;
        QHttpServerResponder responder;
        QPointer<QTcpSocket> socket;
        quint64 told = 0;       // version up to which everything was told
        QByteArray unsent = {}; // frames that wait for the end of quiet events
    };
    void hear(const Happening &happening);
    void tell(Watch &watch, const Happening &happening);
    void send(Watch &watch, const char *type, const QByteArray &object);
    void flush(Watch &watch);
    void bookmark(Watch &watch);
    void bookmarkAll();
    void close(quint64 number, const QByteArray &last);
    void end(quint64 number);
    void expire(quint64 number);
    void dropGone();
    void scheduleBookmarks();

    World &m_world;
    std::map<quint64, Watch> m_watches;
    quint64 m_made = 0;
    bool m_bookmarksAreDue = false;
    bool m_isUntold = false; // frames wait for the end of quiet events
    // A real timer: clients see dead peers by their own clock, which goes on while the world's stands still. In a fast
    // drill it does nothing: it would come at another moment each time.
    QTimer m_keepAlive;
    Milliseconds m_atLastBeat{0};
};

} // namespace relight::world
