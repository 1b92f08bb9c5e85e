#include "app/integrations/kubernetes/watcher.h"

#include "app/integrations/kubernetes/apistatus.h"

#include <QLoggingCategory>

namespace relight {

Q_LOGGING_CATEGORY(logWatch, "relight.kubernetes.watch")

static QString metadataText(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String("metadata"))[QLatin1String(key)].toString();
}

static QString keyOf(const QJsonObject &object)
{
    return metadataText(object, "namespace") + QLatin1Char('/') + metadataText(object, "name");
}

Watcher::Watcher(ApiClient &api, ResourceKinds &kinds, const ObjectRef &kind, const ListOptions &options,
    const WatchHandler &handler, const WatchTimings &timings)
    : m_api(api)
    , m_kinds(kinds)
    , m_kind(kind)
    , m_options(options)
    , m_handler(handler)
    , m_timings(timings)
    , m_backoff(timings.firstDelay)
{
}

Result<> Watcher::run(const Call &call)
{
    Next next = Next::Relist;
    while (next != Next::Done) {
        const Instant start = m_api.clock().now();
        m_heard = 0;
        const auto result = next == Next::Relist ? relist(call) : watchOnce(call);
        m_backoff.healthy(m_api.clock().now() - start);
        if (result) {
            const bool isBarren = next == Next::Watch && *result == Next::Relist && m_heard == 0;
            m_barren = next == Next::Relist ? m_barren : isBarren ? m_barren + 1 : 0;
            next = *result;
            if (m_barren < 2 || next != Next::Relist)
                continue;
        }
        const Error error = result
            ? Error{ErrorCode::Unavailable, QStringLiteral("the server forgets versions at once")}
            : result.error();
        if (isFatal(error, call))
            return std::unexpected(error);
        if (m_api.clock().now() - start > m_timings.silence / 2 && error.code == ErrorCode::TimedOut)
            continue; // a quiet peer: ask again at once, and fail then if it is dead
        if (!pauseBeforeRetry(error, call))
            return failure(call.stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::TimedOut,
                QStringLiteral("Watching %1 ended: %2").arg(m_kind.kind, error.message));
    }
    return {};
}

bool Watcher::isFatal(const Error &error, const Call &call) const
{
    switch (error.code) {
    case ErrorCode::TimedOut:
        return m_api.clock().now() >= call.deadline;
    case ErrorCode::Unavailable:
    case ErrorCode::Protocol:
    case ErrorCode::Conflict:
        return false;
    case ErrorCode::NotFound:
        return !m_hasListed;
    default:
        return true;
    }
}

bool Watcher::pauseBeforeRetry(const Error &error, const Call &call)
{
    const Milliseconds delay = std::max(m_backoff.next(), std::exchange(m_serverDelay, {}).value_or(Milliseconds{0}));
    qCInfo(logWatch) << "watching" << m_kind.kind << "goes on in" << delay.count() << "ms:" << error.message
                     << error.context;
    const Instant until = m_api.clock().now() + delay;
    return m_api.clock().sleepUntil(std::min(until, call.deadline), call.stop) && until < call.deadline;
}

Result<Watcher::Next> Watcher::relist(const Call &call)
{
    const auto path = m_kinds.pathOf(m_kind, call);
    if (!path)
        return std::unexpected(path.error());
    m_path = *path;
    const auto list = listObjects(m_api, m_path, m_kind, m_options, call);
    if (!list)
        return std::unexpected(list.error());
    m_version = list->resourceVersion;
    m_hasListed = true;
    QSet<QString> present;
    for (const QJsonObject &object : list->items) {
        present.insert(keyOf(object));
        if (!update(object))
            return Next::Done;
    }
    const QStringList known = m_known.keys();
    for (const QString &key : known) // deletions of which no event told
        if (!present.contains(key) && !remove(key, m_known.value(key)))
            return Next::Done;
    return Next::Watch;
}

Result<Watcher::Next> Watcher::watchOnce(const Call &call)
{
    const auto seconds = std::chrono::floor<Seconds>(Backoff(m_timings.serverEnds).next()).count(); // up to twice that
    QUrlQuery query;
    addSelectors(query, m_options);
    addQueryItem(query, "watch", QStringLiteral("1"));
    addQueryItem(query, "allowWatchBookmarks", QStringLiteral("true"));
    addQueryItem(query, "resourceVersion", m_version);
    addQueryItem(query, "timeoutSeconds", QString::number(seconds));
    WatchFrames frames;
    Result<Next> next = Next::Watch;
    const auto chunk = [&](const QByteArray &bytes) {
        for (const WatchFrame &frame : frames.add(bytes)) {
            next = hear(frame);
            if (!next || *next != Next::Watch)
                return false;
        }
        if (frames.error()) {
            next = std::unexpected(*frames.error());
            return false;
        }
        return true;
    };
    const Instant start = m_api.clock().now();
    const auto answer
        = m_api.stream({.path = m_path, .query = query, .what = QStringLiteral("watch %1").arg(m_kind.kind)},
            m_timings.silence, chunk, call);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status < 200 || answer->status >= 300)
        return afterRefusal(*answer);
    if (next && *next == Next::Watch && m_heard == 0 && m_api.clock().now() - start < Seconds{1})
        return failure(
            ErrorCode::Unavailable, QStringLiteral("The watch of %1 ended at once without an event").arg(m_kind.kind));
    return next;
}

Result<Watcher::Next> Watcher::afterRefusal(const HttpAnswer &answer)
{
    if (isGone(answer) || answer.status == 404)
        return Next::Relist;
    m_serverDelay = retryAfter(answer);
    return std::unexpected(statusError(answer, QStringLiteral("watch %1").arg(m_kind.kind)));
}

Result<Watcher::Next> Watcher::hear(const WatchFrame &frame)
{
    if (frame.type == QLatin1String("ERROR")) {
        const int code = frame.object.value(QLatin1String("code")).toInt();
        if (code == 410)
            return Next::Relist;
        return std::unexpected(statusError(frame.object, code, QStringLiteral("watch %1").arg(m_kind.kind)));
    }
    ++m_heard;
    if (const QString version = metadataText(frame.object, "resourceVersion"); !version.isEmpty())
        m_version = version;
    bool goOn = true;
    if (frame.type == QLatin1String("ADDED") || frame.type == QLatin1String("MODIFIED"))
        goOn = update(frame.object);
    else if (frame.type == QLatin1String("DELETED"))
        goOn = remove(keyOf(frame.object), frame.object);
    return goOn ? Next::Watch : Next::Done; // BOOKMARK, and whatever comes some day, only moves the version on
}

bool Watcher::update(const QJsonObject &object)
{
    const QString key = keyOf(object);
    const auto known = m_known.constFind(key);
    const bool isNew = known == m_known.cend();
    const bool isReplaced = !isNew && metadataText(*known, "uid") != metadataText(object, "uid");
    if (!isNew && !isReplaced && metadataText(*known, "resourceVersion") == metadataText(object, "resourceVersion"))
        return true; // told before
    if (isReplaced && !tell(WatchType::Deleted, *known))
        return false;
    m_known.insert(key, object);
    return tell(isNew || isReplaced ? WatchType::Added : WatchType::Modified, object);
}

bool Watcher::remove(const QString &key, const QJsonObject &last)
{
    return m_known.remove(key) == 0 || tell(WatchType::Deleted, last);
}

bool Watcher::tell(WatchType type, const QJsonObject &object)
{
    return m_handler(type, object) == WatchVerdict::Continue;
}

} // namespace relight
