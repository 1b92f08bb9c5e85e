#include "app/drill/world/kubernetes/followedlogs.h"

#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

FollowedLogs::FollowedLogs(World &world)
    : m_world(world)
{
    m_world.cluster.listen([this](const Happening &happening) { hear(happening); });
}

// The HTTP server keeps a socket for as long as it is being answered.
static bool isThere(const QPointer<QTcpSocket> &socket)
{
    return socket && socket->state() == QAbstractSocket::ConnectedState;
}

void FollowedLogs::open(
    const LogQuestion &question, const ContainerLog &log, QHttpServerResponder &&responder, QTcpSocket *socket)
{
    const quint64 number = ++m_made;
    Followed &followed
        = m_followed.insert({number, {question, std::move(responder), socket, log.started, m_world.clock.wall()}})
              .first->second;
    QHttpHeaders headers;
    headers.append("Content-Type", "text/plain");
    headers.append("Date", httpDate(m_world));
    followed.responder.writeBeginChunked(headers);
    if (const QByteArray bytes = bytesOf(wanted(log.lines, question), question.stamps); !bytes.isEmpty())
        followed.responder.writeChunk(bytes);
    m_world.clock.after(*log.next - m_world.clock.wall(), u"log/%1"_s.arg(number), [this, number] { tell(number); });
}

// What came since, and when there will be more.
void FollowedLogs::tell(quint64 number)
{
    const auto it = m_followed.find(number);
    if (it == m_followed.end())
        return;
    Followed &followed = it->second;
    const auto log = containerLog(m_world, followed.question);
    if (!isThere(followed.socket) || !log || log->started != followed.started || !log->next)
        return end(it);
    QList<ContainerLog::Line> lines = log->lines;
    lines.removeIf([&](const ContainerLog::Line &line) { return line.at <= followed.told; });
    followed.told = m_world.clock.wall();
    if (!lines.isEmpty())
        followed.responder.writeChunk(bytesOf(lines, followed.question.stamps));
    m_world.clock.after(*log->next - m_world.clock.wall(), u"log/%1"_s.arg(number), [this, number] { tell(number); });
}

// With a line end: a chunked answer cannot end with nothing.
void FollowedLogs::end(std::map<quint64, Followed>::iterator followed)
{
    if (isThere(followed->second.socket))
        followed->second.responder.writeEndChunked("\n");
    m_followed.erase(followed);
}

// A container that goes away or starts anew ends its log.
void FollowedLogs::hear(const Happening &happening)
{
    if (happening.key.kind != u"Pod" || !happening.key.group.isEmpty())
        return;
    for (auto it = m_followed.begin(); it != m_followed.end();) {
        const auto next = std::next(it);
        const LogQuestion &question = it->second.question;
        const bool isMeant = question.pod == happening.key.name && question.space == happening.key.space;
        if (isMeant && m_world.clock.isQuiet())
            endLater(it->first);
        else if (isMeant)
            endIfOver(it->first);
        it = next;
    }
}

// All in one event, as watches are told.
void FollowedLogs::endLater(quint64 number)
{
    m_perhapsOver.insert(number);
    if (m_perhapsOver.size() > 1)
        return;
    m_world.clock.after(Milliseconds{0}, u"log/end"_s, [this] {
        for (const quint64 one : std::exchange(m_perhapsOver, {}))
            endIfOver(one);
    });
}

void FollowedLogs::endIfOver(quint64 number)
{
    const auto it = m_followed.find(number);
    if (it == m_followed.end())
        return;
    const auto log = containerLog(m_world, it->second.question);
    if (!log || log->started != it->second.started || !log->next)
        end(it);
}

} // namespace relight::world
