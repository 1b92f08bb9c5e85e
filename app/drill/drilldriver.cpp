#include "app/drill/drilldriver.h"

#include <QJsonArray>

#include <fstream>
#include <sys/prctl.h>
#include <unistd.h>

namespace relight {

static constexpr auto shown = std::chrono::milliseconds(100);    // a clock on the screen goes on between two moments
static constexpr auto patience = std::chrono::milliseconds(100); // with a main thread that does not rest

DrillDriver::DrillDriver(Parts parts)
    : m_parts(std::move(parts))
{
}

DrillDriver::~DrillDriver() = default;

void DrillDriver::start(std::function<void(const Error &)> lost)
{
    m_lost = std::move(lost);
    rebase();
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

void DrillDriver::stop()
{
    m_thread = {};
}

void DrillDriver::rebase()
{
    m_realBase = RealClock::now();
    m_base = m_parts.clock.elapsed();
}

void DrillDriver::setSpeed(double timesRealTime)
{
    const std::lock_guard lock(m_mutex);
    m_speed = timesRealTime;
    rebase();
    m_changed.notify_all();
}

void DrillDriver::setPaused(bool paused)
{
    const std::lock_guard lock(m_mutex);
    m_paused = paused;
    rebase();
    m_changed.notify_all();
}

void DrillDriver::step()
{
    const std::lock_guard lock(m_mutex);
    ++m_steps;
    m_changed.notify_all();
}

double DrillDriver::speed() const
{
    const std::lock_guard lock(m_mutex);
    return m_speed;
}

void DrillDriver::work(const std::stop_token &stop)
{
    ::prctl(PR_SET_TIMERSLACK, 1000); // a microsecond: the usual fifty are half of a moment
    m_stillness = std::make_unique<Stillness>();
    while (!stop.stop_requested()) {
        auto moment = nextMoment();
        if (!moment)
            rest();
        else if (mayMove(*moment, stop))
            move(*moment);
    }
}

// Most of the time something ends within microseconds; a child that starts takes milliseconds. Who looks all the time
// takes the processor from those he waits for.
void DrillDriver::rest()
{
    std::this_thread::sleep_for(std::chrono::microseconds(std::min(20 * ++m_busyLooks, 1000)));
}

std::optional<DrillDriver::Moment> DrillDriver::nextMoment()
{
    if (!m_stillness->seemsAsleep())
        return std::nullopt;
    const auto status = m_parts.link.ask(QStringLiteral("status"));
    if (!status) {
        if (m_lost)
            std::exchange(m_lost, nullptr)(status.error());
        std::this_thread::sleep_for(shown);
        return std::nullopt;
    }
    // Asked before the look: what waits in the world's sockets now would arrive unseen between the look and the move.
    if (status->value(QLatin1String("unsent")).toInt() > 0)
        return std::nullopt;
    if (status->value(QLatin1String("asleep")).toInt() != m_parts.children()
        || !isStill(m_stillness->look(processes(*status))))
        return std::nullopt;
    m_busyLooks = 0;
    auto at = m_parts.clock.nextWaited();
    const Milliseconds until = at.value_or(Milliseconds::max());
    if (const QJsonValue next = status->value(QLatin1String("next")); next.isDouble()) {
        const Milliseconds world{next.toInteger()};
        at = at ? std::min(*at, world) : world;
    }
    return Moment{at.value_or(Milliseconds::max()), until, *status};
}

// A window that paints without end must not hold up the drill: after a while it is no longer waited for.
bool DrillDriver::isStill(Stillness::Look look)
{
    if (look != Stillness::Look::OnlyMainIsAwake) {
        m_mainAwakeSince.reset();
        return look == Stillness::Look::Still;
    }
    const auto now = RealClock::now();
    m_mainAwakeSince = m_mainAwakeSince.value_or(now);
    return now - *m_mainAwakeSince >= patience;
}

std::vector<int> DrillDriver::processes(const QJsonObject &status)
{
    std::vector<int> all{m_parts.worldProcess};
    std::map<int, std::vector<int>> seen;
    for (const QJsonValue &value : status.value(QLatin1String("processes")).toArray()) {
        const int child = value.toInt();
        auto &chain = seen[child] = m_ancestors[child];
        for (int process = child; chain.empty() || process > 1;) {
            if (process <= 1 || process == ::getpid())
                break;
            if (std::ranges::contains(chain, process))
                break;
            chain.push_back(process);
            std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
            std::string text;
            std::getline(stat, text);
            const size_t after = text.rfind(')');
            process = after == std::string::npos ? 0 : std::atoi(text.c_str() + after + 4);
        }
        all.insert(all.end(), chain.begin(), chain.end());
    }
    m_ancestors = std::move(seen);
    return all;
}

// Stopped, and no step was asked for, or there is nothing to step to: a step is one moment, not later ones.
bool DrillDriver::waitsForStep(const Moment &moment)
{
    if (m_paused && moment.at == Milliseconds::max())
        m_steps = 0;
    return m_paused && m_steps == 0;
}

// Waits for the pace; false: look again, a person may have done something.
bool DrillDriver::mayMove(Moment &moment, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    if (waitsForStep(moment)) {
        m_changed.wait_for(lock, stop, shown, [&] { return !m_paused || m_steps > 0; });
        rebase();
        return false;
    }
    if (m_steps > 0 && moment.at != Milliseconds::max()) {
        --m_steps;
        rebase();
        moment.until = moment.at;
        return true;
    }
    const double speed = m_speed;
    const auto reached = [&, base = m_base, realBase = m_realBase] {
        return base + Milliseconds(qint64(double((RealClock::now() - realBase) / Milliseconds{1}) * speed));
    };
    const Milliseconds limit = moment.until;
    const auto isReached = [&] {
        moment.until = std::min(limit, reached());
        return moment.until >= moment.at;
    };
    if (isReached())
        return true;
    const auto due = moment.at == Milliseconds::max()
        ? shown
        : std::chrono::ceil<std::chrono::milliseconds>(
              std::chrono::duration<double, std::milli>(double((moment.at - reached()).count()) / speed));
    const auto changed = [&] { return m_paused || m_steps > 0 || m_speed != speed; };
    if (m_changed.wait_for(lock, stop, std::min<std::chrono::milliseconds>(due, shown), changed))
        return false;
    const bool isThere = isReached();
    const Milliseconds between = reached();
    lock.unlock();
    if (isThere)
        return true;
    if (between > m_parts.clock.elapsed()) // nothing is due before: only the clock on the screen goes on
        move({between, between, moment.expecting});
    return false;
}

bool DrillDriver::worldIsDue(const Moment &moment) const
{
    const QJsonValue next = moment.expecting.value(QLatin1String("next"));
    return next.isDouble() && next.toInteger() <= moment.at.count();
}

// One thing at a time: an event of the world, or, when none is due, one of those who wait here. What follows from it is
// over before the next, so that the order is the same in every drill. The clock goes first: what the world says then is
// heard at its time.
void DrillDriver::move(const Moment &moment)
{
    m_parts.clock.setTo(moment.at);
    QJsonObject to = moment.expecting;
    to.insert(QStringLiteral("to"), qint64(moment.at.count()));
    to.insert(QStringLiteral("until"), qint64(moment.until.count()));
    const auto moved = m_parts.link.ask(QStringLiteral("advance"), to);
    if (!moved || moved->value(QLatin1String("refused")).toBool())
        return;
    ++m_moments;
    m_parts.clock.setTo(Milliseconds{moved->value(QLatin1String("now")).toInteger()});
    if (!worldIsDue(moment))
        m_parts.clock.wakeOne();
}

} // namespace relight
