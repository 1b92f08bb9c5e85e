#include "app/desktop/suspendwatch.h"

#include <ctime>

namespace relight {

static Milliseconds clockOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::duration_cast<Milliseconds>(Seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec});
}

TwoClocks readClocks()
{
    const Milliseconds steady = clockOf(CLOCK_MONOTONIC); // first: what passes between counts as no sleep
    return {steady, clockOf(CLOCK_BOOTTIME)};
}

std::optional<Seconds> sleptBetween(const TwoClocks &before, const TwoClocks &after)
{
    const Milliseconds asleep = (after.boot - before.boot) - (after.steady - before.steady);
    if (asleep < Seconds{2})
        return std::nullopt;
    return std::chrono::round<Seconds>(asleep);
}

SuspendWatch::SuspendWatch(std::function<TwoClocks()> read, QObject *parent)
    : QObject(parent)
    , m_read(std::move(read))
    , m_last(m_read())
{
    connect(&m_timer, &QTimer::timeout, this, &SuspendWatch::look);
    m_timer.start(Seconds{1});
}

void SuspendWatch::look()
{
    const TwoClocks now = m_read();
    const auto time = sleptBetween(std::exchange(m_last, now), now);
    if (time)
        Q_EMIT slept(*time);
}

} // namespace relight
