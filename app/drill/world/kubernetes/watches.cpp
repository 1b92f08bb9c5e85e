#include "app/drill/world/kubernetes/watches.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/servedkinds.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Seconds bookmarkPeriod{60};
static constexpr qint64 backlogLimit = 64 << 20; // a watcher that far behind is cut off

Watches::Watches(World &world)
    : m_world(world)
{
    m_world.cluster.listen([this](const Happening &happening) { hear(happening); });
    m_keepAlive.setInterval(30'000);
    QObject::connect(&m_keepAlive, &QTimer::timeout, &m_keepAlive, [this] {
        if (m_world.clock.now() - std::exchange(m_atLastBeat, m_world.clock.now()) < bookmarkPeriod)
            bookmarkAll();
    });
    m_keepAlive.start();
}

// The HTTP server keeps a socket for as long as it is being answered.
static bool isThere(const QPointer<QTcpSocket> &socket)
{
    return socket && socket->state() == QAbstractSocket::ConnectedState;
}

void Watches::open(const WatchQuestion &question, QHttpServerResponder &&responder, QTcpSocket *socket)
{
    dropGone();
    const quint64 number = ++m_made;
    Watch &watch = m_watches.insert({number, {question, std::move(responder), socket, 0}}).first->second;
    QHttpHeaders headers;
    headers.append("Content-Type", "application/json");
    headers.append("Date", httpDate(m_world));
    watch.responder.writeBeginChunked(headers);
    const bool fromStart = question.version.isEmpty() || question.version == u"0";
    const auto missed
        = fromStart ? std::optional(QList<Happening>()) : m_world.cluster.since(question.version.toULongLong());
    if (!missed)
        return expire(number);
    if (fromStart)
        for (const auto &stored : m_world.cluster.list(question.kind.group, question.kind.kind, question.space))
            if (question.selectors.matches(stored->object))
                send(number, watch, "ADDED", bytesAs(*stored, question.kind));
    for (const Happening &happening : *missed)
        tell(number, watch, happening);
    watch.told = m_world.cluster.version();
    m_world.clock.after(question.timeout, u"watch/%1"_s.arg(number), [this, number] { end(number); });
    scheduleBookmarks();
}

void Watches::hear(const Happening &happening)
{
    for (auto &[number, watch] : m_watches)
        if (happening.now->version > watch.told)
            tell(number, watch, happening);
}

void Watches::tell(quint64 number, Watch &watch, const Happening &happening)
{
    const WatchQuestion &question = watch.question;
    if (happening.key.kind != question.kind.kind || happening.key.group != question.kind.group
        || (!question.space.isEmpty() && happening.key.space != question.space))
        return;
    const bool isAll = question.selectors.isEmpty();
    const bool was = happening.before && (isAll || question.selectors.matches(happening.before->object));
    const bool is = happening.change != Change::Deleted && (isAll || question.selectors.matches(happening.now->object));
    if (was || is)
        send(number, watch, !is ? "DELETED" : was ? "MODIFIED" : "ADDED", bytesAs(*happening.now, question.kind));
}

static QByteArray frame(const char *type, const QByteArray &object)
{
    QByteArray line;
    line.reserve(object.size() + 40);
    return line.append(R"({"type":")").append(type).append(R"(","object":)").append(object).append("}\n");
}

void Watches::send(quint64 number, Watch &watch, const char *type, const QByteArray &object)
{
    if (!isThere(watch.socket))
        return;
    const bool isAwaited = !watch.unsent.isEmpty();
    watch.unsent += frame(type, object);
    if (!m_world.clock.isQuiet())
        flush(watch);
    else if (!isAwaited)
        m_world.clock.after(Milliseconds{0}, u"watch/%1/tell"_s.arg(number), [this, number] {
            if (const auto it = m_watches.find(number); it != m_watches.end())
                flush(it->second);
        });
}

void Watches::flush(Watch &watch)
{
    Q_ASSERT(!m_world.clock.isQuiet());
    if (watch.unsent.isEmpty() || !isThere(watch.socket))
        return;
    watch.responder.writeChunk(std::exchange(watch.unsent, {}));
    if (watch.socket->bytesToWrite() > backlogLimit)
        watch.socket->abort();
}

void Watches::bookmark(quint64 number, Watch &watch)
{
    if (watch.question.bookmarks)
        send(number, watch, "BOOKMARK",
            compact({{u"kind"_s, watch.question.kind.kind}, {u"apiVersion"_s, watch.question.kind.apiVersion()},
                {u"metadata"_s,
                    QJsonObject{{u"resourceVersion"_s, QString::number(m_world.cluster.version())},
                        {u"creationTimestamp"_s, QJsonValue::Null}}}}));
}

void Watches::bookmarkAll()
{
    dropGone();
    for (auto &[number, watch] : m_watches)
        bookmark(number, watch);
}

void Watches::scheduleBookmarks()
{
    if (std::exchange(m_bookmarksAreDue, true))
        return;
    m_world.clock.after(bookmarkPeriod, u"watch/bookmarks"_s, [this] {
        m_bookmarksAreDue = false;
        bookmarkAll();
        if (!m_watches.empty())
            scheduleBookmarks();
    });
}

// With these last bytes: a chunked answer cannot end with none.
void Watches::close(quint64 number, const QByteArray &last)
{
    const auto it = m_watches.find(number);
    flush(it->second);
    if (isThere(it->second.socket))
        it->second.responder.writeEndChunked(last);
    m_watches.erase(it);
}

void Watches::end(quint64 number)
{
    const auto it = m_watches.find(number);
    if (it == m_watches.end())
        return;
    bookmark(number, it->second);
    close(number, "\n");
}

void Watches::expire(quint64 number)
{
    const QString text = u"too old resource version: %1 (%2)"_s.arg(m_watches.at(number).question.version)
                             .arg(m_world.cluster.version());
    close(number, frame("ERROR", compact(statusObject(410, u"Expired"_s, text))));
}

void Watches::endAll()
{
    while (!m_watches.empty())
        end(m_watches.begin()->first);
}

void Watches::expireAll()
{
    while (!m_watches.empty())
        expire(m_watches.begin()->first);
}

void Watches::dropGone()
{
    std::erase_if(m_watches, [](const auto &entry) { return !isThere(entry.second.socket); });
}

} // namespace relight::world
