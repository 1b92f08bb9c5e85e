#include "app/integrations/argocd/argofollower.h"

#include "app/integrations/argocd/argoanswer.h"

#include <QLoggingCategory>

#include <atomic>
#include <thread>

namespace relight {

Q_LOGGING_CATEGORY(logFollower, "relight.argocd.follower")

ArgoFollower::ArgoFollower(ArgoApi &api, ArgoResources *resources, ApplicationSight &view, Clock &clock)
    : m_api(api)
    , m_resources(resources)
    , m_view(view)
    , m_clock(clock)
{
}

// Half a minute for the estates of most; longer where a list is many megabytes.
Instant ArgoFollower::nextList() const
{
    return m_clock.now() + Seconds{30} + Milliseconds{50} * m_view.size();
}

Result<> ArgoFollower::run(std::stop_token stop)
{
    std::optional<Sighting> first;
    while (!stop.stop_requested()) {
        const Result<> ended = followApi(first, stop);
        first.reset();
        if (stop.stop_requested())
            break;
        const Error why = ended
            ? Error{ErrorCode::Unavailable, QStringLiteral("Argo CD ends its stream at once, again and again")}
            : ended.error();
        qCInfo(logFollower) << "the Argo CD API cannot be used:" << why.message;
        auto back = followResources(why, stop);
        if (!back)
            return stop.stop_requested() ? Result<>() : std::unexpected(back.error());
        first = std::move(*back);
        qCInfo(logFollower) << "the Argo CD API is back";
    }
    return {};
}

// Nothing in a minute is proof enough that the connection leads nowhere.
Result<ArgoApi::Listed> ArgoFollower::list(std::stop_token stop)
{
    auto listed = m_api.listed(Call{stop}.within(m_clock.now(), Seconds{60}));
    if (!listed && listed.error().code == ErrorCode::TimedOut)
        m_api.abandon();
    return listed;
}

// The stream, and a second thread that asks every five seconds whether the server is still there.
Result<> ArgoFollower::streamWhileAlive(const QString &resourceVersion, Instant until, std::stop_token stop)
{
    std::stop_source streaming;
    const std::stop_callback both(stop, [&] { streaming.request_stop(); });
    Result<> alive; // written by the other thread before it is joined
    const int connection = m_api.connections();
    const auto ask = [&] {
        Call call{streaming.get_token()};
        return m_api.ping(call.within(m_clock.now(), Seconds{10}));
    };
    std::jthread pulse([&] {
        while (m_clock.sleepFor(Seconds{5}, streaming.get_token())) {
            alive = ask();
            if (!alive && alive.error().code == ErrorCode::TimedOut)
                alive = ask(); // busy is not gone
            if (!alive && alive.error().code != ErrorCode::Cancelled)
                m_api.abandon();
            if (alive)
                m_view.seen();
            if (!alive || m_api.connections() != connection)
                streaming.request_stop();
        }
    });
    const Result<> streamed = m_api.follow(
        resourceVersion,
        [this](const ApplicationChange &change) {
            if (change.gone)
                m_view.remove(change.application.key());
            else
                m_view.change(change.application);
            return true;
        },
        [&] { return m_clock.now() < until; }, Call{streaming.get_token()});
    streaming.request_stop();
    pulse.join();
    if (!alive && alive.error().code != ErrorCode::Cancelled)
        return alive;
    const bool moved = m_api.connections() != connection && !stop.stop_requested(); // to be listed and streamed anew
    return moved ? Result<>() : streamed;
}

// Lists and streams in turns. Returns when the API fails, or when it ends three streams at once.
Result<> ArgoFollower::followApi(const std::optional<Sighting> &first, std::stop_token stop)
{
    bool newSource = true;
    int shortStreams = 0;
    quint64 mark = first ? first->mark : m_view.mark();
    Result<ArgoApi::Listed> listed = first ? Result<ArgoApi::Listed>(first->listed) : list(stop);
    while (listed && !stop.stop_requested()) {
        m_view.setSource(QStringLiteral("Argo CD API"), {});
        m_view.replace(listed->items, mark, std::exchange(newSource, false));
        const Instant opened = m_clock.now(), due = nextList();
        // Without a version the stream begins with everything, with the health of single resources; in a large estate
        // that is too much.
        const QString from = listed->items.size() <= 1000 ? QString() : listed->resourceVersion;
        const Result<> streamed = streamWhileAlive(from, due, stop);
        m_backoff.healthy(m_clock.now() - opened);
        if (!streamed)
            return streamed;
        shortStreams = m_clock.now() - opened < Seconds{1} ? shortStreams + 1 : 0;
        if (shortStreams == 3)
            return {};
        mark = m_view.mark();
        listed = list(stop);
    }
    return listed ? Result<>() : std::unexpected(listed.error());
}

// The Kubernetes watch on a thread of its own, while this one lists, and asks for the API. Returns the API's list when
// that is back.
Result<ArgoFollower::Sighting> ArgoFollower::followResources(const Error &why, std::stop_token stop)
{
    const QString source = QStringLiteral("Kubernetes watch");
    const auto degraded = [&](const QString &reason) {
        m_view.setSource(source,
            m_resources ? QStringLiteral("The Argo CD API cannot be used, applications are read from Kubernetes: %1")
                              .arg(reason)
                        : QStringLiteral("The Argo CD API cannot be used, and no cluster is known to look into: %1")
                              .arg(reason),
            !m_resources);
    };
    std::atomic<bool> refused = false;
    std::mutex mutex;
    std::optional<Error> refusal;
    const auto refuse = [&](const Error &error) {
        const std::lock_guard lock(mutex);
        refusal = error;
        refused = true;
    };
    std::stop_source watching;
    const std::stop_callback both(stop, [&] { watching.request_stop(); });
    degraded(why.message);

    const auto relist = [&](bool newSource) {
        const quint64 mark = m_view.mark();
        const auto all = m_resources->list(Call{stop}.within(m_clock.now(), Seconds{60}));
        if (all)
            m_view.replace(*all, mark, newSource);
        else if (all.error().code == ErrorCode::Unauthorized || all.error().code == ErrorCode::Forbidden)
            refuse(all.error());
        else
            m_view.setSource(source,
                QStringLiteral("Neither the Argo CD API nor Kubernetes answers: %1; %2")
                    .arg(why.message, all.error().message),
                true);
        return all.has_value();
    };

    std::atomic<bool> listed = m_resources && relist(true);
    std::jthread watcher, pulse;
    if (m_resources) {
        // A watch in which nothing happens is silent for minutes, and is no older for that.
        pulse = std::jthread([&] {
            while (m_clock.sleepFor(Seconds{5}, watching.get_token())) {
                Call call{watching.get_token()};
                if (listed && m_resources->answers(call.within(m_clock.now(), Seconds{10})))
                    m_view.seen();
            }
        });
        watcher = std::jthread([&] {
            while (!watching.stop_requested()) {
                const Result<> ended = m_resources->follow(
                    [this](const ApplicationChange &change) {
                        if (change.gone)
                            m_view.remove(change.application.key());
                        else
                            m_view.change(change.application);
                        return true;
                    },
                    Call{watching.get_token()});
                if (!ended
                    && (ended.error().code == ErrorCode::Unauthorized || ended.error().code == ErrorCode::Forbidden))
                    return refuse(ended.error());
                m_clock.sleepFor(Seconds{1}, watching.get_token()); // also when there is no such resource (yet)
            }
        });
    }
    const auto leave = [&] {
        watching.request_stop();
        for (std::jthread *one : {&watcher, &pulse}) {
            if (one->joinable())
                one->join();
        }
    };

    Error last = why;
    Instant due = nextList();
    while (m_clock.sleepFor(m_backoff.next(), stop)) {
        const quint64 mark = m_view.mark(); // what the watch tells from now on is newer than the list
        auto api = list(stop);
        if (api) {
            leave();
            return Sighting{std::move(*api), mark};
        }
        last = api.error();
        if (refused || (!m_resources && last.code == ErrorCode::Unauthorized)) {
            leave();
            const std::lock_guard lock(mutex);
            return std::unexpected(refusal.value_or(last));
        }
        if (m_resources && (!listed || m_clock.now() >= due)) {
            const bool before = listed.exchange(relist(!listed));
            due = nextList();
            if (listed && !before)
                degraded(last.message);
        } else if (listed) {
            degraded(last.message);
        }
    }
    leave();
    return failure(ErrorCode::Cancelled, QStringLiteral("Following the applications was cancelled"));
}

} // namespace relight
