#include "app/drill/world/kubernetes/watches.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/servedkinds.h"
#include "app/drill/world/kubernetes/worldtime.h"

#include <ranges>

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
                send(watch, "ADDED", bytesAs(*stored, question.kind));
    for (const Happening &happening : *missed)
        tell(watch, happening);
    watch.told = m_world.cluster.version();
    m_world.clock.after(question.timeout, u"watch/%1"_s.arg(number), [this, number] { end(number); });
    scheduleBookmarks();
}

void Watches::hear(const Happening &happening)
{
    for (Watch &watch : m_watches | std::views::values)
        if (happening.now->version > watch.told)
            tell(watch, happening);
}

void Watches::tell(Watch &watch, const Happening &happening)
{
    const WatchQuestion &question = watch.question;
    if (happening.key.kind != question.kind.kind || happening.key.group != question.kind.group
        || (!question.space.isEmpty() && happening.key.space != question.space))
        return;
    const bool isAll = question.selectors.isEmpty();
    const bool was = happening.before && (isAll || question.selectors.matches(happening.before->object));
    const bool is = happening.change != Change::Deleted && (isAll || question.selectors.matches(happening.now->object));
    if (was || is)
        send(watch, !is ? "DELETED" : was ? "MODIFIED" : "ADDED", bytesAs(*happening.now, question.kind));
}

static QByteArray frame(const char *type, const QByteArray &object)
{
    QByteArray line;
    line.reserve(object.size() + 40);
    return line.append(R"({"type":")").append(type).append(R"(","object":)").append(object).append("}\n");
}

void Watches::send(Watch &watch, const char *type, const QByteArray &object)
{
    if (!isThere(watch.socket))
        return;
    watch.unsent += frame(type, object);
    if (!m_world.clock.isQuiet())
        return flush(watch);
    if (std::exchange(m_isUntold, true))
        return;
    // All in one event: they have no order among them but that in which they came, which is another in each drill.
    m_world.clock.after(Milliseconds{0}, u"watch/tell"_s, [this] {
        m_isUntold = false;
        for (Watch &one : m_watches | std::views::values)
            flush(one);
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

void Watches::bookmark(Watch &watch)
{
    if (watch.question.bookmarks)
        send(watch, "BOOKMARK",
            compact({{u"kind"_s, watch.question.kind.kind}, {u"apiVersion"_s, watch.question.kind.apiVersion()},
                {u"metadata"_s,
                    QJsonObject{{u"resourceVersion"_s, QString::number(m_world.cluster.version())},
                        {u"creationTimestamp"_s, QJsonValue::Null}}}}));
}

void Watches::bookmarkAll()
{
    dropGone();
    for (Watch &watch : m_watches | std::views::values)
        bookmark(watch);
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
    bookmark(it->second);
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
