#include "app/integrations/kubernetes/applier.h"

#include "app/integrations/kubernetes/lister.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <thread>

namespace relight {

Q_LOGGING_CATEGORY(logApply, "relight.kubernetes.apply")

Applier::Applier(ApiClient &api, ResourceKinds &kinds, const ApplyOptions &options, const ApplyTimings &timings)
    : m_api(api)
    , m_kinds(kinds)
    , m_options(options)
    , m_timings(timings)
{
}

Result<QList<Applied>> Applier::run(const QList<ManifestObject> &objects, const Call &call, const Heard &heard)
{
    m_hasDefinitions = std::ranges::contains(
        objects, QStringLiteral("CustomResourceDefinition"), [](const auto &o) { return o.ref.kind; });
    m_hasNamespaces = std::ranges::contains(objects, ApplyStage::Namespaces, &ManifestObject::stage);
    QList<Applied> all;
    for (auto from = objects.begin(); from != objects.end();) {
        const auto to = std::find_if(
            from, objects.end(), [&](const ManifestObject &object) { return object.stage != from->stage; });
        auto stage = runStage(std::span(from, to), call, heard);
        if (!stage)
            return stage;
        all += *stage;
        from = to;
    }
    return all;
}

namespace {

// What the helpers of one stage share.
struct Stage
{
    std::mutex mutex;
    std::condition_variable_any changed;
    size_t next = 0;
    size_t finished = 0;
    QList<std::pair<size_t, Applied>> fresh; // not told yet
    std::optional<Error> error;
};

} // namespace

Result<QList<Applied>> Applier::runStage(std::span<const ManifestObject> objects, const Call &call, const Heard &heard)
{
    Stage stage;
    std::stop_source stop; // of this stage: pulled by the caller or the first error
    const std::stop_callback chained(call.stop, [&] { stop.request_stop(); });
    const Call own{.stop = stop.get_token(), .deadline = call.deadline};
    const auto work = [&] {
        for (;;) {
            size_t index = 0;
            {
                const std::lock_guard lock(stage.mutex);
                if (stage.next == objects.size() || stage.error)
                    return;
                index = stage.next++;
            }
            auto applied = applyOne(objects[index], own);
            {
                const std::lock_guard lock(stage.mutex);
                ++stage.finished;
                if (applied)
                    stage.fresh.append({index, *applied});
                else if (!stage.error)
                    stage.error = applied.error();
            }
            if (!applied)
                stop.request_stop();
            stage.changed.notify_all();
        }
    };
    std::vector<std::jthread> helpers;
    const size_t count = std::min(objects.size(), size_t(m_timings.requestsAtOnce));
    for (size_t i = 0; i < count; ++i)
        helpers.emplace_back(work);
    QList<Applied> done(qsizetype(objects.size()));
    for (bool more = true; more;) {
        std::unique_lock lock(stage.mutex);
        stage.changed.wait(
            lock, [&] { return !stage.fresh.isEmpty() || stage.error || stage.finished == objects.size(); });
        const auto fresh = std::exchange(stage.fresh, {});
        more = !stage.error && stage.finished < objects.size();
        lock.unlock();
        for (const auto &[index, applied] : fresh) {
            done[qsizetype(index)] = applied;
            if (heard)
                heard(applied);
        }
    }
    helpers.clear(); // joins
    if (stage.error)
        return std::unexpected(*stage.error);
    return done;
}

static bool speaksOf(const Error &error, const char *words)
{
    return error.message.contains(QLatin1String(words)) || error.context.contains(QLatin1String(words));
}

static bool isAbsentNamespace(const Error &error)
{
    return error.status == 404 && speaksOf(error, "namespaces \"");
}

bool Applier::comesWithThisSet(const Error &error) const
{
    return (m_hasDefinitions && speaksOf(error, "no matches for kind"))
        || (m_hasNamespaces && isAbsentNamespace(error));
}

bool Applier::isTransient(const Error &error, Milliseconds waited) const
{
    if (error.code == ErrorCode::NotFound) // just created, or created by something else right now
        return !m_options.dryRun && waited < m_timings.absentNeeds;
    if (error.code == ErrorCode::Conflict)
        return speaksOf(error, "object has been modified") && waited < m_timings.absentNeeds;
    if (error.code == ErrorCode::Forbidden)
        return speaksOf(error, "not yet ready") && waited < m_timings.absentNeeds;
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut;
}

Result<Applied> Applier::applyOne(const ManifestObject &object, const Call &call)
{
    Clock &clock = m_api.clock();
    const Instant start = clock.now();
    const Instant limit = std::min(call.deadline, start + m_timings.total);
    Backoff backoff(m_timings.firstDelay, m_timings.delayLimit);
    for (;;) {
        auto applied = patch(object, call);
        if (applied || (m_options.dryRun && comesWithThisSet(applied.error()))) {
            if (!applied)
                return Applied{object.ref, true};
            if (object.ref.kind == QLatin1String("CustomResourceDefinition") && !m_options.dryRun)
                if (auto established = waitEstablished(object.ref, call); !established)
                    return std::unexpected(established.error());
            return applied;
        }
        const Instant again = clock.now() + backoff.next();
        if (!isTransient(applied.error(), again - start) || again >= limit)
            return applied;
        qCInfo(logApply) << "trying again to apply" << displayName(object.ref) << applied.error().message;
        if (!clock.sleepUntil(again, call.stop))
            return failure(
                ErrorCode::Cancelled, QStringLiteral("Applying %1 was cancelled").arg(displayName(object.ref)));
    }
}

Result<Applied> Applier::patch(const ManifestObject &object, const Call &call)
{
    ObjectRef ref = object.ref;
    QJsonObject body = object.object;
    const auto kind = m_kinds.find(ref.apiVersion, ref.kind, call);
    if (!kind)
        return std::unexpected(kind.error());
    QJsonObject metadata = body.value(QLatin1String("metadata")).toObject();
    if (!kind->isNamespaced)
        ref.objectNamespace.clear();
    else if (ref.objectNamespace.isEmpty())
        ref.objectNamespace = m_options.defaultNamespace;
    if (ref.objectNamespace.isEmpty())
        metadata.remove(QLatin1String("namespace"));
    else
        metadata.insert(QLatin1String("namespace"), ref.objectNamespace);
    body.insert(QLatin1String("metadata"), metadata);
    const auto path = m_kinds.pathOf(ref, call);
    if (!path)
        return std::unexpected(path.error());
    QUrlQuery query;
    addQueryItem(query, "fieldManager", m_options.fieldManager);
    addQueryItem(query, "force", m_options.force ? QStringLiteral("true") : QStringLiteral("false"));
    if (m_options.dryRun)
        addQueryItem(query, "dryRun", QStringLiteral("All"));
    const auto answer = m_api.send({.method = "PATCH",
                                       .path = *path,
                                       .query = query,
                                       .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
                                       .contentType = "application/apply-patch+yaml",
                                       .what = QStringLiteral("apply %1").arg(displayName(ref))},
        call);
    if (!answer)
        return std::unexpected(answer.error());
    return Applied{ref, answer->status == 201};
}

Result<> Applier::waitEstablished(const ObjectRef &definition, const Call &call)
{
    Clock &clock = m_api.clock();
    const Instant limit = std::min(call.deadline, clock.now() + m_timings.absentNeeds);
    const auto path = m_kinds.pathOf(definition, call);
    if (!path)
        return std::unexpected(path.error());
    for (Backoff backoff(Milliseconds{50}, Milliseconds{1000});;) {
        const auto state
            = m_api.json({.path = *path, .what = QStringLiteral("get %1").arg(displayName(definition))}, call);
        if (!state && state.error().code != ErrorCode::Unavailable)
            return std::unexpected(state.error());
        for (const QJsonValue &condition :
            state ? state->value(QLatin1String("status"))[QLatin1String("conditions")].toArray() : QJsonArray()) {
            const QString type = condition[QLatin1String("type")].toString();
            const QString status = condition[QLatin1String("status")].toString();
            if (type == QLatin1String("Established") && status == QLatin1String("True"))
                return {};
            if (type == QLatin1String("NamesAccepted") && status == QLatin1String("False"))
                return failure(ErrorCode::Conflict,
                    QStringLiteral("%1 is not accepted: %2")
                        .arg(displayName(definition), condition[QLatin1String("message")].toString()));
        }
        const Instant again = clock.now() + backoff.next();
        if (again >= limit)
            return failure(ErrorCode::TimedOut,
                QStringLiteral("%1 was applied, but the cluster does not serve its kind yet")
                    .arg(displayName(definition)));
        if (!clock.sleepUntil(again, call.stop))
            return failure(
                ErrorCode::Cancelled, QStringLiteral("Waiting for %1 was cancelled").arg(displayName(definition)));
    }
}

} // namespace relight
