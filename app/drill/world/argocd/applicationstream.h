#pragma once
// The open application streams of argocd-server: every change of an Application to each of them, a comment every 15
// real seconds, which is what keeps a client's dead-peer detection quiet. The world's one thread.

#include "app/drill/world/argocd/applicationcontroller.h"
#include "app/drill/world/argocd/fieldselection.h"

#include <QHttpServerResponder>
#include <QTimer>

namespace relight::world {

class ApplicationStreams : public QObject
{
public:
    ApplicationStreams(World &world, const ApplicationController &controller);

    // sse: else one JSON document a line. everything: what there is goes first.
    void open(
        quint16 peerPort, QHttpServerResponder &&responder, const FieldSelection &fields, bool sse, bool everything);
    void closed(quint16 peerPort) { m_streams.remove(peerPort); }
    void closeAll() { m_streams.clear(); }

private:
    struct Stream
    {
        QHttpServerResponder responder;
        FieldSelection fields;
        bool sse;
        QByteArray untold = {};
    };

    void keepAlive();
    void keepAliveByTheClock();
    QByteArray framed(const Stream &stream, QByteArrayView type, const QJsonObject &application) const;
    void tell(const Happening &happening);
    void tellWhatIsUntold();

    World &m_world;
    const ApplicationController &m_controller;
    QMap<quint16, std::shared_ptr<Stream>> m_streams; // by the peer's port
    bool m_isUntold = false;                          // to be told in a moment
    bool m_beats = false;                             // a keep-alive is due by the world's clock
    // Clients see dead peers by their own clock, which goes on while the world's stands still; in a fast drill a real
    // beat would come at another moment each time.
    QTimer m_realBeat;
    Milliseconds m_atLastBeat{0};
};

} // namespace relight::world
