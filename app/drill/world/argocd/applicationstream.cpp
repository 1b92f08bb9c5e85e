#include "app/drill/world/argocd/applicationstream.h"

#include <QHttpHeaders>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Seconds beat{15};
// argocd-server hears of changes through the API server, and tells several at a time.
static constexpr Milliseconds hearsay{20};

ApplicationStreams::ApplicationStreams(World &world, const ApplicationController &controller)
    : m_world(world)
    , m_controller(controller)
{
    m_realBeat.setInterval(beat);
    connect(&m_realBeat, &QTimer::timeout, this, [this] {
        if (m_world.clock.now() - std::exchange(m_atLastBeat, m_world.clock.now()) < beat)
            keepAlive();
    });
    m_realBeat.start();
    world.cluster.listen([this](const Happening &happening) { tell(happening); });
}

void ApplicationStreams::keepAlive()
{
    for (const auto &stream : std::as_const(m_streams)) {
        if (stream->sse)
            stream->responder.writeChunk(":\n");
    }
}

void ApplicationStreams::keepAliveByTheClock()
{
    if (std::exchange(m_beats, true))
        return;
    m_world.clock.after(beat, u"argocd/keep-alive"_s, [this] {
        m_beats = false;
        if (m_streams.isEmpty())
            return;
        keepAlive();
        keepAliveByTheClock();
    });
}

QByteArray ApplicationStreams::framed(const Stream &stream, QByteArrayView type, const QJsonObject &application) const
{
    const QJsonObject shown = stream.fields.of(m_controller.withResourceHealth(application));
    const QByteArray message = "{\"result\":{\"type\":\"" + type.toByteArray()
        + "\",\"application\":" + QJsonDocument(shown).toJson(QJsonDocument::Compact) + "}}";
    return stream.sse ? "data: " + message + " \n\n\n" : message + '\n';
}

void ApplicationStreams::open(
    quint16 peerPort, QHttpServerResponder &&responder, const FieldSelection &fields, bool sse, bool everything)
{
    auto stream = std::make_shared<Stream>(std::move(responder), fields, sse);
    QHttpHeaders headers;
    headers.append(QHttpHeaders::WellKnownHeader::ContentType, sse ? "text/event-stream" : "application/json");
    stream->responder.writeBeginChunked(headers);
    if (everything) {
        QByteArray all;
        for (const auto &application : m_world.cluster.list(u"argoproj.io"_s, u"Application"_s))
            all += framed(*stream, "ADDED", application->object);
        if (!all.isEmpty())
            stream->responder.writeChunk(all);
    }
    m_streams.insert(peerPort, stream);
    keepAliveByTheClock();
}

void ApplicationStreams::tell(const Happening &happening)
{
    if (m_streams.isEmpty() || happening.key.group != u"argoproj.io" || happening.key.kind != u"Application")
        return;
    const QByteArrayView type = happening.change == Change::Added ? "ADDED"
        : happening.change == Change::Modified                    ? "MODIFIED"
                                                                  : "DELETED";
    QByteArray frame;
    const Stream *framedFor = nullptr;
    for (const auto &stream : std::as_const(m_streams)) {
        if (!framedFor || stream->sse != framedFor->sse || stream->fields != framedFor->fields)
            frame = framed(*stream, type, happening.now->object);
        framedFor = stream.get();
        stream->untold += frame;
    }
    if (!std::exchange(m_isUntold, true))
        m_world.clock.at(
            (m_world.clock.now() / hearsay + 1) * hearsay, u"argocd/stream"_s, [this] { tellWhatIsUntold(); });
}

void ApplicationStreams::tellWhatIsUntold()
{
    m_isUntold = false;
    for (const auto &stream : std::as_const(m_streams)) {
        if (!stream->untold.isEmpty())
            stream->responder.writeChunk(std::exchange(stream->untold, {}));
    }
}

} // namespace relight::world
