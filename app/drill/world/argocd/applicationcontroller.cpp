#include "app/drill/world/argocd/applicationcontroller.h"

#include "app/drill/world/argocd/applicationstatus.h"
#include "app/drill/world/argocd/autosync.h"
#include "app/drill/world/argocd/circularbootstrap.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/synctasks.h"
#include "app/drill/world/argocd/tracking.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds comparison{1000}, liveLook{300}, errorLook{150'000};
static constexpr QStringView refreshAnnotation = u"argocd.argoproj.io/refresh";

ApplicationController::ApplicationController(World &world)
    : m_world(world)
    , m_installation(world)
    , m_renderer(world)
    , m_operations(world, m_renderer, m_installation, [this](const QString &key) { look(key, true); })
    , m_operators(world)
    , m_sets(world, m_installation)
{
    world.cluster.listen([this](const Happening &happening) { heard(happening); });
    world.faults.listen([this](const Fault &fault, bool begins) { heardFault(fault, begins); });
    m_installation.controllerCame = [this] { lookAtAll(); };
}

bool ApplicationController::isForgotten()
{
    if (std::exchange(m_clusters, m_world.clusters) == m_world.clusters)
        return false;
    m_known.clear();
    m_operations.clear();
    return true;
}

void ApplicationController::heardFault(const Fault &fault, bool begins)
{
    if (!begins)
        endCircular(m_world, fault);
    if (begins && fault.kind == u"manual-drift")
        drift(fault);
    if (!begins && fault.kind == u"sync-window")
        lookAtAll();
}

void ApplicationController::lookAtAll()
{
    for (const auto &application : m_world.cluster.list(u"argoproj.io"_s, u"Application"_s)) {
        const QString key = applicationKey(application->object);
        look(key, true);
        if (application->object.contains(u"operation") && !m_operations.isRunning(key))
            m_operations.begin(key);
    }
}

void ApplicationController::heard(const Happening &happening)
{
    (void)isForgotten();
    if (happening.key.group == u"argoproj.io" && happening.key.kind == u"Application")
        heardApplication(happening);
    heardObject(happening, happening.now->object);
    if (happening.key.group == u"argoproj.io" && happening.key.kind == u"AppProject"
        && happening.change == Change::Deleted)
        lookAtAll();
}

static bool isRefreshAsked(const QJsonObject &application)
{
    return !textAt(application, {u"metadata", u"annotations", refreshAnnotation}).isEmpty();
}

void ApplicationController::heardApplication(const Happening &happening)
{
    const QJsonObject &now = happening.now->object;
    const QString key = applicationKey(now);
    if (happening.change == Change::Deleted) {
        m_known.erase(key);
        m_operations.forget(key);
        return;
    }
    const QJsonObject before = happening.before ? happening.before->object : QJsonObject();
    if (before.value(u"spec") != now.value(u"spec") || (isRefreshAsked(now) && !isRefreshAsked(before))
        || isHeldBack(now) != isHeldBack(before) || objectAt(now, {u"metadata"}).contains(u"deletionTimestamp"))
        look(key, true);
    if (now.contains(u"operation") && !before.contains(u"operation") && !isHeldBack(now))
        m_operations.begin(key);
    if (textAt(now, {u"status", u"operationState", u"phase"}) == u"Terminating"
        && textAt(before, {u"status", u"operationState", u"phase"}) != u"Terminating")
        m_world.clock.quietly(liveLook, u"argocd/terminate/"_s + key, [this, key] { m_operations.terminate(key); });
}

// What its own controller writes into a child's status is not the parent's business, but its health may be.
static bool concernsItsOwner(const World &world, const Happening &happening)
{
    if (happening.change != Change::Modified || happening.key.kind != u"Application")
        return true;
    const QJsonObject &now = happening.now->object, &before = happening.before->object;
    return now.value(u"spec") != before.value(u"spec")
        || valueAt(now, {u"metadata", u"annotations"}) != valueAt(before, {u"metadata", u"annotations"})
        || valueAt(now, {u"metadata", u"labels"}) != valueAt(before, {u"metadata", u"labels"})
        || (valueAt(now, {u"status", u"health", u"status"}) != valueAt(before, {u"status", u"health", u"status"})
            && checksApplications(world));
}

void ApplicationController::heardObject(const Happening &happening, const QJsonObject &object)
{
    const QString owner = trackedBy(object, m_world.manifest.gitops.argocd.argoNamespace);
    if (owner.isEmpty() || !m_known.contains(owner) || !concernsItsOwner(m_world, happening))
        return;
    look(owner, false);
    m_operations.objectChanged(owner, happening.key);
}

void ApplicationController::look(const QString &applicationKey, bool fresh)
{
    lookAt(
        applicationKey, fresh, fresh ? m_world.chance.about(comparison, u"comparing "_s + applicationKey) : liveLook);
}

// The earliest look stands; a later wish for the source is served by it, too.
void ApplicationController::lookAt(const QString &applicationKey, bool fresh, Milliseconds delay)
{
    Known &known = m_known[applicationKey];
    known.fresh |= fresh;
    const Milliseconds due = m_world.clock.now() + delay;
    if (known.due && *known.due <= due)
        return;
    known.due = due;
    m_world.clock.quietly(delay, u"argocd/compare/"_s + applicationKey, [=, this] {
        const auto found = m_known.find(applicationKey);
        if (found == m_known.end() || found->second.due != due)
            return;
        found->second.due.reset();
        if (!isForgotten() && m_installation.controllerIsUp())
            reconcile(applicationKey);
    });
}

void ApplicationController::failed(
    const QString &applicationKey, QJsonObject application, const QString &type, const QString &message)
{
    writeFailure(application, type, message, m_world.clock.wall());
    setAt(application, {u"metadata", u"annotations", refreshAnnotation}, QJsonValue::Undefined);
    Known &known = m_known[applicationKey];
    if (known.rendering) { // what was rendered before still says what belongs to it
        const Comparison compared = compare(m_world, applicationKey, *known.rendering);
        known.healths = compared.healths;
        writeHealth(application, compared.health, m_world.clock.wall());
    }
    known.fresh = true;
    m_world.cluster.put(application);
    lookAt(applicationKey, true, m_world.chance.about(errorLook, u"resync of "_s + applicationKey));
}

static QList<std::pair<QString, QString>> unservedKinds(const World &world, const QList<QJsonObject> &targets)
{
    QList<std::pair<QString, QString>> kinds;
    for (const QJsonObject &target : targets) {
        const Key key = keyOf(target);
        if (!world.cluster.findKind(key.group, key.kind) && !kinds.contains(std::pair(key.group, key.kind)))
            kinds << std::pair(key.group, key.kind);
    }
    return kinds;
}

void ApplicationController::reconcile(const QString &applicationKey)
{
    const auto stored = m_world.cluster.get(applicationAt(applicationKey));
    Known &known = m_known[applicationKey];
    if (!stored || isHeldBack(stored->object))
        return;
    QJsonObject application = stored->object;
    if (objectAt(application, {u"metadata"}).contains(u"deletionTimestamp"))
        return finalize(application);
    const QString project = textAt(application, {u"spec", u"project"});
    const QString space = m_world.manifest.gitops.argocd.argoNamespace;
    if (!m_world.cluster.get({u"argoproj.io"_s, u"AppProject"_s, space, project.isEmpty() ? u"default"_s : project}))
        return failed(applicationKey, application, u"InvalidSpecError"_s,
            u"Application referencing project %1 which does not exist"_s.arg(project));
    const bool nowServed = std::ranges::any_of(
        known.unserved, [this](const auto &kind) { return m_world.cluster.findKind(kind.first, kind.second); });
    const bool fresh = std::exchange(known.fresh, false) || !known.rendering || nowServed;
    if (fresh) {
        auto rendering = m_renderer.render(application);
        if (!rendering)
            return failed(applicationKey, application, u"ComparisonError"_s, rendering.error().message);
        known.rendering = std::move(*rendering);
        known.unserved = unservedKinds(m_world, known.rendering->targets);
    }
    const Comparison compared = compare(m_world, applicationKey, *known.rendering);
    known.healths = compared.healths;
    writeComparison(application, compared, *known.rendering, m_world.clock.wall());
    if (fresh)
        setAt(application, {u"status", u"reconciledAt"}, secondsText(m_world.clock.wall()));
    setAt(application, {u"metadata", u"annotations", refreshAnnotation}, QJsonValue::Undefined);
    if (!compared.synced)
        syncWhereDue(applicationKey, application, *known.rendering);
    else
        setCondition(application, u"SyncError"_s, {}, m_world.clock.wall());
    m_world.cluster.put(application);
    if (compared.synced && compared.health == HealthStatus::Healthy)
        bringBootstrap(m_world, applicationKey.section(u'/', 1));
}

void ApplicationController::syncWhereDue(
    const QString &applicationKey, QJsonObject &application, const Rendering &rendering)
{
    const QString name = applicationKey.section(u'/', 1);
    if (application.contains(u"operation") || m_operations.isRunning(applicationKey)
        || m_world.faults.find(u"sync-window"_s, u"application"_s, name))
        return;
    const AutoSync decided = autoSync(application, rendering, m_world.clock.wall());
    setCondition(application, u"SyncError"_s, decided.error, m_world.clock.wall());
    if (!decided.operation.isEmpty())
        application.insert(u"operation"_s, decided.operation);
    if (decided.later)
        lookAt(applicationKey, false, *decided.later);
}

// A deletion that cascades takes the objects along.
void ApplicationController::finalize(const QJsonObject &application)
{
    const QString key = applicationKey(application);
    bool cascades = false;
    for (const QJsonValue &finalizer : listAt(application, {u"metadata", u"finalizers"}))
        cascades |= finalizer.toString().startsWith(u"resources-finalizer.argocd.argoproj.io");
    const QList<QJsonObject> targets = targetsOf(key);
    for (const QJsonObject &target : targets) {
        if (cascades)
            m_world.cluster.remove(keyOf(target));
    }
    m_world.cluster.remove(keyOf(application));
}

// Somebody changed the application's first Deployment by hand.
void ApplicationController::drift(const Fault &fault)
{
    const QString name = textAt(fault.with, {u"application"});
    for (const auto &[key, known] : m_known) {
        if (key.section(u'/', 1) != name || !known.rendering)
            continue;
        for (const QJsonObject &target : known.rendering->targets) {
            const auto live = m_world.cluster.get(keyOf(target));
            if (!live || keyOf(target).kind != u"Deployment")
                continue;
            QJsonObject changed = live->object;
            setAt(changed, {u"spec", u"replicas"}, valueAt(changed, {u"spec", u"replicas"}).toInt(1) + 1);
            setAt(
                changed, {u"metadata", u"generation"}, valueAt(changed, {u"metadata", u"generation"}).toInteger() + 1);
            m_world.cluster.put(changed);
            return;
        }
    }
}

QJsonObject ApplicationController::withResourceHealth(const QJsonObject &application) const
{
    const auto known = m_known.find(applicationKey(application));
    QJsonArray resources = listAt(application, {u"status", u"resources"});
    if (known == m_known.end() || known->second.healths.size() != resources.size())
        return application;
    for (qsizetype i = 0; i < resources.size(); ++i) {
        const ObjectHealth &health = known->second.healths.at(i);
        if (!health.status)
            continue;
        QJsonObject resource = resources.at(i).toObject();
        QJsonObject shown{{u"status"_s, healthText(*health.status)}};
        if (!health.message.isEmpty())
            shown.insert(u"message"_s, health.message);
        resource.insert(u"health"_s, shown);
        resources.replace(i, resource);
    }
    QJsonObject whole = application;
    setAt(whole, {u"status", u"resources"}, resources);
    return whole;
}

QList<QJsonObject> ApplicationController::targetsOf(const QString &applicationKey) const
{
    const auto known = m_known.find(applicationKey);
    return known != m_known.end() && known->second.rendering ? known->second.rendering->targets : QList<QJsonObject>();
}

} // namespace relight::world
