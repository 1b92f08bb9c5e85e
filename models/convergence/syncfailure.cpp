#include "models/convergence/syncfailure.h"

#include "models/convergence/convergence.h"

#include <algorithm>
#include <array>

namespace relight {

namespace {

// Phrases of failures that end once something else of the cluster is there.
constexpr std::array retriable{u"no matches for kind", u"could not find the requested resource",
    u"failed calling webhook", u"no endpoints available", u"connection refused", u"connection reset", u"i/o timeout",
    u"context deadline exceeded", u"TLS handshake timeout", u"the server is currently unable to handle the request",
    u"etcdserver: request timed out", u"ensure CRDs are installed first",
    u"CRD is installed on the destination cluster"};

bool isRetriable(const QString &message)
{
    const bool namespaceMissing = message.contains(u"namespaces \"") && message.contains(u"not found");
    return namespaceMissing || std::ranges::any_of(retriable, [&](const char16_t *phrase) {
        return message.contains(QStringView(phrase), Qt::CaseInsensitive);
    });
}

// A wave waited for what was degraded then and is well now: the rest can follow. A hook that failed has done something,
// and is for a person.
bool isWellAgain(const Application &app)
{
    bool any = false;
    for (const ResourceResult &result : app.results) {
        if (!result.failed)
            continue;
        any = true;
        const auto now = std::ranges::find(app.resources, result.key, &ResourceStatus::key);
        if (result.isHook || now == app.resources.end() || now->health != HealthStatus::Healthy)
            return false;
    }
    return any;
}

} // namespace

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= 300 ? line : line.left(299) + u'…';
}

const ApplicationCondition *conditionAmong(const Application &app, std::initializer_list<QStringView> types)
{
    const auto found = std::ranges::find_if(app.conditions,
        [&](const ApplicationCondition &c) { return std::ranges::find(types, QStringView(c.type)) != types.end(); });
    return found == app.conditions.end() ? nullptr : &*found;
}

QString failureText(const Application &app)
{
    QStringList failed;
    for (const ResourceResult &result : app.results) {
        if (result.status == u"SyncFailed")
            failed.append(QStringLiteral("%1 %2: %3").arg(result.key.kind, result.key.name, shortened(result.message)));
    }
    if (!failed.isEmpty())
        return failed.size() == 1 ? failed.first()
                                  : failed.first() + QStringLiteral(" (and %1 more)").arg(failed.size() - 1);
    if (!app.operationMessage.isEmpty())
        return shortened(app.operationMessage);
    const ApplicationCondition *why = conditionAmong(app, {u"SyncError"});
    return why ? shortened(why->message) : QStringLiteral("no reason is given");
}

bool isRetriableSyncFailure(const Application &app)
{
    bool anyResult = false, allRetriable = true;
    for (const ResourceResult &result : app.results) {
        if (result.status == u"SyncFailed") {
            anyResult = true;
            allRetriable &= isRetriable(result.message);
        }
    }
    if (anyResult)
        return allRetriable;
    if (isWellAgain(app))
        return true;
    const ApplicationCondition *why = conditionAmong(app, {u"SyncError"});
    return isRetriable(app.operationMessage) || (why && isRetriable(why->message));
}

bool isSettled(const Application &app)
{
    if (!app.hasStatus || app.operationQueued || app.sync == SyncStatus::Unknown)
        return false;
    switch (app.operation) {
    case OperationPhase::Running:
    case OperationPhase::Terminating:
        return false;
    case OperationPhase::Failed:
    case OperationPhase::Error:
        return app.sync == SyncStatus::Synced && !app.operationRevision.isEmpty()
            && app.operationRevision != app.syncRevision;
    case OperationPhase::Succeeded:
        return app.sync == SyncStatus::Synced
            || (!app.syncRevision.isEmpty() && app.operationRevision == app.syncRevision);
    case OperationPhase::None:
        return app.sync == SyncStatus::Synced; // it was all there already
    }
    return false;
}

} // namespace relight
