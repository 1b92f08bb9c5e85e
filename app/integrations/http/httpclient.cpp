#include "app/integrations/http/httpclient.h"

#include "app/integrations/http/httperror.h"
#include "app/integrations/http/httpexchange.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QTimeZone>

namespace relight {

static constexpr qsizetype queueLimit = 4 << 20; // bytes of a stream that wait for their handler

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers)
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

std::optional<Timestamp> HttpAnswer::date() const
{
    QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(header("Date")).trimmed(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeZone(QTimeZone::UTC);
    return date.isValid() ? std::optional(Timestamp{Milliseconds{date.toMSecsSinceEpoch()}}) : std::nullopt;
}

struct HttpClient::Private
{
    IoThread &network;
    Clock &clock;
    std::shared_ptr<HttpManagers> managers; // touched on the network thread only

    QString what(const HttpRequest &request) const
    {
        return QStringLiteral("%1 %2").arg(QString::fromLatin1(request.method), loggable(request.url));
    }
};

HttpClient::HttpClient(IoThread &network, Clock &clock, HttpIdentity identity)
    : d(new Private{network, clock, {}})
{
    setIdentity(std::move(identity));
}

HttpClient::~HttpClient()
{
    if (QThread::currentThread() == d->network.mailbox().thread())
        d->managers.reset();
    else
        d->network.runAndWait([this] { d->managers.reset(); });
}

void HttpClient::setIdentity(HttpIdentity identity)
{
    // Handed over by the mailbox; requests posted later find the new managers. The client outlives the task: its
    // destructor waits behind it.
    postTo(d->network.mailbox(),
        [p = d.get(), identity = std::move(identity)] { p->managers = std::make_shared<HttpManagers>(identity); });
}

Result<HttpAnswer> HttpClient::send(const HttpRequest &request, const Call &call)
{
    const auto start
        = [p = d.get(), request](const std::shared_ptr<Reply<HttpAnswer>> &reply) -> std::function<void()> {
        ExchangeSinks sinks;
        sinks.done = [reply](Result<HttpAnswer> result) { reply->complete(std::move(result)); };
        const QPointer exchange(new HttpExchange(p->managers, request, std::move(sinks)));
        exchange->start();
        return [exchange] {
            if (exchange)
                exchange->abort();
        };
    };
    return callOn<HttpAnswer>(d->network.mailbox(), d->clock, call, d->what(request), start);
}

namespace {

// Between the exchange (network thread) and the handler (calling thread).
struct Stream
{
    std::mutex mutex;
    std::condition_variable_any changed;
    QList<QByteArray> chunks;
    qsizetype waiting = 0;
    HttpAnswer head;
    std::optional<Result<HttpAnswer>> end;
    QPointer<HttpExchange> exchange; // network thread only

    template <class Change> void change(Change change)
    {
        {
            const std::lock_guard lock(mutex);
            change();
        }
        changed.notify_all();
    }
};

} // namespace

static ExchangeSinks sinksOf(const std::shared_ptr<Stream> &stream)
{
    ExchangeSinks sinks;
    sinks.done = [stream](Result<HttpAnswer> result) { stream->change([&] { stream->end = std::move(result); }); };
    sinks.head = [stream](const HttpAnswer &head) { stream->change([&] { stream->head = head; }); };
    sinks.chunk = [stream](QByteArray bytes) {
        bool room = false;
        stream->change([&] {
            stream->waiting += bytes.size();
            stream->chunks.append(std::move(bytes));
            room = stream->waiting < queueLimit;
        });
        return room;
    };
    return sinks;
}

Result<HttpAnswer> HttpClient::stream(const HttpRequest &request, const ChunkHandler &chunk, const Call &call)
{
    assertMayBlock();
    const auto stream = std::make_shared<Stream>();
    Mailbox &mailbox = d->network.mailbox();
    postTo(mailbox, [p = d.get(), stream, request] {
        stream->exchange = new HttpExchange(p->managers, request, sinksOf(stream));
        stream->exchange->start();
    });
    const auto abort = qScopeGuard([&] {
        postTo(mailbox, [stream] {
            if (stream->exchange)
                stream->exchange->abort();
        });
    });
    for (;;) {
        std::unique_lock lock(stream->mutex);
        const bool ready = d->clock.wait(stream->changed, lock, call.deadline, call.stop,
            [&] { return !stream->chunks.isEmpty() || stream->end.has_value(); });
        if (call.stop.stop_requested())
            return failure(ErrorCode::Cancelled, QStringLiteral("%1 was cancelled").arg(d->what(request)));
        if (!ready)
            return failure(ErrorCode::TimedOut, QStringLiteral("%1 took too long").arg(d->what(request)));
        const QList<QByteArray> chunks = std::exchange(stream->chunks, {});
        const bool wasFull = std::exchange(stream->waiting, 0) >= queueLimit;
        const HttpAnswer head = stream->head;
        const auto end = stream->end;
        lock.unlock();
        for (const QByteArray &bytes : chunks)
            if (!chunk(bytes))
                return head;
        if (end)
            return *end;
        if (wasFull)
            postTo(mailbox, [stream] {
                if (stream->exchange)
                    stream->exchange->resume();
            });
    }
}

} // namespace relight
