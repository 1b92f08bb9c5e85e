#include "app/drill/world/kubernetes/apianswers.h"

#include "app/drill/world/kubernetes/clustersetup.h"
#include "app/drill/world/kubernetes/discovery.h"
#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/patches.h"
#include "app/drill/world/kubernetes/servedkinds.h"
#include "app/integrations/kubernetes/yamldocuments.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

ApiAnswers::ApiAnswers(World &world)
    : m_world(world)
    , m_writer(world)
    , m_listings(world.cluster)
{
}

std::optional<ApiAnswers::Target> ApiAnswers::targetOf(const QString &path) const
{
    const auto resource = readResourcePath(path);
    if (!resource)
        return std::nullopt;
    const auto kind = servedKind(m_world.cluster, resource->group, resource->version, resource->plural);
    const bool isEverywhere = resource->space.isEmpty() && resource->name.isEmpty();
    if (!kind || (kind->namespaced ? resource->space.isEmpty() && !isEverywhere : !resource->space.isEmpty()))
        return std::nullopt;
    return Target{*kind, *resource};
}

std::optional<Answer> ApiAnswers::ownPage(const QStringList &words) const
{
    const QString page = words.value(0);
    if (page == u"readyz" || page == u"livez" || page == u"healthz")
        return Answer{.body = "ok", .type = "text/plain; charset=utf-8"};
    if (page != u"version" || words.size() != 1)
        return std::nullopt;
    const QString version = kubernetesVersion(m_world);
    return jsonAnswer({{u"major"_s, version.section(u'.', 0, 0).mid(1)}, {u"minor"_s, version.section(u'.', 1, 1)},
        {u"gitVersion"_s, version}, {u"gitTreeState"_s, u"clean"_s}, {u"compiler"_s, u"gc"_s},
        {u"platform"_s, u"linux/amd64"_s}});
}

Answer ApiAnswers::answer(const Asked &asked)
{
    const QStringList words = asked.path.split(u'/', Qt::SkipEmptyParts);
    if (const auto page = ownPage(words))
        return *page;
    if (asked.method == "GET")
        if (const auto found = discovery(servedKinds(m_world.cluster), words))
            return *found;
    const auto target = targetOf(asked.path);
    if (!target)
        return readResourcePath(asked.path)
            ? unknownResource()
            : Answer{.code = 404, .body = "404 page not found\n", .type = "text/plain; charset=utf-8"};
    if (asked.method == "GET")
        return read(asked, *target);
    return asked.method == "DELETE" ? remove(asked, *target) : write(asked, *target);
}

static OrRefusal<Selectors> selectorsOf(const Asked &asked)
{
    return Selectors::read(asked.query.value(u"labelSelector"_s), asked.query.value(u"fieldSelector"_s));
}

std::optional<WatchQuestion> ApiAnswers::watchOf(const Asked &asked) const
{
    const QString watch = asked.query.value(u"watch"_s);
    const auto target = targetOf(asked.path);
    const auto selectors = selectorsOf(asked);
    if (asked.method != "GET" || (watch != u"1" && watch != u"true") || !target || !target->path.name.isEmpty()
        || !selectors || asked.query.contains(u"sendInitialEvents"_s))
        return std::nullopt;
    WatchQuestion question{target->kind, target->path.space, *selectors, asked.query.value(u"resourceVersion"_s)};
    if (const int seconds = asked.query.value(u"timeoutSeconds"_s).toInt(); seconds > 0)
        question.timeout = Seconds{seconds};
    question.bookmarks = asked.query.value(u"allowWatchBookmarks"_s) == u"true";
    return question;
}

Answer ApiAnswers::read(const Asked &asked, const Target &target)
{
    if (target.path.subresource == u"log")
        return podLog(m_world, logQuestion(asked, target));
    if (!target.path.name.isEmpty())
        return m_listings.get(target.kind, target.key());
    if (asked.query.contains(u"sendInitialEvents"_s))
        return refusal(422, u"Invalid"_s,
            u"ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden "
            u"for "
            "watch unless the WatchList feature gate is enabled"_s);
    const auto selectors = selectorsOf(asked);
    if (!selectors)
        return selectors.error();
    return m_listings.list(target.kind,
        {target.path.space, *selectors, asked.query.value(u"limit"_s).toInt(), asked.query.value(u"continue"_s)});
}

LogQuestion ApiAnswers::logQuestion(const Asked &asked, const Target &target)
{
    const QString lines = asked.query.value(u"tailLines"_s);
    LogQuestion question{target.path.space, target.path.name, asked.query.value(u"container"_s),
        lines.isEmpty() ? -1 : lines.toInt(), asked.query.value(u"previous"_s) == u"true"};
    question.stamps = asked.query.value(u"timestamps"_s) == u"true";
    question.since = parseTimestamp(asked.query.value(u"sinceTime"_s));
    question.follow = asked.query.value(u"follow"_s) == u"true";
    return question;
}

std::optional<LogQuestion> ApiAnswers::followedLogOf(const Asked &asked) const
{
    const auto target = targetOf(asked.path);
    if (asked.method != "GET" || !target || target->path.subresource != u"log")
        return std::nullopt;
    const LogQuestion question = logQuestion(asked, *target);
    return question.follow && !question.previous ? std::optional(question) : std::nullopt;
}

static Answer answerOf(const OrRefusal<Written> &written, const Kind &kind)
{
    if (!written)
        return written.error();
    return {written->created ? 201 : 200, bytesAs(*written->now, kind)};
}

static std::optional<QJsonObject> objectIn(const QByteArray &body)
{
    if (const QJsonDocument document = QJsonDocument::fromJson(body); document.isObject())
        return document.object();
    const auto documents = readYamlDocuments(body);
    if (!documents || documents->size() != 1 || !documents->first().value.isObject())
        return std::nullopt;
    return documents->first().value.toObject();
}

// What the URL says and the object may leave out. Unexpected: they disagree.
static OrRefusal<QJsonObject> placed(QJsonObject object, const Kind &kind, const ResourcePath &path)
{
    setDefault(object, "apiVersion"_L1, kind.apiVersion());
    setDefault(object, "kind"_L1, kind.kind);
    if (word(object, u"apiVersion") != kind.apiVersion() || word(object, u"kind") != kind.kind)
        return std::unexpected(badRequest(u"%1 in version \"%2\" cannot be handled as a %3"_s.arg(
            word(object, u"kind"), word(object, u"apiVersion"), kind.kind)));
    changePart(object, "metadata"_L1, [&](QJsonObject &metadata) {
        if (kind.namespaced)
            setDefault(metadata, "namespace"_L1, path.space);
        else
            metadata.remove("namespace"_L1);
        if (!path.name.isEmpty())
            setDefault(metadata, "name"_L1, path.name);
    });
    if (spaceOf(object) != path.space)
        return std::unexpected(
            badRequest(u"the namespace of the provided object does not match the namespace sent on the request"_s));
    if (!path.name.isEmpty() && nameOf(object) != path.name)
        return std::unexpected(badRequest(
            u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(nameOf(object), path.name)));
    return object;
}

Answer ApiAnswers::write(const Asked &asked, const Target &target)
{
    WriteOptions options{.manager = asked.query.value(u"fieldManager"_s),
        .subresource = target.path.subresource,
        .force = asked.query.value(u"force"_s) == u"true",
        .dryRun = asked.query.value(u"dryRun"_s) == u"All"};
    if (options.manager.isEmpty())
        options.manager = QString::fromLatin1(asked.agent.split('/').first());
    if (!options.subresource.isEmpty() && options.subresource != u"status")
        return unknownResource();
    if (asked.method == "PATCH")
        return patch(asked, target, options);
    const auto sent = objectIn(asked.body);
    if (!sent)
        return badRequest(u"the object provided is unrecognized (must be of type %1)"_s.arg(target.kind.kind));
    if (target.kind.kind == u"SelfSubjectAccessReview" && asked.method == "POST")
        return review(*sent);
    const auto object = placed(*sent, target.kind, target.path);
    if (!object)
        return object.error();
    if (asked.method == "POST" && target.path.name.isEmpty())
        return answerOf(m_writer.create(*object, options), target.kind);
    if (asked.method == "PUT" && !target.path.name.isEmpty())
        return answerOf(m_writer.replace(*object, options), target.kind);
    return methodNotAllowed();
}

Answer ApiAnswers::patch(const Asked &asked, const Target &target, const WriteOptions &options)
{
    if (target.path.name.isEmpty())
        return methodNotAllowed();
    const QByteArray type = asked.contentType.split(';').first().trimmed();
    if (type == "application/apply-patch+yaml") {
        if (!asked.query.contains(u"fieldManager"_s))
            return refusal(422, u"Invalid"_s,
                u"PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"_s);
        const auto sent = objectIn(asked.body);
        if (!sent)
            return badRequest(u"error decoding YAML: yaml: unmarshal errors"_s);
        const auto object = placed(*sent, target.kind, target.path);
        return object ? answerOf(m_writer.apply(*object, options), target.kind) : object.error();
    }
    const bool isList = type == "application/json-patch+json";
    if (!isList && type != "application/merge-patch+json")
        return refusal(415, u"UnsupportedMediaType"_s,
            u"the body of the request was in an unknown format - accepted media types include: "
            "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"_s);
    const QJsonDocument sent = QJsonDocument::fromJson(asked.body);
    if (isList ? !sent.isArray() : !sent.isObject())
        return badRequest(u"error decoding patch: invalid character looking for beginning of value"_s);
    const auto change = [&](const QJsonObject &object) -> OrRefusal<QJsonObject> {
        if (!isList)
            return merged(object, sent.object());
        const auto result = patched(object, sent.array());
        if (result)
            return *result;
        const QJsonObject cause{{u"reason"_s, u"UnexpectedServerResponse"_s}, {u"message"_s, result.error()}};
        return std::unexpected(refusal(422, u"Invalid"_s,
            u"the server rejected our request due to an error in our request"_s, {{u"causes"_s, QJsonArray{cause}}}));
    };
    return answerOf(m_writer.update(target.kind, target.key(), change, options), target.kind);
}

Answer ApiAnswers::remove(const Asked &asked, const Target &target)
{
    const bool dryRun = asked.query.value(u"dryRun"_s) == u"All";
    if (target.path.name.isEmpty()) {
        const auto selectors = selectorsOf(asked);
        if (!selectors)
            return selectors.error();
        for (const auto &stored : m_world.cluster.list(target.kind.group, target.kind.kind, target.path.space))
            if (selectors->matches(stored->object))
                (void)m_writer.remove(target.kind, keyOf(stored->object), dryRun);
        return jsonAnswer(statusObject(200, {}, {}));
    }
    const auto removed = m_writer.remove(target.kind, target.key(), dryRun);
    if (!removed)
        return removed.error();
    if (isLeaving((*removed)->object))
        return {.body = (*removed)->bytes()};
    return jsonAnswer(statusObject(200, {}, {},
        {{u"name"_s, target.path.name}, {u"group"_s, target.kind.group}, {u"kind"_s, target.kind.plural},
            {u"uid"_s, uidOf((*removed)->object)}}));
}

Answer ApiAnswers::review(const QJsonObject &question) const
{
    const QString resource = word(part(part(question, u"spec"), u"resourceAttributes"), u"resource");
    const bool isAllowed = !m_world.faults.find(u"access-denied"_s, u"resource"_s, resource);
    QJsonObject answer = question;
    QJsonObject status{{u"allowed"_s, isAllowed}};
    if (isAllowed)
        status.insert(u"reason"_s, u"RBAC: allowed by ClusterRoleBinding \"cluster-admin\""_s);
    answer.insert(u"status"_s, status);
    return jsonAnswer(answer, 201);
}

} // namespace relight::world
