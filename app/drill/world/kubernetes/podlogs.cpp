#include "app/drill/world/kubernetes/podlogs.h"

#include "app/drill/world/kubernetes/jsonparts.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static QJsonObject namedIn(const QJsonArray &list, const QString &name)
{
    for (const QJsonValue &value : list)
        if (word(value.toObject(), u"name") == name)
            return value.toObject();
    return {};
}

static QJsonObject statusOf(const QJsonObject &pod, const QString &container)
{
    for (const auto list : {u"containerStatuses", u"initContainerStatuses"})
        if (const auto found = namedIn(part(pod, u"status").value(list).toArray(), container); !found.isEmpty())
            return found;
    return {};
}

// One that serves says so every ten seconds; of a long life the last thousand times.
static constexpr Milliseconds period{10'000};
static constexpr qint64 kept = 1'000;

static QStringList beginningOf(const QString &container, bool crashed)
{
    QStringList lines{u"level=info msg=\"%1 is starting\""_s.arg(container),
        u"level=info msg=\"configuration loaded\""_s, u"level=info msg=\"connecting to its dependencies\""_s};
    if (crashed)
        lines << u"level=fatal msg=\"%1 cannot go on: dial tcp: connection refused\""_s.arg(container);
    else
        lines << u"level=info msg=\"%1 is serving\""_s.arg(container);
    return lines;
}

static ContainerLog logSince(const QString &container, const QString &started, bool ended, bool crashed, Timestamp now)
{
    ContainerLog log;
    log.started = started;
    const Timestamp first = parseTimestamp(started).value_or(now);
    for (const QString &text : beginningOf(container, crashed))
        log.lines << ContainerLog::Line{first, text};
    if (ended)
        return log;
    const qint64 turns = std::max<qint64>(0, (now - first) / period);
    for (qint64 turn = std::max<qint64>(1, turns - kept); turn <= turns; ++turn)
        log.lines << ContainerLog::Line{
            first + turn * period, u"level=info msg=\"%1 served %2 requests\""_s.arg(container).arg(turn * 12)};
    log.next = first + (turns + 1) * period;
    return log;
}

OrRefusal<ContainerLog> containerLog(const World &world, const LogQuestion &question)
{
    const auto stored = world.cluster.get({{}, u"Pod"_s, question.space, question.pod});
    if (!stored)
        return std::unexpected(notFound({{}, u"v1"_s, u"Pod"_s, u"pods"_s, true, true}, question.pod));
    const QJsonObject pod = stored->object, spec = part(pod, u"spec");
    const QJsonArray containers = spec.value(u"containers").toArray();
    QString name = question.container;
    if (name.isEmpty() && containers.size() == 1)
        name = word(containers.first().toObject(), u"name");
    if (name.isEmpty())
        return std::unexpected(
            badRequest(u"a container name must be specified for pod %1, choose one of: [...]"_s.arg(question.pod)));
    if (namedIn(containers, name).isEmpty() && namedIn(spec.value(u"initContainers").toArray(), name).isEmpty())
        return std::unexpected(badRequest(u"container %1 is not valid for pod %2"_s.arg(name, question.pod)));
    const QJsonObject status = statusOf(pod, name), state = part(status, u"state");
    const QJsonObject last = part(part(status, u"lastState"), u"terminated");
    if (question.previous && last.isEmpty())
        return std::unexpected(
            badRequest(u"previous terminated container \"%1\" in pod \"%2\" not found"_s.arg(name, question.pod)));
    const bool waits = state.isEmpty() || (state.contains(u"waiting") && last.isEmpty());
    if (waits)
        return std::unexpected(badRequest(u"container \"%1\" in pod \"%2\" is waiting to start: %3"_s.arg(
            name, question.pod, word(part(state, u"waiting"), u"reason"))));
    if (question.previous || state.contains(u"waiting"))
        return logSince(name, word(last, u"startedAt"), true, true, world.clock.wall());
    const bool ended = state.contains(u"terminated");
    const QString started = word(part(state, ended ? u"terminated" : u"running"), u"startedAt");
    return logSince(name, started, ended, false, world.clock.wall());
}

QList<ContainerLog::Line> wanted(const QList<ContainerLog::Line> &lines, const LogQuestion &question)
{
    QList<ContainerLog::Line> wanted = lines;
    if (question.since)
        wanted.removeIf([&](const ContainerLog::Line &line) { return line.at < *question.since; });
    return question.tailLines < 0 ? wanted : wanted.last(std::min<qsizetype>(question.tailLines, wanted.size()));
}

QByteArray bytesOf(const QList<ContainerLog::Line> &lines, bool stamps)
{
    QByteArray bytes;
    for (const ContainerLog::Line &line : lines) {
        if (stamps)
            bytes += timestampText(line.at).toLatin1() + ' ';
        bytes += line.text.toUtf8() + '\n';
    }
    return bytes;
}

Answer podLog(const World &world, const LogQuestion &question)
{
    const auto log = containerLog(world, question);
    if (!log)
        return log.error();
    return {.body = bytesOf(wanted(log->lines, question), question.stamps), .type = "text/plain"};
}

} // namespace relight::world
