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

static QStringList linesOf(const QString &container, bool crashed)
{
    QStringList lines{u"level=info msg=\"%1 is starting\""_s.arg(container),
        u"level=info msg=\"configuration loaded\""_s, u"level=info msg=\"connecting to its dependencies\""_s};
    if (crashed)
        lines << u"level=fatal msg=\"%1 cannot go on: dial tcp: connection refused\""_s.arg(container);
    else
        lines << u"level=info msg=\"%1 is serving\""_s.arg(container);
    return lines;
}

Answer podLog(const World &world, const LogQuestion &question)
{
    const auto stored = world.cluster.get({{}, u"Pod"_s, question.space, question.pod});
    if (!stored)
        return notFound({{}, u"v1"_s, u"Pod"_s, u"pods"_s, true, true}, question.pod);
    const QJsonObject pod = stored->object, spec = part(pod, u"spec");
    const QJsonArray containers = spec.value(u"containers").toArray();
    QString name = question.container;
    if (name.isEmpty() && containers.size() == 1)
        name = word(containers.first().toObject(), u"name");
    if (name.isEmpty())
        return badRequest(u"a container name must be specified for pod %1, choose one of: [...]"_s.arg(question.pod));
    if (namedIn(containers, name).isEmpty() && namedIn(spec.value(u"initContainers").toArray(), name).isEmpty())
        return badRequest(u"container %1 is not valid for pod %2"_s.arg(name, question.pod));
    const QJsonObject status = statusOf(pod, name), state = part(status, u"state");
    const bool hasCrashed = !part(part(status, u"lastState"), u"terminated").isEmpty();
    if (question.previous && !hasCrashed)
        return badRequest(u"previous terminated container \"%1\" in pod \"%2\" not found"_s.arg(name, question.pod));
    const bool waits = state.isEmpty() || (state.contains(u"waiting") && !hasCrashed);
    if (waits)
        return badRequest(u"container \"%1\" in pod \"%2\" is waiting to start: %3"_s.arg(
            name, question.pod, word(part(state, u"waiting"), u"reason")));
    QStringList lines = linesOf(name, question.previous || state.contains(u"waiting"));
    if (question.tailLines >= 0)
        lines = lines.last(std::min<qsizetype>(question.tailLines, lines.size()));
    const QString text = lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
    return {.body = text.toUtf8(), .type = "text/plain"};
}

} // namespace relight::world
