#include "app/integrations/kubernetes/podlogstream.h"

#include "app/integrations/kubernetes/apistatus.h"
#include "app/integrations/kubernetes/lister.h"

#include <QDateTime>

#include <algorithm>

namespace relight {

// An idle log is silent for as long as it likes, so silence proves nothing before this.
static constexpr Milliseconds silence{300'000};
static constexpr qsizetype longestLine = 64 << 10; // the rest of a longer one comes as the next

// "2026-08-01T10:00:00.123456789Z text"
static PodLogLine lineOf(const QByteArray &bytes)
{
    const qsizetype blank = bytes.indexOf(' ');
    if (blank < 20 || blank > 40 || bytes.at(4) != '-' || bytes.at(10) != 'T')
        return {{}, bytes};
    return {bytes.left(blank), bytes.mid(blank + 1)};
}

QList<PodLogLine> PodLogLines::add(const QByteArray &chunk)
{
    m_rest += chunk;
    QList<PodLogLine> lines;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = m_rest.indexOf('\n', from);
        if (end < 0 && m_rest.size() - from <= longestLine)
            break;
        const qsizetype length = std::min(end < 0 ? longestLine : end - from, longestLine);
        QByteArray line = m_rest.mid(from, length);
        from += length + (from + length == end ? 1 : 0);
        if (line.endsWith('\r'))
            line.chop(1);
        lines << lineOf(line);
    }
    m_rest.remove(0, from);
    return lines;
}

std::optional<PodLogLine> PodLogLines::rest()
{
    const QByteArray rest = std::exchange(m_rest, {});
    return rest.isEmpty() ? std::nullopt : std::optional(lineOf(rest));
}

// "2026-08-01T10:00:00", whatever zone the node writes its stamps in.
static QByteArray utcSeconds(const QByteArray &stamp)
{
    if (stamp.endsWith('Z'))
        return stamp.left(19);
    const QByteArray zone = stamp.right(6); // "+02:00"
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(stamp.left(19) + zone), Qt::ISODate).toUTC();
    return time.isValid() ? time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1() : stamp.left(19);
}

// The kubelet leaves trailing zeros of a fraction away.
static QByteArray comparable(const QByteArray &stamp)
{
    const bool fine = stamp.size() > 20 && stamp.at(19) == '.';
    const QByteArray rest = fine ? stamp.sliced(20) : QByteArray();
    const auto digits = std::ranges::find_if_not(rest, [](char c) { return c >= '0' && c <= '9'; }) - rest.begin();
    return utcSeconds(stamp) + rest.left(digits).leftJustified(9, '0');
}

bool isLater(const QByteArray &stamp, const QByteArray &than)
{
    return comparable(stamp) > comparable(than);
}

Result<> followLog(ApiClient &api, const PodLogFollow &log, const PodLogHandler &handler, const Call &call)
{
    QUrlQuery query;
    addQueryItem(query, "container", log.container);
    addQueryItem(query, "follow", QStringLiteral("true"));
    addQueryItem(query, "timestamps", QStringLiteral("true"));
    if (!log.newerThan.isEmpty()) // whole seconds are what the server looks at
        addQueryItem(query, "sinceTime", QString::fromLatin1(utcSeconds(log.newerThan)) + u'Z');
    else if (log.tailLines > 0)
        addQueryItem(query, "tailLines", QString::number(log.tailLines));
    const QString what = QStringLiteral("follow the log of Pod %1/%2").arg(log.podNamespace, log.pod);
    PodLogLines lines;
    const auto tell = [&](const PodLogLine &line) {
        const bool known = !log.newerThan.isEmpty() && !line.stamp.isEmpty() && !isLater(line.stamp, log.newerThan);
        const bool empty = line.stamp.isEmpty() && line.text.isEmpty(); // a written line has its stamp at least
        return known || empty || handler(line) == WatchVerdict::Continue;
    };
    bool enough = false;
    const auto chunk = [&](const QByteArray &bytes) {
        enough = !std::ranges::all_of(lines.add(bytes), tell);
        return !enough;
    };
    const auto answer
        = api.stream({.path = QStringLiteral("/api/v1/namespaces/%1/pods/%2/log").arg(log.podNamespace, log.pod),
                         .query = query,
                         .accept = "text/plain, */*",
                         .what = what},
            silence, chunk, call);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status < 200 || answer->status >= 300)
        return std::unexpected(statusError(*answer, what));
    if (const auto last = enough ? std::nullopt : lines.rest())
        tell(*last);
    return {};
}

} // namespace relight
