#include "app/drill/world/argocd/operations.h"

#include "app/drill/world/argocd/applicationstatus.h"
#include "app/drill/world/argocd/installation.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/tracking.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds pickedUp{200}, looksAgain{200}, absent{1000}, windowLook{10'000};

Operations::Operations(World &world, Renderer &renderer, const Installation &installation, Ended ended)
    : m_world(world)
    , m_renderer(renderer)
    , m_installation(installation)
    , m_ended(std::move(ended))
{
}

// Runs `what` unless the operation is over by then; while the controller is away it waits for it.
void Operations::later(
    const QString &applicationKey, Milliseconds delay, void (Operations::*what)(const QString &, Running &))
{
    const quint64 number = m_running.at(applicationKey).number;
    m_world.clock.quietly(delay, u"argocd/operation/"_s + applicationKey, [=, this] {
        const auto found = m_running.find(applicationKey);
        if (found == m_running.end() || found->second.number != number)
            return;
        if (!m_world.cluster.get(applicationAt(applicationKey)))
            m_running.erase(found);
        else if (!m_installation.controllerIsUp())
            later(applicationKey, absent, what);
        else
            (this->*what)(applicationKey, found->second);
    });
}

void Operations::begin(const QString &applicationKey)
{
    Running &running = m_running[applicationKey];
    running = {};
    running.number = ++m_count;
    later(applicationKey, pickedUp, &Operations::attempt);
}

static SyncSettings settingsOf(const QJsonObject &application)
{
    const QJsonObject sync = objectAt(application, {u"operation", u"sync"});
    QStringList options;
    const QJsonArray own = listAt(sync, {u"syncOptions"});
    for (const QJsonValue &option : own.isEmpty() ? listAt(application, {u"spec", u"syncPolicy", u"syncOptions"}) : own)
        options << option.toString();
    SyncSettings settings;
    settings.destination = textAt(application, {u"spec", u"destination", u"namespace"});
    settings.createNamespace = options.contains(u"CreateNamespace=true"_s);
    settings.serverSide = options.contains(u"ServerSideApply=true"_s);
    settings.dryRun = sync.value(u"dryRun").toBool();
    for (const QJsonValue &one : listAt(sync, {u"resources"}))
        settings.only << one.toObject();
    return settings;
}

void Operations::attempt(const QString &applicationKey, Running &running)
{
    const QJsonObject application = m_world.cluster.get(applicationAt(applicationKey))->object;
    if (m_world.faults.find(u"sync-window"_s, u"application"_s, applicationKey.section(u'/', 1)))
        return blocked(applicationKey, running);
    const auto rendering = m_renderer.render(application);
    if (!rendering)
        return ended(applicationKey, running, u"Error"_s, u"ComparisonError: "_s + rendering.error().message);
    running.revision = rendering->revision;
    running.run = std::make_unique<SyncRun>(m_world, rendering->targets, settingsOf(application));
    write(applicationKey, running, u"Running"_s, {});
    drive(applicationKey, running);
}

void Operations::blocked(const QString &applicationKey, Running &running)
{
    write(applicationKey, running, u"Running"_s, u"Sync operation blocked by sync window"_s);
    later(applicationKey, windowLook, &Operations::attempt);
}

void Operations::drive(const QString &applicationKey, Running &running)
{
    running.due = false;
    const auto next = running.run->step();
    running.waits = !next;
    switch (running.run->state()) {
    case SyncRun::State::Succeeded:
        return ended(applicationKey, running, u"Succeeded"_s, running.run->message());
    case SyncRun::State::Failed:
        return ended(applicationKey, running, u"Failed"_s, running.run->message());
    case SyncRun::State::Running:
        break;
    }
    if (running.shown != running.run->message()) {
        running.shown = running.run->message();
        write(applicationKey, running, u"Running"_s, running.shown);
    }
    if (next)
        later(applicationKey, *next, &Operations::drive);
}

void Operations::objectChanged(const QString &applicationKey, const Key &object)
{
    const auto found = m_running.find(applicationKey);
    if (found == m_running.end() || !found->second.run || !found->second.waits || found->second.due
        || found->second.run->state() != SyncRun::State::Running || !found->second.run->concerns(object))
        return;
    found->second.due = true;
    later(applicationKey, looksAgain, &Operations::drive);
}

void Operations::terminate(const QString &applicationKey)
{
    const auto found = m_running.find(applicationKey);
    if (found == m_running.end())
        return;
    Running &running = found->second;
    running.number = ++m_count;
    if (running.run)
        running.run->terminate();
    running.terminated = true;
    ended(applicationKey, running, u"Failed"_s, u"Operation terminated"_s);
}

void Operations::write(
    const QString &applicationKey, const Running &running, const QString &phase, const QString &message)
{
    QJsonObject application = m_world.cluster.get(applicationAt(applicationKey))->object;
    QJsonObject state = objectAt(application, {u"status", u"operationState"});
    const QString before = textAt(state, {u"phase"});
    if ((before != u"Running" && before != u"Terminating")
        || objectAt(state, {u"operation"}) != objectAt(application, {u"operation"}))
        state = {{u"startedAt"_s, secondsText(m_world.clock.wall())}};
    if (application.contains(u"operation"))
        state.insert(u"operation"_s, application.value(u"operation"));
    state.insert(u"phase"_s, phase);
    state.insert(u"message"_s, message);
    if (running.retries > 0)
        state.insert(u"retryCount"_s, running.retries);
    if (phase == u"Running")
        state.remove(u"finishedAt"_s);
    else
        state.insert(u"finishedAt"_s, secondsText(m_world.clock.wall()));
    if (!running.revision.isEmpty()) {
        QJsonObject result{
            {u"revision"_s, running.revision}, {u"source"_s, valueAt(application, {u"spec", u"source"})}};
        if (running.run && !running.run->results().isEmpty())
            result.insert(u"resources"_s, running.run->results());
        state.insert(u"syncResult"_s, result);
    }
    setAt(application, {u"status", u"operationState"}, state);
    if (phase != u"Running")
        application.remove(u"operation"_s);
    if (phase == u"Succeeded")
        addHistory(application, running.revision, m_world.clock.wall());
    m_world.cluster.put(application);
}

static Milliseconds backoffOf(const QJsonObject &retry, int done)
{
    const QJsonObject backoff = objectAt(retry, {u"backoff"});
    const auto duration = [&](const QString &name, Seconds otherwise) {
        return Milliseconds(parseDuration(textAt(backoff, {name})).value_or(otherwise));
    };
    const double factor = backoff.value(u"factor").toDouble(2);
    const double wait = double(duration(u"duration"_s, Seconds{5}).count()) * std::pow(factor, done);
    return Milliseconds(qint64(std::min(wait, double(duration(u"maxDuration"_s, Seconds{180}).count()))));
}

// An attempt is over. While another one is waited for, the phase is Running and finishedAt is set.
void Operations::ended(const QString &applicationKey, Running &running, const QString &phase, QString message)
{
    const QJsonObject application = m_world.cluster.get(applicationAt(applicationKey))->object;
    const QJsonObject retry = objectAt(application, {u"operation", u"retry"});
    const int limit = retry.value(u"limit").toInt();
    if (phase != u"Succeeded" && !running.terminated && (limit < 0 || running.retries < limit)) {
        const Milliseconds wait = backoffOf(retry, running.retries);
        ++running.retries;
        message
            += u". Retrying attempt #%1 at %2."_s.arg(running.retries).arg(kitchenTime(m_world.clock.wall() + wait));
        write(applicationKey, running, u"Running"_s, message);
        QJsonObject waiting = m_world.cluster.get(applicationAt(applicationKey))->object;
        setAt(waiting, {u"status", u"operationState", u"finishedAt"}, secondsText(m_world.clock.wall()));
        m_world.cluster.put(waiting);
        running.waits = false;
        running.shown = message;
        later(applicationKey, wait, &Operations::attempt);
        return;
    }
    if (running.retries > 0)
        message += u" (retried %1 times)."_s.arg(running.retries);
    write(applicationKey, running, phase, message);
    m_running.erase(applicationKey);
    m_ended(applicationKey);
}

} // namespace relight::world
